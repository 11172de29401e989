import { readAccountFacts } from "../../account-facts/index";
import { check } from "../../connectivity/index";
import type { Answer } from "./answer";
import { type Clients, explained } from "./clients";
import type { Target } from "./target";

const SAID = {
  works: "every path and permission that the mapping needs is there",
  fails: "not every path or permission that the mapping needs is there",
  unknown: "not everything that the mapping needs could be decided",
} as const;

/** Judges, as the check judges a plan, what AWS's APIs report of the mapping and of all that it takes to work. */
export async function judgeNetwork({ region }: Clients, { uuid }: Target): Promise<Answer> {
  const [report] = check([{ name: "the account", json: await facts(region, uuid) }]).mappings;
  if (report === undefined) {
    return {
      question: "network",
      outcome: "unknown",
      said: "this mapping is of a kind that is not judged",
      causes: [],
    };
  }
  const { verdict } = report;
  return { question: "network", outcome: verdict, said: SAID[verdict], causes: [], report };
}

async function facts(region: string, uuid: string) {
  try {
    return (await readAccountFacts(uuid, { region })).state;
  } catch (error) {
    throw explained("reading the mapping's broker, function and network", error);
  }
}

import { readAccountFacts, readInterfaceFacts, type Unread } from "../../account-facts/index";
import { check } from "../../connectivity/index";
import type { Answer, Cause } from "./answer";
import { type Clients, explained } from "./clients";
import { misplaced } from "./interface-words";
import type { Target } from "./target";

const SAID = {
  works: "every path and permission that the mapping needs is there",
  fails: "not every path or permission that the mapping needs is there",
  unknown: "not everything that the mapping needs could be decided",
} as const;

/** Judges, as the check judges a plan, what AWS's APIs report of the mapping and of all that it takes to work. */
export async function judgeNetwork({ region }: Clients, { uuid }: Target): Promise<Answer> {
  const { state, unread, interfaces, broker } = await facts(region, uuid);
  const [report] = check([{ name: "the account", json: state }]).mappings;
  if (report === undefined) {
    return {
      question: "network",
      outcome: "unknown",
      said: "this mapping is of a kind that is not judged",
      causes: [],
    };
  }
  const causes = [...misplaced({ interfaces, broker }), ...unread.map(causeOf)];
  // What was not read, or is not where it was judged, is not known to be fine.
  const outcome = report.verdict === "works" && causes.length > 0 ? "unknown" : report.verdict;
  const seen = interfaces === undefined ? {} : { interfaces };
  return { question: "network", outcome, said: SAID[outcome], causes, report, ...seen };
}

function causeOf({ what, actions, why }: Unread): Cause {
  return {
    what: `The ${what} could not be read, and may change the result: ${why.replace(/\.$/, "")}`,
    remedy: `Verify with credentials that allow ${actions.join(", ")}`,
  };
}

async function facts(region: string, uuid: string) {
  try {
    const read = await readAccountFacts(uuid, { region });
    const { interfaces, unread } = await readInterfaceFacts(read, { region });
    return { ...read, interfaces, unread: [...unread, ...read.unread] };
  } catch (error) {
    throw explained("reading the mapping's broker, function and network", error);
  }
}

import type { Finding, Hop, HopCase } from "../verdict";
import { wordsOf } from "./causes/causes";
import type { Words } from "./causes/entry";
import { sentenceOf } from "./clauses";
import { isService, targetName } from "./parties";
import { wordsOfFinding } from "./rules/words";
import { Sentence } from "./sentence";

/** Why, and what to do. */
export interface Explanation {
  readonly explanation: Sentence;
  /** What would decide it, where it is not known; null where nothing is to be done. */
  readonly remedy: Sentence | null;
  /** What to do first, without full stop, such as "Associate a with b"; null where it is to change the resource. */
  readonly step: Sentence | null;
}

/** A hop or a finding in words. */
export function explain(it: Hop | Finding): Explanation {
  const { explanation, remedy, step } = "rule" in it ? wordsOfFinding(it) : wordsOfHop(it);
  return { explanation: new Sentence(explanation), remedy: sentence(remedy), step: sentence(step ?? "") };
}

function sentence(text: string): Sentence | null {
  return text === "" ? null : new Sentence(text);
}

function wordsOfHop(hop: Hop): Words {
  if (hop.verdict === "reachable") return { explanation: reached(hop), remedy: "" };
  const words = together(hop);
  const [decisive] = hop.causes;
  const cases = hop.cases.map((one) => ({ from: one.from, ...together(one) }));
  const [only, ...others] = cases;
  if (only === undefined) return words;
  const isPublic = decisive?.code === "broker-placement-unknown" && decisive.facts.open === "public";
  const explanation = cases.map((one) => `${isPublic ? "If it is not" : `From ${one.from}`}: ${one.explanation}`);
  return {
    explanation: [words.explanation, ...explanation].join(" "),
    remedy: decisive?.code === "broker-unknown-source" || others.length > 0 ? words.remedy : only.remedy,
  };
}

/** Several causes at once, with the remedy of the decisive one. Facts that are missing are named once each, however many causes they leave open. */
function together({ causes, verdict }: HopCase): Words {
  const [decisive, ...others] = causes.map(wordsOf);
  if (decisive === undefined) return { explanation: "", remedy: "" };
  if (verdict === "unknown" && others.length > 0)
    return { ...decisive, explanation: sentenceOf(causes.flatMap(({ missing }) => missing)) };
  const explanation = [decisive.explanation, ...others.map((other) => `Also: ${other.explanation}`)].join(" ");
  return { ...decisive, explanation };
}

/** How a target is reached. */
function reached({ target, port, from, via, through }: Hop): string {
  const title = isService(target) ? targetName(target) : `the ${target}`;
  const names = through.join(", ");
  switch (via) {
    case "public":
      return `The broker is public, so the mapping reaches ${title} from the service's own network.`;
    case "vpc":
      return `The ${target}'s name resolves, and its security groups and network ACLs let the mapping's interfaces in on ${port}.`;
    case "interface-endpoint":
      return `The name of ${title} leads to ${names === "" ? "an endpoint of the VPC" : names}, which lets the mapping's interfaces in on 443.`;
    case "nat-gateway":
      return `The name of ${title} means public addresses, and ${from} is routed to them through ${names}.`;
    case null:
      return `The name of ${title} means public addresses, to which the routes of ${from} are asserted to lead.`;
  }
}

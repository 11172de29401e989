import type { Findings, RuleCode } from "../../causes/rules/rule";
import { eventSourceFindings } from "../../event-sources/words";
import type { Finding } from "../../verdict";
import type { Words } from "../causes/entry";
import { brokerFindings } from "./broker";
import type { FindingWords } from "./finding-words";
import { mappingFindings } from "./mapping";
import { networkFindings } from "./network";
import { roleFindings } from "./role";
import { secretFindings } from "./secret";

const words: FindingWords<Findings> = {
  ...brokerFindings,
  ...mappingFindings,
  ...networkFindings,
  ...roleFindings,
  ...secretFindings,
  ...eventSourceFindings,
};

/** The same, where whoever made the finding gave it the facts of its rule. */
const wordsOf: Readonly<Record<RuleCode, (facts: never, missing: Finding["missing"]) => Words>> = words;

/** A finding in words. */
export function wordsOfFinding({ rule, facts, missing }: Finding): Words {
  return "told" in facts ? facts.told : wordsOf[rule](facts as never, missing);
}

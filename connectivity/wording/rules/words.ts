import type { Findings, RuleCode } from "../../causes/rules/rule";
import { eventSourceFindings } from "../../event-sources/words";
import type { Finding, FindingOf } from "../../verdict";
import type { Words } from "../causes/entry";
import type { FindingWords } from "../finding-words";
import { brokerFindings } from "./broker";
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

/** A finding in words. */
export function wordsOfFinding(finding: Finding): Words {
  return inWords(finding);
}

function inWords<Code extends RuleCode>({ rule, facts, missing }: FindingOf<Code>): Words {
  return words[rule](facts, missing);
}

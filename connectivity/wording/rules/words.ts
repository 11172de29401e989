import type { FactsOf, Findings, RuleCode } from "../../causes/rules/rule";
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
};

/** A finding in words. */
export function wordsOfFinding({ rule, facts, missing }: Finding): Words {
  return "told" in facts ? facts.told : inWords(rule, facts, missing);
}

function inWords<Code extends RuleCode>(
  code: Code,
  facts: Exclude<FactsOf<Code>, { readonly told: unknown }>,
  missing: Finding["missing"],
): Words {
  return words[code](facts as Findings[Code], missing);
}

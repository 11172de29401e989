import type { AssessmentSettings } from "../../../hcp/run-task/index";
import { Violations } from "../../shared/violations";

/**
 * What the function's environment says: `UNKNOWN`, what becomes of a run of which something cannot be decided, `fail` or `pass`, and
 * `ASSUME`, a JSON list of facts that are asserted.
 *
 * @throws ExplainedError that lists every variable that is missing or wrong
 */
export function readSettings(environment: NodeJS.ProcessEnv): AssessmentSettings {
  const { UNKNOWN: unknown, ASSUME: assume } = environment;
  const violations = new Violations();
  violations.check("UNKNOWN", unknown, unknown === "fail" || unknown === "pass", '"fail" or "pass"');
  const facts = listIn(assume);
  violations.check("ASSUME", assume, facts !== undefined, "a JSON list of texts");
  violations.throwIfAny("JudgeSettingsError");
  return { unknown: unknown as AssessmentSettings["unknown"], assume: facts ?? [] };
}

function listIn(text = ""): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((fact) => typeof fact === "string") ? list : undefined;
  } catch {
    return undefined;
  }
}

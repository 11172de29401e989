import type { HopTarget } from "../../../connectivity/verdict";
import { enumerate } from "../../../connectivity/wording/clauses";
import { TARGETS } from "./words";

/** Stand for the name of a service and for its key in a fact; no text of Terraform has these characters. */
const NAME = "\ue000";
const KEY = "\ue001";

/** A text about the way to one service, with a gap where it names that service: the same for others that lack the same. */
export function withoutService(text: string, target: HopTarget): string {
  if (target === "broker") return text;
  return text.replaceAll(TARGETS[target].name, NAME).replaceAll(`:${target}-`, `:${KEY}-`);
}

/** That text about all of these services at once; facts to assert are one for each. */
export function withServices(text: string, targets: readonly HopTarget[]): string {
  return text
    .replace(/--assume '[^']*'/g, (option) =>
      option.includes(KEY) ? targets.map((target) => option.replaceAll(KEY, target)).join(" ") : option,
    )
    .replaceAll(KEY, targets[0] ?? "")
    .replaceAll(NAME, enumerate(targets.map((target) => TARGETS[target].name)));
}

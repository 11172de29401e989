import { code, text } from "../../markdown/escape";
import type { AttributeReview, ChangeReview } from "../../review";
import type { ShownValue } from "../../values/shown-value";
import { ACTIONS } from "../words";

/** What makes an item of a name, in bytes: no line is shorter. */
export const SHORTEST_LINE = 10;

/** A change by name: what happens, to what, and what forces a replacement. */
export function nameLine(change: ChangeReview): string {
  const { action, address, deposed, importing, previousAddress, replacePaths, reason } = change;
  const sign = action === "none" ? " " : ACTIONS[action].sign;
  const notes = [
    ...(deposed ? ["left over from an interrupted replacement"] : []),
    ...(importing ? [`imported${change.importId === null ? "" : ` (${code(change.importId)})`}`] : []),
    ...(previousAddress === null ? [] : [`moved from ${code(previousAddress)}`]),
    ...(replacePaths.length > 0 ? [`forced by ${replacePaths.map(code).join(", ")}`] : []),
    ...(reason === null || isSaid(change) ? [] : [REASONS.get(reason) ?? text(reason)]),
  ];
  return `- \`${sign}\` ${code(address)}${notes.length > 0 ? `, ${notes.join(", ")}` : ""}`;
}

/** What forces a replacement says that it cannot be updated, and what is destroyed is mostly not in the configuration any more. */
function isSaid({ reason, replacePaths }: ChangeReview): boolean {
  if (reason === "delete_because_no_resource_config") return true;
  return reason === "replace_because_cannot_update" && replacePaths.length > 0;
}

/** With the attributes that change: by value where it may be shown. */
export function attributeLine(change: ChangeReview): string {
  const { attributes } = change;
  if (attributes.length === 0) return nameLine(change);
  return `${nameLine(change)}  \n  ${attributes.map(attribute).join(", ")}`;
}

function attribute({ name, before, after, unknown, sensitive }: AttributeReview): string {
  const marks = [...(sensitive ? ["sensitive"] : []), ...(unknown ? ["known after apply"] : [])];
  const values =
    before === undefined && after === undefined
      ? ""
      : `: ${before === undefined ? "?" : value(before)} → ${after === undefined ? (unknown ? "?" : "none") : value(after)}`;
  return `${code(name)}${values}${marks.length > 0 ? ` (${marks.join(", ")})` : ""}`;
}

function value(shown: ShownValue): string {
  return typeof shown === "object" ? `${shown.map((each) => code(String(each))).join(" ")}` : code(String(shown));
}

/** Terraform's words for why it does something. Those that only say that the configuration says so are left out. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["replace_because_cannot_update", "it cannot be updated"],
  ["replace_because_tainted", "tainted: an earlier apply left it half-made"],
  ["replace_by_request", "asked for by -replace"],
  ["replace_by_triggers", "asked for by replace_triggered_by"],
  ["delete_because_wrong_repetition", "count or for_each was added or taken away"],
  ["delete_because_count_index", "its index is beyond count"],
  ["delete_because_each_key", "its key is not in for_each any more"],
  ["delete_because_no_module", "its module is not in the configuration any more"],
  ["delete_because_no_move_target", "it was moved to where nothing is"],
  ["read_because_config_unknown", "its arguments are known after apply only"],
  ["read_because_dependency_pending", "what it depends on changes"],
  ["read_because_check_nested", "a check reads it again"],
]);

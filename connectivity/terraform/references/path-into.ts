import { fits } from "../../aws-provider/arguments";
import type { Step } from "../model/address";
import type { List, Target, Value } from "../model/model";
import { NULL, pointer, scalar } from "../model/values";
import type { Wanted } from "./combination";

/** The part of a value that a path leads to. */
export function walk(value: Value, path: readonly Step[], wanted: Wanted): Value {
  let at = value;
  for (const step of path) {
    if (at.kind === "block") at = at.get("name" in step ? step.name : String(step.key));
    else if (at.kind === "list") at = member(at, step, wanted);
    else if (at.kind === "pointer") return throughPointer(at.targets, step, wanted);
    else return at;
  }
  return at;
}

function member(list: List, step: Step, wanted: Wanted): Value {
  if ("key" in step && typeof step.key === "number") return list.items[step.key] ?? NULL;
  const targets = list.items.flatMap((item) => (item.kind === "pointer" ? item.targets : []));
  if (targets.length > 0) return throughPointer(targets, step, wanted);
  // The member of a set is its own key.
  return "key" in step ? scalar(step.key) : NULL;
}

/** A field or member of something of which only the objects in it are known. */
function throughPointer(targets: readonly Target[], step: Step, wanted: Wanted): Value {
  const argument = "name" in step ? step.name : wanted.argument;
  const fitting = targets.filter((target) => fits(argument, target));
  return pointer(fitting.length > 0 ? fitting : targets, "one", wanted.origin);
}

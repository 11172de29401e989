import { fits } from "../../aws-provider/arguments";
import { missingFact } from "../../causes/missing-fact";
import type { List, MissingFact, Target, Value } from "../model/model";
import { afterApply, isKnown, listOf, NULL, pointer, type SourcedPointer, unknown } from "../model/values";

/** What an argument holds, which decides what becomes of several references. */
export type Shape = "one" | "several" | "object";

/** The argument that an expression is for. */
export interface Wanted {
  readonly shape: Shape;
  /** Name of the argument, such as `subnet_ids`. */
  readonly argument: string;
  /** Full name for messages, such as `aws_mq_broker.orders.subnet_ids`. */
  readonly origin: string;
  /**
   * Set where the expression is the union of the expressions of a list of objects: how many unknown fields of these objects
   * can take a target.
   */
  readonly places?: (target: Target) => number;
}

/** What one reference comes to. */
export interface Found {
  readonly value: Value;
  /** The reference names one thing, so that the value stands in the expression as it is. */
  readonly exact: boolean;
  /** The plan lost which outputs or instances of a module are meant: the value holds whatever any of them denotes. */
  readonly mixed?: true;
}

/** What a reference to one thing comes to. */
export function exactly(value: Value): Found {
  return { value, exact: true };
}

/** What a reference comes to that names whatever its value holds. */
export function asFound(value: Value): Found {
  return { value, exact: value.kind !== "list" && !(value.kind === "pointer" && value.selection === "some") };
}

/** A reference as the plan writes it, and what it comes to. */
export interface NamedFound extends Found {
  readonly text: string;
}

/** More objects than this in the union of several references are not told apart. */
const MAX_UNION = 1_000;
/** References of one expression beyond this are not told apart either. */
const MAX_REFERENCES = 1_000;

/** How many objects may be looked at in all unions together, so that no plan takes longer than its size warrants. */
export class UnionBudget {
  #left = 2_000_000;

  spend(): boolean {
    return this.#left-- > 0;
  }
}

/** What the references of one expression hold together. */
interface Gathered {
  readonly targets: readonly Target[];
  readonly deadEnds: readonly MissingFact[];
  /** References to literal ids, which may stand beside the unknown ones. */
  readonly literals: readonly string[];
  readonly tooMany: boolean;
}

/**
 * What several references in one expression come to. A plan shows the references but not what is done with them: `[a, b]`,
 * `concat(a, b)` and `x ? a : b` look alike.
 *
 * @returns null where the references name nothing, so that the argument is left blank.
 * @param alternatives - The references come from several expressions of which one is the argument's.
 */
export function combine(
  found: readonly NamedFound[],
  wanted: Wanted,
  alternatives: boolean,
  budget: UnionBudget,
): Value {
  const { targets, deadEnds, literals, tooMany } = gather(found, budget);
  if (tooMany) return passedOn(found) ?? unknown(missingFact("objects-of-value", { value: wanted.origin }, "nothing"));
  const { places } = wanted;
  const kept = places === undefined ? targets : targets.filter((target) => fits(wanted.argument, target));
  const [deadEnd] = deadEnds;
  if (deadEnd !== undefined) return besideDeadEnd(kept, deadEnd, wanted);
  if (kept.length === 0) {
    return found.some(isEmpty) ? NULL : afterApply(wanted.origin);
  }
  if (wanted.shape === "object") return passedOn(found) ?? pointer(kept, "one", wanted.origin);
  if (wanted.shape === "one") return pointer(kept, "one", wanted.origin);
  if (places === undefined && !alternatives && found.every(isMember)) {
    const existing = found.filter((one) => !isElement(one)).map(({ value }) => value);
    return listOf([...eachOf(kept, wanted).items, ...existing]);
  }
  if (
    places !== undefined &&
    kept.every((target) => places(target) === 1) &&
    (kept.length === 1 || found.every(isElement))
  ) {
    return eachOf(kept, wanted);
  }
  const whole = places === undefined ? passedOn(found) : undefined;
  return besideLiterals(whole ?? pointer(kept, "some", wanted.origin), literals, wanted);
}

function gather(found: readonly NamedFound[], budget: UnionBudget): Gathered {
  if (found.length > MAX_REFERENCES) return { targets: [], deadEnds: [], literals: [], tooMany: true };
  const targets = new Map<string, Target>();
  const deadEnds: MissingFact[] = [];
  const literals: string[] = [];
  for (const { text, value } of found) {
    if (isKnown(value)) {
      if (holdsId(value)) literals.push(text);
      continue;
    }
    const open: Value[] = [value];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.kind === "unknown") deadEnds.push(next.missing);
      else if (next.kind === "pointer") {
        for (const target of next.targets) {
          if (targets.size > MAX_UNION || !budget.spend()) break;
          targets.set(`${target.instance.address} ${target.attribute}`, target);
        }
      } else if (next.kind === "list") {
        if (next.open !== null) deadEnds.push(next.open);
        for (let index = next.items.length - 1; index >= 0; index--) open.push(next.items[index] as Value);
      } else if (next.kind === "block") {
        for (const name of next.fields()) open.push(next.get(name));
      }
      if (targets.size > MAX_UNION || open.length > MAX_UNION || !budget.spend())
        return { targets: [], deadEnds, literals, tooMany: true };
    }
  }
  return { targets: [...targets.values()], deadEnds, literals, tooMany: false };
}

/** Ids of AWS objects, and ARNs: other literals in an expression are conditions, names and numbers. */
const ID = /^([a-z]{1,12}-[0-9a-f]{8,17}|arn:.+)$/;

/** More members of a literal list than this are not looked at. */
const MAX_LITERALS = 256;

function holdsId(value: Value): boolean {
  if (value.kind === "list")
    return value.items.slice(0, MAX_LITERALS).some((item) => item.kind === "scalar" && holdsId(item));
  return value.kind === "scalar" && typeof value.value === "string" && ID.test(value.value);
}

/**
 * References beside one that leads nowhere. In a list of objects all references stand together, so that the dead end may
 * belong to another field; where a target can only belong here, it does.
 */
function besideDeadEnd(kept: readonly Target[], deadEnd: MissingFact, wanted: Wanted): Value {
  const { places } = wanted;
  if (places === undefined || kept.length === 0 || !kept.every((target) => places(target) === 1)) {
    return { kind: "unknown", missing: deadEnd };
  }
  if (wanted.shape === "several") return listOf([pointer(kept, "some", wanted.origin)], deadEnd);
  return kept.length === 1 ? pointer(kept, "one", wanted.origin) : { kind: "unknown", missing: deadEnd };
}

function besideLiterals(value: Value, literals: readonly string[], wanted: Wanted): Value {
  if (literals.length === 0) return value;
  return listOf([value], missingFact("literals-of-value", { value: wanted.origin, literals }));
}

function eachOf(targets: readonly Target[], wanted: Wanted): List {
  return listOf(targets.map((target): SourcedPointer => pointer([target], "one", wanted.origin)));
}

function isEmpty({ value }: Found): boolean {
  if (value.kind === "list") return isKnown(value) && value.items.length === 0;
  return value.kind === "scalar" && (value.value === null || value.value === "");
}

function isElement({ value, exact }: Found): boolean {
  return exact && value.kind === "pointer" && value.targets.length === 1;
}

/** An element, or the id of an object that exists already. A variable's may be there for another reason: it has a default. */
function isMember(one: NamedFound): boolean {
  if (isElement(one)) return true;
  const { exact, value, text } = one;
  return exact && value.kind === "scalar" && holdsId(value) && !/^(var|local|each|count)\./.test(text);
}

/** The value of an expression that is one reference and nothing else. */
function passedOn(found: readonly Found[]): Value | undefined {
  const [only] = found;
  return found.length === 1 && only?.mixed === undefined ? only?.value : undefined;
}

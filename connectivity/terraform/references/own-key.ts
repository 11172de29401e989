import type { Value } from "../model/model";
import { pointer } from "../model/values";
import type { Found, NamedFound } from "./combination";
import type { Place } from "./place";
import { type Reference, referencesOf } from "./reference";

/** Whether a reference is the key of the own instance. */
export function isOwnKey({ text }: Reference): boolean {
  return text === "count.index" || text === "each.key";
}

/** Whether a reference leads into what the own key stands for. */
export function isEachValue(text: string): boolean {
  return /^each\.value(\.|\[|$)/.test(text);
}

/**
 * `aws_subnet.private[each.value.zone].id`, where the plan does not show what `each.value.zone` is: it takes one of what
 * stands before it, and is no alternative to it.
 */
export function withoutIndex(found: readonly NamedFound[]): readonly NamedFound[] {
  const values = found.filter(({ text }) => isEachValue(text));
  const [index] = values;
  const before = index === undefined ? undefined : found[found.indexOf(index) - 1];
  const isIndex =
    values.length === 1 && index?.value.kind === "unknown" && before !== undefined && isCollection(before);
  return isIndex ? found.filter((one) => one !== index) : found;
}

/** All instances of a resource or module, or a list that was passed on. */
function isCollection({ value, exact }: Found): boolean {
  return (value.kind === "pointer" && value.selection === "some") || (value.kind === "list" && !exact);
}

/** `aws_subnet.a[count.index].id`: the member that an instance stands for, and not a list to find it in. */
export function isOneObject([found, ...others]: readonly Found[]): boolean {
  return (
    others.length === 0 && found?.exact === true && found.value.kind === "pointer" && found.value.targets.length === 1
  );
}

/** Whether an expression names the key of the own instance. */
export function namesOwnKey(expression: unknown): boolean {
  return referencesOf(expression).some(isOwnKey);
}

/** The member of a list that an instance stands for, where there are as many members as alike instances. */
export function ownMember(all: Value, { group, key, expressions }: Place): Value | undefined {
  const members = all.kind === "pointer" ? all.targets.map((target) => pointer([target], "one")) : itemsOf(all);
  // Counting comes first: comparing the instances takes much longer.
  if (members.length !== group?.instances.length) return undefined;
  const rank = group.rankAmongAlike(key, expressions);
  return rank === undefined ? undefined : members[rank];
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === "list" && value.open === null ? value.items : [];
}

import type { Instance, Value } from "../../terraform/model/model";
import { blocksOf, isUnset, textOf } from "../../terraform/model/shown-values";

/** What a data source that lists ids was asked for, and all that it found. */
export interface LookUp {
  /** The values of its filters, by name. */
  readonly by: ReadonlyMap<string, Value>;
  readonly ids: readonly Value[];
}

/**
 * What a data source has found of everything that its filters describe.
 *
 * @param filters - The names of filters that are understood.
 * @returns undefined where it was not read, or where something else, such as tags, leaves out some of what there is
 */
export function lookUpOf(instance: Instance, filters: readonly string[]): LookUp | undefined {
  const { blocks, missing } = blocksOf(instance.get("filter"), instance.address);
  if (instance.mode !== "data" || missing.length > 0 || !isEmpty(instance.get("tags"))) return undefined;
  const vpc = instance.get("vpc_id");
  const given = blocks.map((block) => [textOf(block.get("name")) ?? "", block.get("values")] as const);
  const by = new Map(isUnset(vpc) ? given : [...given, ["vpc-id", vpc] as const]);
  // Two filters of one name both leave something out.
  if (by.size < given.length || [...by.keys()].some((name) => !filters.includes(name))) return undefined;
  const found = instance.get("ids");
  // Of nothing some data sources say null.
  if (isUnset(found)) return { by, ids: [] };
  return found.kind === "list" && found.open === null ? { by, ids: found.items } : undefined;
}

function isEmpty(tags: Value): boolean {
  return isUnset(tags) || (tags.kind === "block" && tags.fields().length === 0);
}

import type { Cause } from "./causes/cause";
import { distinct, type MissingFact } from "./causes/missing-fact";
import { addTo } from "./multimap";
import type { Hop } from "./verdict";

/** What stops hops: the same for all of them, but for the services that they lead to and the subnets that they start from. */
export interface Obstacle {
  readonly hops: readonly Hop[];
  /** One of them, whose facts are those of all: to be told once. */
  readonly told: Hop;
  /** Every resource to change. */
  readonly resources: readonly string[];
  /** Their construct paths, where CDKTF metadata gives them. */
  readonly constructs: readonly string[];
}

/** What stops hops that are not reachable, each once, in their order. Facts are compared, never words. */
export function obstaclesOf(hops: readonly Hop[]): readonly Obstacle[] {
  const stopped = hops.filter(({ verdict }) => verdict !== "reachable");
  const origins = new Set(hops.flatMap(({ from }) => from ?? []));
  return grouped(stopped, (hop) => keyOf(hop, origins)).map((same) => ({
    hops: same,
    told: together(same, origins),
    resources: [...new Set(same.flatMap(({ resource }) => resource ?? []))],
    constructs: [...new Set(same.flatMap(({ constructPath }) => constructPath ?? []))],
  }));
}

/** Lists that differ where the matter is the same: which services, from which subnets, by which tables, routes and endpoints. */
const LISTS: ReadonlySet<string> = new Set(["services", "subnets", "tables", "routes", "endpoints", "assumable"]);

/** Facts as a text that is the same for the same matter, whichever of the origins they speak of. */
function matterOf(facts: unknown, origins: ReadonlySet<unknown> = NOWHERE): string {
  return JSON.stringify(facts, (name, value) => (LISTS.has(name) || origins.has(value) ? undefined : value));
}

const NOWHERE: ReadonlySet<unknown> = new Set();

function keyOf({ verdict, causes, cases }: Hop, origins: ReadonlySet<string>): string {
  const matters = new Set(causes.map((each) => keyOfCause(each, origins)));
  return JSON.stringify([verdict, [...matters], matterOf(cases)]);
}

function keyOfCause({ code, resource, facts, missing }: Cause, origins: ReadonlySet<string>): string {
  const isListed = resource === null || origins.has(resource) || listedIn(facts).has(resource);
  return JSON.stringify([code, isListed ? null : resource, matterOf(facts), matterOf(missing, origins)]);
}

/** What stands in the lists of facts: where the resource to change is one of these, it differs as they do. */
function listedIn(facts: Cause["facts"]): ReadonlySet<string> {
  const lists = Object.entries(facts).flatMap(([name, value]) => (LISTS.has(name) ? value : []));
  return new Set(lists.flatMap((one) => (typeof one === "string" ? one : "holder" in one ? one.holder : [])));
}

function together(hops: readonly Hop[], origins: ReadonlySet<string>): Hop {
  const [first] = hops;
  if (first === undefined) throw new RangeError("nothing is stopped");
  const every = hops.flatMap((hop) => hop.causes);
  const causes = grouped(every, (each) => keyOfCause(each, origins)).map(oneCause);
  const cases = united(hops.map((hop) => hop.cases));
  const missing = causes.flatMap((cause) => cause.missing.flatMap(({ assumable }) => assumable));
  const assumable = [...new Set([...missing, ...hops.flatMap((hop) => hop.assumable)])];
  return {
    ...first,
    causes,
    cases,
    assumable: assumable.filter((fact) => hops.some((hop) => hop.assumable.includes(fact))),
  };
}

function oneCause(same: readonly Cause[]): Cause {
  const facts = united(same.map((each) => each.facts));
  return { ...same[0], facts, missing: everyFact(same.flatMap(({ missing }) => missing)) } as Cause;
}

/** Missing facts, each once: those that differ in services only are one. */
function everyFact(facts: readonly MissingFact[]): readonly MissingFact[] {
  return distinct(grouped(facts, (fact) => matterOf(fact)).map(united));
}

/** Data of the same shape as one: with the lists of all. */
function united<Data>(all: readonly Data[]): Data {
  const [first] = all;
  if (typeof first !== "object" || first === null) return first as Data;
  if (Array.isArray(first))
    return first.map((_, index) => united(all.map((each) => (each as readonly unknown[])[index]))) as Data;
  const names = Object.keys(first) as (keyof Data & string)[];
  const entries = names.map((name) => {
    const values = all.map((each) => each[name]);
    return [name, LISTS.has(name) ? eachOnce(values.flat()) : united(values)];
  });
  return Object.fromEntries(entries);
}

function eachOnce(items: readonly unknown[]): readonly unknown[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function grouped<T>(items: readonly T[], keyOfItem: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) addTo(groups, keyOfItem(item), item);
  return [...groups.values()];
}

import type { Hop } from "./verdict";

/** What stops hops: the same for all of them, but for the services that they lead to. */
export interface Obstacle {
  readonly hops: readonly Hop[];
  /** One of them, whose facts are those of all: to be told once. */
  readonly told: Hop;
}

/** What stops hops that are not reachable, each once, in their order. Facts are compared, never words. */
export function obstaclesOf(hops: readonly Hop[]): readonly Obstacle[] {
  const alike = new Map<string, Hop[]>();
  for (const hop of hops) {
    if (hop.verdict === "reachable") continue;
    const key = keyOf(hop);
    const same = alike.get(key);
    if (same === undefined) alike.set(key, [hop]);
    else same.push(hop);
  }
  return [...alike.values()].map((same) => ({ hops: same, told: together(same) }));
}

/** What differs from one service to another: which it is, and what is asserted of it. */
const OF_SERVICES: ReadonlySet<string> = new Set(["services", "assumable"]);

function keyOf({ verdict, causes, cases }: Hop): string {
  return JSON.stringify([verdict, causes, cases], (name, value) => (OF_SERVICES.has(name) ? undefined : value));
}

function together(hops: readonly Hop[]): Hop {
  const [first, ...others] = hops;
  if (first === undefined) throw new RangeError("nothing is stopped");
  if (others.length === 0) return first;
  const causes = united(hops.map((hop) => hop.causes));
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

/** Data of the same shape as one: with the services of all. */
function united<Data>(all: readonly Data[]): Data {
  const [first] = all;
  if (typeof first !== "object" || first === null) return first as Data;
  if (Array.isArray(first))
    return first.map((_, index) => united(all.map((each) => (each as readonly unknown[])[index]))) as Data;
  const names = Object.keys(first) as (keyof Data & string)[];
  const entries = names.map((name) => {
    const values = all.map((each) => each[name]);
    return [name, OF_SERVICES.has(name) ? [...new Set(values.flat())] : united(values)];
  });
  return Object.fromEntries(entries);
}

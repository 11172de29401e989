import type { Random } from "./random";

type Container = Record<string | number, unknown>;

/** A place in a document: what `parent[key]` holds. */
export interface Place {
  readonly parent: Container;
  readonly key: string | number;
}

/** What a mutation may draw on. */
interface Material {
  readonly random: Random;
  readonly places: readonly Place[];
}

/** Every place of a document. Does not recurse: documents may be nested as deep as memory allows. */
export function placesIn(document: unknown): Place[] {
  const places: Place[] = [];
  const open: unknown[] = [document];
  while (open.length > 0) {
    const parent = open.pop();
    if (typeof parent !== "object" || parent === null) continue;
    for (const key of Object.keys(parent)) {
      places.push({ parent: parent as Container, key });
      open.push((parent as Container)[key]);
    }
  }
  return places;
}

const CIDR = /^[0-9a-f.:]+\/\d+$/;

const ABSURD_CIDRS = [
  ...["0.0.0.0/0", "0.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/1e9", "999.999.999.999/8", "10.0.0/16", "10.0.0.1/8", "/16"],
  ...["::/0", "::ffff:10.0.0.0/96", "fe80::%eth0/64", "0x0a000000/8", "012.0.0.0/8", "10.0.0.0/", "a/b", "1/1/1", ""],
  `${"1".repeat(10_000)}/8`,
];

const ODD_NUMBERS = [0, -0, -1, 0.5, 65_536, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, -1e308, 5e-324];

const PROTOTYPE_KEYS = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "then"];

const ODD_STRINGS = [
  "",
  " ",
  "null",
  "true",
  "*",
  "\u0024{}",
  "\u0024{",
  "each.value",
  "count.index",
  "module.",
  "module.a",
  ".",
  "..",
  "[",
  "]",
  '[""]',
];

const set = ({ parent, key }: Place, value: unknown): void => {
  // No parser gives a list other keys than numbers.
  if (Array.isArray(parent) && Number.isNaN(Number(key))) return;
  // Assigning to `__proto__` would change the prototype; a parser makes it a key like any other.
  Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true });
};
const get = ({ parent, key }: Place): unknown => parent[key];

/** A copy that shares nothing with the original. Null for what is nested too deep to be copied. */
function copyOf(value: object): unknown {
  try {
    return structuredClone(value);
  } catch {
    return null;
  }
}

function nested(depth: number, list: boolean): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level++) value = list ? [value] : { values: value };
  return value;
}

function otherType(value: unknown, random: Random): unknown {
  const kinds = [
    null,
    true,
    false,
    7,
    "text",
    [],
    {},
    [null],
    [[]],
    [{}],
    { a: null },
    [value],
    { value },
    typeof value === "object" ? "" : String(value),
  ];
  return random.pick(kinds.map((kind) => ({ kind }))).kind;
}

/** The ways to damage a place of a document. Each keeps it something that JSON can express. */
export const MUTATIONS: Readonly<Record<string, (place: Place, material: Material) => void>> = {
  delete: ({ parent, key }) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  },
  nullify: (place) => set(place, null),
  "other type": (place, { random }) => set(place, otherType(get(place), random)),
  "odd number": (place, { random }) => set(place, random.pick(ODD_NUMBERS)),
  "odd string": (place, { random }) => set(place, random.pick(ODD_STRINGS)),
  truncate: (place, { random }) => {
    const value = get(place);
    if (typeof value === "string" || Array.isArray(value)) set(place, value.slice(0, random.below(value.length + 1)));
  },
  repeat: (place, { random }) => {
    const value = get(place);
    if (typeof value === "string") set(place, value.repeat(random.below(50)));
    else if (Array.isArray(value)) set(place, Array.from({ length: random.below(20) }, () => value).flat());
  },
  "long text": (place) => set(place, "x".repeat(100_000)),
  "wide list": (place) =>
    set(
      place,
      Array.from({ length: 5_000 }, (_, index) => `item-${index}`),
    ),
  "prototype key": ({ parent }, { random }) =>
    set(
      { parent, key: random.pick(PROTOTYPE_KEYS) },
      random.pick([null, {}, [], "x", { values: [] }].map((v) => ({ v }))).v,
    ),
  "renamed key": (place, { random }) => {
    const { parent, key } = place;
    const value = get(place);
    if (!Array.isArray(parent)) delete parent[key];
    set({ parent, key: random.pick(PROTOTYPE_KEYS) }, value);
  },
  "value of another place": (place, { random, places }) => {
    const other = get(random.pick(places));
    // A reference of the same object twice would make a cycle, which no parser makes; so would a secret be moved.
    if (typeof other !== "object" && !isSecret(other)) set(place, other);
  },
  "copy of another place": (place, { random, places }) => {
    const other = get(random.pick(places));
    if (typeof other === "object" && other !== null && placesIn(other).length < 2_000) set(place, copyOf(other));
  },
  "absurd CIDR": (place, { random, places }) => {
    const cidrs = places.filter((each) => {
      const value = get(each);
      return typeof value === "string" && CIDR.test(value);
    });
    set(cidrs.length > 0 ? random.pick(cidrs) : place, random.pick(ABSURD_CIDRS));
  },
  "cycle of references": (_, { random, places }) => {
    const references = places.filter(({ key, parent }) => key === "references" && Array.isArray(parent.references));
    if (references.length === 0) return;
    const all = references.flatMap((each) => get(each) as unknown[]).filter((name) => typeof name === "string");
    if (all.length === 0) return;
    for (let count = 0; count < 5; count++) {
      set(
        random.pick(references),
        Array.from({ length: 1 + random.below(3) }, () => random.pick(all)),
      );
    }
  },
  "deep nesting": (place, { random }) => set(place, nested(random.pick([10, 1_000, 20_000]), random.next() < 0.5)),
};

/** What stands for a secret in the documents that are mutated. */
export const SECRET = "hunter2-marks-a-secret";

function isSecret(value: unknown): boolean {
  return typeof value === "string" && value.includes(SECRET);
}

/** Damages a document in place, once to eight times, mostly few, and says how. */
export function mutate(document: unknown, random: Random): string[] {
  const names = Object.keys(MUTATIONS);
  const done: string[] = [];
  for (let count = 1 + random.below(1 + random.below(8)); count > 0; count--) {
    const places = placesIn(document);
    if (places.length === 0) break;
    const name = random.pick(names);
    const place = random.pick(places);
    MUTATIONS[name]?.(place, { random, places });
    done.push(`${name} at ${String(place.key)}`);
  }
  return done;
}

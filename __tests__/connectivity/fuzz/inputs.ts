import fc from "fast-check";
import type { SoundDocument } from "./documents";
import { mutate } from "./mutations";
import { Random } from "./random";

/** One input of the fuzz test: what is given to the check, and how it came to be. */
export interface FuzzInput {
  readonly how: string;
  /** Text as a file would hold it, still to be parsed, or parsed documents. */
  readonly given: { readonly text: string } | { readonly documents: readonly unknown[] };
}

/** Words that plans are made of: random JSON of other words is refused at the door. */
const WORDS = [
  ...["format_version", "terraform_version", "planned_values", "resource_changes", "configuration", "root_module"],
  ...[
    "resources",
    "values",
    "address",
    "type",
    "mode",
    "change",
    "actions",
    "after",
    "after_unknown",
    "before",
    "index",
  ],
  ...["expressions", "references", "module_calls", "child_modules", "outputs", "prior_state", "resource", "data", "//"],
  ...["aws_lambda_event_source_mapping", "aws_mq_broker", "aws_subnet", "aws_vpc", "subnet_ids", "security_groups"],
  ...["managed", "create", "update", "no-op", "delete", "1.2", "x", "aws_vpc.x", "module.a", "\u0024{aws_vpc.x.id}"],
];

const randomJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: "small" },
    fc.constantFrom(null, true, false, 0, -1, 1.5, "1.2", "4", "10.0.0.0/16"),
    fc.constantFrom(...WORDS),
    fc.string(),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...WORDS), fc.string()), tie("value"), { maxKeys: 8 }),
  ),
})).value;

type Maker = (random: Random, sound: readonly SoundDocument[]) => FuzzInput;

const mutated: Maker = (random, sound) => {
  const { name, text } = random.pick(sound);
  const document: unknown = JSON.parse(text);
  const how = mutate(document, random);
  return { how: `${name}: ${how.join(", ")}`, given: { documents: [document] } };
};

const several: Maker = (random, sound) => {
  const inputs = Array.from({ length: 2 + random.below(2) }, () => mutated(random, sound));
  return {
    how: inputs.map(({ how }) => how).join(" beside "),
    given: { documents: inputs.flatMap(({ given }) => ("documents" in given ? given.documents : [])) },
  };
};

const cutOff: Maker = (random, sound) => {
  const { name, text } = random.pick(sound);
  const at = random.below(text.length);
  return { how: `${name} cut off at ${at}`, given: { text: text.slice(0, at) } };
};

const scrambled: Maker = (random, sound) => {
  const { name, text } = random.pick(sound);
  const at = random.below(text.length);
  const length = random.below(200);
  return {
    how: `${name} without ${length} characters at ${at}`,
    given: { text: text.slice(0, at) + text.slice(at + length) },
  };
};

const deep: Maker = (random) => {
  const depth = random.pick([100, 10_000, 200_000]);
  const [open, close] = random.pick([
    ["[", "]"],
    ['{"values":{"root_module":', "}}"],
  ] as const);
  return { how: `${open} ${depth} times`, given: { text: `${open.repeat(depth)}1${close.repeat(depth)}` } };
};

const random: Maker = (numbers) => {
  const [document] = fc.sample(randomJson, { seed: numbers.below(2 ** 31), numRuns: 1 });
  return { how: "random JSON", given: { documents: [document] } };
};

/** How many of a hundred inputs each maker makes. */
const SHARES: readonly (readonly [number, Maker])[] = [
  [74, mutated],
  [6, several],
  [4, cutOff],
  [3, scrambled],
  [1, deep],
  [12, random],
];

/** The input of a seed and a number: the same every time. */
export function makeInput(seed: number, index: number, sound: readonly SoundDocument[]): FuzzInput {
  const numbers = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  let draw = numbers.below(100);
  for (const [share, make] of SHARES) {
    if (draw < share) return make(numbers, sound);
    draw -= share;
  }
  throw new Error("The shares make less than a hundred.");
}

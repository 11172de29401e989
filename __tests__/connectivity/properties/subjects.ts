import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { synthesize } from "../../support/synthesized-stack";
import { Random } from "../fuzz/random";
import type { Document } from "../mutations/document";
import { nameOf } from "../mutations/judge";
import { type Mutant, mutantsOf } from "../mutations/mutants";
import { furtherVariants, type OptionVariant, optionsInBothModes } from "../option-variants";
import type { JsonObject } from "./json";
import { withheldFromPlan } from "./withholding";

/** Something to check, and its name for messages. */
export class Subject<T> {
  constructor(
    readonly name: string,
    readonly json: T,
  ) {}

  /** Without its content, which fills screens. */
  [fc.toStringMethod](): string {
    return this.name;
  }
}

export const anyRandom = fc.integer().map((seed) => new Random(seed));

const mutants = new Map<string, readonly Mutant[]>();

function mutantsOfVariant({ name, option, settings }: OptionVariant): readonly Mutant[] {
  const known = mutants.get(name);
  if (known !== undefined) return known;
  const made = mutantsOf(synthesize(option, settings).json as unknown as Document);
  mutants.set(name, made);
  return made;
}

/** Any option with one thing in it altered or removed: the properties hold of what is broken too. */
export const anyMutant = fc
  .tuple(fc.constantFrom(...optionsInBothModes, ...furtherVariants), anyRandom)
  .map(([variant, random]) => {
    const mutant = random.pick(mutantsOfVariant(variant));
    return new Subject(`${variant.name}, ${nameOf(mutant)}`, mutant.make());
  });

const CASES = join(__dirname, "../cases");
const plans = readdirSync(CASES).map(
  (name): Subject<JsonObject> => new Subject(name, JSON.parse(readFileSync(join(CASES, name, "plan.json"), "utf8"))),
);

/** Any plan of the real provider. */
export const anyPlan = fc.constantFrom(...plans);

/** Any plan, with one thing in it that is not shown. */
export const anyPoorerPlan = fc
  .tuple(anyPlan, anyRandom)
  .map(([{ name, json }, random]) => new Subject(name, withheldFromPlan(json, random)));

import { alterationsOf, jointAlterations, nameOfMember } from "./alterations";
import { type Block, blocksOf, type Document, isObject, type Json, type JsonObject, removeBlock } from "./document";
import { irrelevantArguments, irrelevantTypes, othersOwn, required } from "./schema";

/** One thing that is different from a stack as it is synthesized. */
export interface Mutant {
  /** The block that is altered or removed. */
  readonly block: Block;
  /** Path of the altered argument, members of lists by name: `statement(FindBroker).actions(mq:DescribeBroker)`. Empty: the block itself. */
  readonly argument: string;
  /** Such as `removed`, `flipped`, `to refer to security-groups/clients`. */
  readonly kind: string;
  /** The altered document. */
  make(): Document;
}

/** Steps from a block's values to a value in it. */
type Path = readonly (string | number)[];

/** Everything that can be different in what a stack's network and permissions are made of, one thing at a time. */
export function mutantsOf(document: Document): Mutant[] {
  const blocks = blocksOf(document);
  return blocks
    .filter(({ type }) => !irrelevantTypes.has(type))
    .flatMap((block) => [
      removed(document, block),
      ...(othersOwn.test(block.role) ? [] : alteredArguments(document, block, blocks)),
    ]);
}

function removed(document: Document, block: Block): Mutant {
  return {
    block,
    argument: "",
    kind: "removed",
    make: () => {
      const mutant = structuredClone(document);
      removeBlock(mutant, block);
      return mutant;
    },
  };
}

function alteredArguments(document: Document, block: Block, blocks: readonly Block[]): Mutant[] {
  const mutants: Mutant[] = [];
  const add = (path: Path, argument: string, kind: string, value: Json | undefined) =>
    mutants.push({ block, argument, kind, make: () => withValue(document, block, path, value) });

  const visitArguments = (values: JsonObject, path: Path, names: string, label: string) => {
    for (const [name, value] of Object.entries(values)) {
      const argument = names === "" ? name : `${names}.${name}`;
      if (isIrrelevant(block, argument)) continue;
      const argumentLabel = label === "" ? name : `${label}.${name}`;
      if (!required.has(`${block.type}.${argument}`)) add([...path, name], argumentLabel, "removed", undefined);
      visitValue(value, [...path, name], argument, argumentLabel);
    }
  };
  const visitValue = (value: Json, path: Path, argument: string, label: string) => {
    for (const alteration of alterationsOf(argument, value, blocks))
      add(path, label, alteration.kind, alteration.value);
    if (isObject(value)) visitArguments(value, path, argument, label);
    if (!Array.isArray(value) || argument === "depends_on") return;
    for (const [index, member] of value.entries()) {
      visitValue(member, [...path, index], argument, `${label}(${nameOfMember(member, index)})`);
    }
  };
  visitArguments(block.values, [], "", "");
  for (const { kind, values } of jointAlterations(block, blocks)) add([], "", kind, values);
  return mutants;
}

function isIrrelevant({ mode, type }: Block, argument: string): boolean {
  const name = argument.slice(argument.lastIndexOf(".") + 1);
  return [name, `${type}.${argument}`, `${mode} ${type}.${argument}`].some((each) => irrelevantArguments.has(each));
}

/** The document with another value in it; what is not on the way to it is shared. */
function withValue(document: Document, { mode, type, name }: Block, path: Path, value: Json | undefined): Document {
  return replaced(document as unknown as Json, [mode, type, name, ...path], value) as unknown as Document;
}

function replaced(at: Json, [step, ...rest]: Path, value: Json | undefined): Json | undefined {
  if (step === undefined) return value;
  if (Array.isArray(at)) return at.with(step as number, replaced(at[step as number] ?? null, rest, value) ?? null);
  const { [step]: former, ...others } = at as JsonObject;
  const next = replaced(former ?? null, rest, value);
  return next === undefined ? others : { ...others, [step]: next };
}

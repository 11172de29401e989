import type { Refusal } from "../../causes/missing/terraform";
import { missingFact } from "../../causes/missing-fact";
import { field, isObject, type JsonObject } from "./json";
import type { Block, Instance, List, MissingFact, Pointer, Scalar, Target, Unknown, Value } from "./model";

export const NULL: Scalar = Object.freeze({ kind: "scalar", value: null });

export function isNull(value: Value): boolean {
  return value.kind === "scalar" && value.value === null;
}

export function scalar(value: Scalar["value"], sensitive = false): Scalar {
  if (value === null) return NULL;
  return sensitive ? { kind: "scalar", value, sensitive: true } : { kind: "scalar", value };
}

export function listOf(items: readonly Value[], open: MissingFact | null = null): List {
  return { kind: "list", items, open };
}

export const EMPTY_LIST: List = Object.freeze({ kind: "list", items: Object.freeze([]), open: null });

export function unknown(missing: MissingFact): Unknown {
  return { kind: "unknown", missing };
}

/** A value that is known after apply only. */
export function afterApply(value: string): Unknown {
  return unknown(missingFact("value", { value }, "apply"));
}

/** What a value comes to that leads back to itself. */
export function circular(value: string): Unknown {
  return unknown(missingFact("circular", { value }, "nothing"));
}

const failures = new WeakSet<Value>();

/** What an expression comes to that Terraform refuses to evaluate: `try` goes on after it, and `can` is false. */
export function failure(why: Refusal): Unknown {
  return failed(missingFact("refused-expression", { why }, "nothing"));
}

/** The same of an attribute that something has not. */
export function withoutAttribute(of: string, attribute: string): Unknown {
  return failed(missingFact("absent-attribute", { of, attribute }, "nothing"));
}

function failed(missing: MissingFact): Unknown {
  const value = unknown(missing);
  failures.add(value);
  return value;
}

export function isFailure(value: Value): boolean {
  return failures.has(value);
}

/** A pointer that remembers which argument holds it, for messages. */
export interface SourcedPointer extends Pointer {
  /** Such as `aws_mq_broker.orders.subnet_ids`; "" where it is the attribute itself. */
  readonly origin: string;
}

export function pointer(targets: readonly Target[], selection: Pointer["selection"], origin = ""): SourcedPointer {
  return { kind: "pointer", targets, selection, origin };
}

/** The attribute of an instance that the input does not resolve any further. */
export function selfPointer(instance: Instance, attribute: string): SourcedPointer {
  return pointer([{ instance, attribute }], "one");
}

/** A list whose items are made when first asked for, so that depth and size of the input cost nothing up front. */
class LazyList implements List {
  readonly kind = "list";
  readonly open = null;
  readonly #length: number;
  readonly #make: (index: number) => Value;
  #items: readonly Value[] | undefined;

  constructor(length: number, make: (index: number) => Value) {
    this.#length = length;
    this.#make = make;
  }

  get items(): readonly Value[] {
    this.#items ??= Array.from({ length: this.#length }, (_, index) => this.#make(index));
    return this.#items;
  }
}

export function lazyList(length: number, make: (index: number) => Value): List {
  return new LazyList(length, make);
}

/** A block whose fields are made when first asked for. */
class LazyBlock implements Block {
  readonly kind = "block";
  readonly #names: (() => readonly string[]) | undefined;
  readonly #make: (name: string) => Value;
  readonly #made = new Map<string, Value>();
  #listed: readonly string[] | undefined;
  #known: ReadonlySet<string> | undefined;

  /** @param names - Undefined where the fields cannot be listed: whatever is asked for is there. */
  constructor(names: (() => readonly string[]) | undefined, make: (name: string) => Value) {
    this.#names = names;
    this.#make = make;
  }

  get isListed(): boolean {
    return this.#names !== undefined;
  }

  get(name: string): Value {
    let value = this.#made.get(name);
    if (value === undefined) {
      value = this.#make(name);
      this.#made.set(name, value);
    }
    return value;
  }

  fields(): readonly string[] {
    this.#listed ??= this.#names?.() ?? [];
    return this.#listed;
  }

  has(name: string): boolean {
    this.#known ??= new Set(this.fields());
    return !this.isListed || this.#known.has(name);
  }
}

export function lazyBlock(names: () => readonly string[], make: (name: string) => Value): Block {
  return new LazyBlock(names, make);
}

/** Something that has a value for every name, such as all resources of a type. */
export function openBlock(make: (name: string) => Value): Block {
  return new LazyBlock(undefined, make);
}

/** Whether the fields of a block are all that it has. */
export function isListed(block: Block): boolean {
  return !(block instanceof LazyBlock) || block.isListed;
}

export function hasField(block: Block, name: string): boolean {
  return block instanceof LazyBlock ? block.has(name) : block.fields().includes(name);
}

export function blockOf(fields: ReadonlyMap<string, Value>): Block {
  return lazyBlock(
    () => [...fields.keys()],
    (name) => fields.get(name) ?? NULL,
  );
}

/** Values of which every part is known, so that nothing needs to look inside. */
const known = new WeakSet<Value>();

export function isKnown(value: Value): boolean {
  return value.kind === "scalar" || known.has(value);
}

function asKnown<T extends Value>(value: T): T {
  known.add(value);
  return value;
}

/** A known value. `marks` says what is sensitive in it: `true` for all, or an object or list of the same shape. */
export function fromJson(json: unknown, marks: unknown = false): Value {
  if (Array.isArray(json)) {
    return asKnown(lazyList(json.length, (index) => fromJson(json[index], markAt(marks, index))));
  }
  if (isObject(json)) return fromObject(json, marks);
  if (typeof json === "string" || typeof json === "number" || typeof json === "boolean") {
    return scalar(json, marks === true);
  }
  return NULL;
}

function fromObject(json: JsonObject, marks: unknown): Block {
  return asKnown(
    lazyBlock(
      () => Object.keys(json),
      (name) => fromJson(field(json, name), marks === true || field(marks, name)),
    ),
  );
}

export function markAt(marks: unknown, index: number): unknown {
  if (marks === true) return true;
  return Array.isArray(marks) ? marks[index] : false;
}

import { field, isObject, type JsonObject, listField, textField } from "../../connectivity/index";
import { type Action, actionOf } from "./action";
import { isMarked, markOf } from "./marks";

/** Steps from a resource to a value in it, such as `["subnet_ids", 0]`. */
export type Path = readonly (string | number)[];

/** An attribute whose value changes, or may change. */
export interface ChangedAttribute {
  readonly name: string;
  /** Undefined where it is not set. */
  readonly before: unknown;
  /** Undefined where it is not set, or known after apply only. */
  readonly after: unknown;
  /** Known, wholly or in part, after apply only. */
  readonly unknown: boolean;
  /** Marked as sensitive in any part, before or after. */
  readonly sensitive: boolean;
}

/** An entry of `resource_changes` or `resource_drift`. */
export class PlannedChange {
  readonly mode: "managed" | "data";
  readonly previousAddress: string | null;
  /** The key of an object that an interrupted replacement left behind; null for the current one. */
  readonly deposed: string | null;
  readonly action: Action;
  /** As the plan lists them. */
  readonly actions: readonly string[];
  /** Why Terraform does it, such as `replace_because_tainted`. */
  readonly reason: string | null;
  readonly importing: boolean;
  /** What forces a replacement. */
  readonly replacePaths: readonly Path[];
  readonly #change: JsonObject;
  #changed: readonly ChangedAttribute[] | undefined;

  private constructor(
    readonly address: string,
    readonly type: string,
    change: JsonObject,
    entry: unknown,
  ) {
    this.#change = change;
    this.mode = field(entry, "mode") === "data" ? "data" : "managed";
    this.previousAddress = textField(entry, "previous_address") ?? null;
    this.deposed = textField(entry, "deposed") ?? null;
    this.actions = listField(change, "actions").map((action) => (typeof action === "string" ? action : typeof action));
    this.action = actionOf(this.actions);
    this.reason = textField(entry, "action_reason") ?? null;
    this.importing = isObject(field(change, "importing"));
    this.replacePaths = listField(change, "replace_paths").flatMap(pathOf);
  }

  /** Undefined for what is no such entry. */
  static of(entry: unknown): PlannedChange | undefined {
    const address = textField(entry, "address");
    const type = textField(entry, "type");
    const change = field(entry, "change");
    if (address === undefined || type === undefined || !isObject(change)) return undefined;
    return new PlannedChange(address, type, change, entry);
  }

  /** The id of what is imported; undefined where nothing is, or where it is not known. */
  get importId(): string | undefined {
    return textField(field(this.#change, "importing"), "id");
  }

  /** Whether an object is destroyed: for good, or for another in its place. */
  get destroys(): boolean {
    return this.actions.includes("delete");
  }

  /** Whether an object is made. */
  get creates(): boolean {
    return this.actions.includes("create");
  }

  /** All of its attributes; null where it does not exist. */
  object(side: "before" | "after"): unknown {
    return field(this.#change, side) ?? null;
  }

  /** Names of the attributes that are known, wholly or in part, after apply only. */
  get unknownAttributes(): readonly string[] {
    const mask = field(this.#change, "after_unknown");
    return isObject(mask) ? Object.keys(mask).filter((name) => isMarked(mask[name])) : [];
  }

  before(attribute: string): unknown {
    return field(field(this.#change, "before"), attribute);
  }

  /** Undefined where it is known after apply only. */
  after(attribute: string): unknown {
    return field(field(this.#change, "after"), attribute);
  }

  isUnknown(attribute: string): boolean {
    return isMarked(markOf(field(this.#change, "after_unknown"), attribute));
  }

  isSensitive(attribute: string): boolean {
    return ["before_sensitive", "after_sensitive"].some((mask) =>
      isMarked(markOf(field(this.#change, mask), attribute)),
    );
  }

  /** Whether an update or replacement changes an attribute, or a creation sets it. */
  sets(attribute: string): boolean {
    return this.isUnknown(attribute) || !isSame(this.before(attribute), this.after(attribute));
  }

  /** The attributes that differ between before and after, by name. */
  get changed(): readonly ChangedAttribute[] {
    this.#changed ??= this.#differing().sort((one, other) => (one.name < other.name ? -1 : 1));
    return this.#changed;
  }

  #differing(): ChangedAttribute[] {
    const [befores, afters] = [this.object("before"), this.object("after")];
    const mask = field(this.#change, "after_unknown");
    const parts = [befores, afters, mask].map((part) => (isObject(part) ? Object.keys(part) : []));
    const differing: ChangedAttribute[] = [];
    for (const name of new Set(parts.flat())) {
      const [before, after] = [field(befores, name), field(afters, name)];
      const unknown = isMarked(markOf(mask, name));
      if (unknown || !isSame(before, after))
        differing.push({ name, before, after, unknown, sensitive: this.isSensitive(name) });
    }
    return differing;
  }
}

function pathOf(json: unknown): readonly Path[] {
  if (!Array.isArray(json)) return [];
  return [json.filter((step): step is string | number => typeof step === "string" || typeof step === "number")];
}

/** Nothing and null are the same: Terraform writes either for what is not set. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other || ((one ?? null) === null && (other ?? null) === null)) return true;
  if (!isContainer(one) || !isContainer(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]));
}

function isContainer(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null;
}

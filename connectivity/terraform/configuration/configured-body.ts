import { asUnknown, settled } from "../expressions/evaluation";
import { type Bindings, entriesOf } from "../expressions/evaluator";
import { field, isObject, type JsonObject, textField } from "../model/json";
import type { Block, MissingFact, Value } from "../model/model";
import { blockOf, isNull, lazyBlock, lazyList, listOf, NULL, scalar } from "../model/values";

/** Evaluates a text that may hold expressions; `origin` names it in messages. */
export type EvaluateText = (text: string, bindings: Bindings, origin: string) => Value;

/** What says something about a resource to Terraform, and is no argument of it. */
const META = new Set([
  "//",
  "connection",
  "count",
  "depends_on",
  "dynamic",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
]);

/** Arguments that hold a map or object: any other object is a block, of which there may be several. */
const MAPS = new Set([
  "accepter",
  "additional_version_weights",
  "allocation_resource_tags",
  "encryption_context_equals",
  "encryption_context_subset",
  "extra_params",
  "input",
  "keepers",
  "metadata",
  "requester",
  "tags",
  "tags_all",
  "timeouts",
  "triggers",
  "triggers_replace",
  "variables",
]);

/** Arguments that the provider's schema marks as sensitive. */
const SECRET = /(^|_)(password|token|secret_string|secret_string_wo|secret_binary|preshared_key|customer_key)$/;

/** The arguments of a block in JSON syntax. */
export class ConfiguredBody {
  constructor(
    private readonly json: JsonObject,
    private readonly bindings: Bindings,
    private readonly evaluate: EvaluateText,
    /** Whose arguments these are, for messages. */
    private readonly origin: string,
  ) {}

  names(): readonly string[] {
    const dynamic = this.json.dynamic;
    const names = Object.keys(this.json).filter((name) => !META.has(name));
    return isObject(dynamic) ? [...new Set([...names, ...Object.keys(dynamic)])] : names;
  }

  get(name: string): Value {
    if (META.has(name)) return NULL;
    const written = this.#value(name, field(this.json, name), SECRET.test(name));
    const dynamic = field(field(this.json, "dynamic"), name);
    return dynamic === undefined ? written : withGenerated(written, this.#generated(name, dynamic));
  }

  #value(name: string, json: unknown, secret: boolean): Value {
    if (typeof json === "string") {
      const value = settled(this.evaluate(json, this.bindings, `${this.origin}.${name}`), name);
      return secret ? asSecret(value) : value;
    }
    if (Array.isArray(json)) return lazyList(json.length, (index) => this.#member(name, json[index], secret));
    if (isObject(json)) return MAPS.has(name) ? this.#map(json, secret) : listOf([this.#block(name, json)]);
    return typeof json === "number" || typeof json === "boolean" ? scalar(json, secret) : NULL;
  }

  #member(name: string, json: unknown, secret: boolean): Value {
    return isObject(json) ? this.#block(name, json) : this.#value(name, json, secret);
  }

  #block(name: string, json: JsonObject): Block {
    const body = new ConfiguredBody(json, this.bindings, this.evaluate, `${this.origin}.${name}`);
    return lazyBlock(
      () => body.names(),
      (name) => body.get(name),
    );
  }

  /** Keys of maps are names of any kind, and may be expressions themselves. */
  #map(json: JsonObject, secret: boolean): Block {
    const names = new Map(Object.keys(json).map((key) => [this.#key(key), key]));
    return lazyBlock(
      () => [...names.keys()],
      (name) => {
        const value = field(json, names.get(name) ?? "");
        return isObject(value)
          ? this.#map(value, secret)
          : this.#value(name, value, secret || SECRET.test(name.toLowerCase()));
      },
    );
  }

  #key(text: string): string {
    const value = text.includes("${") ? this.evaluate(text, this.bindings, this.origin) : undefined;
    return value?.kind === "scalar" ? String(value.value) : text;
  }

  /** The blocks that a `dynamic` block makes. */
  #generated(name: string, dynamic: unknown): Value {
    const blocks = (Array.isArray(dynamic) ? dynamic : [dynamic]).map((block) => this.#generatedBy(name, block));
    const open = blocks.find((list) => list.kind !== "list" || list.open !== null);
    if (open !== undefined) return open;
    return listOf(blocks.flatMap((list) => (list.kind === "list" ? list.items : [])));
  }

  #generatedBy(name: string, dynamic: unknown): Value {
    const content = field(dynamic, "content");
    const forEach = this.#forEach(field(dynamic, "for_each"));
    const entries = entriesOf(forEach);
    const missing: MissingFact | undefined = entries === undefined ? asUnknown(forEach).missing : undefined;
    if (entries === undefined) return listOf([], missing);
    const iterator = textField(dynamic, "iterator") ?? name;
    const bodies = Array.isArray(content) ? content[0] : content;
    return listOf(
      entries.map(([key, value]) => {
        const each = blockOf(
          new Map([
            ["key", forEach.kind === "list" ? value : key],
            ["value", value],
          ]),
        );
        const bindings = new Map([...this.bindings, [iterator, each]]);
        const body = new ConfiguredBody(
          isObject(bodies) ? bodies : {},
          bindings,
          this.evaluate,
          `${this.origin}.${name}`,
        );
        return lazyBlock(
          () => body.names(),
          (field) => body.get(field),
        );
      }),
    );
  }

  #forEach(json: unknown): Value {
    return isObject(json) ? this.#map(json, false) : this.#value("for_each", json, false);
  }
}

function asSecret(value: Value): Value {
  if (value.kind === "scalar") return scalar(value.value, true);
  return value.kind === "unknown" && value.parts !== undefined ? { ...value, parts: value.parts.map(asSecret) } : value;
}

function withGenerated(written: Value, generated: Value): Value {
  if (isNull(written) || generated.kind !== "list" || written.kind !== "list") return generated;
  return listOf([...written.items, ...generated.items], generated.open);
}

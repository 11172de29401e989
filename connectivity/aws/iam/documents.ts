import { type MissingFact, missingFact } from "../../causes/missing-fact";
import type { Instance, Pointer, Target, Unknown, Value } from "../../terraform/model/model";
import { attributesIn, textAt } from "../../terraform/model/shown-values";
import { type PolicyDocument, unreadDocument } from "./document";
import { readDataSource } from "./document-data-source";
import { isSamePolicy, parseDocument, parseParts } from "./json-document";

/** Attributes that hold a whole policy document and nothing else. */
const HOLDERS: readonly { type: string; attributes: readonly string[] }[] = [
  { type: "aws_iam_policy_document", attributes: ["json", "minified_json"] },
  { type: "aws_iam_policy", attributes: ["policy"] },
  { type: "aws_iam_role_policy", attributes: ["policy"] },
  { type: "aws_iam_role", attributes: ["assume_role_policy"] },
  { type: "aws_vpc_endpoint", attributes: ["policy"] },
  { type: "aws_vpc_endpoint_policy", attributes: ["policy"] },
];

/** Longest chain of documents that include each other. */
const DEEPEST = 64;

/** The policy documents of an input, each read once. */
export class Documents {
  readonly #read = new Map<Instance, PolicyDocument | "being read">();

  /**
   * The policy document that an argument gives, as alternatives of which one is right; none when the argument is not set.
   * `holder` is the resource whose argument it is: the origin of a document that stands in it.
   */
  of(value: Value, holder: Instance): readonly PolicyDocument[] {
    return this.#of(value, holder, 0);
  }

  #of(value: Value, holder: Instance, depth: number): readonly PolicyDocument[] {
    switch (value.kind) {
      case "scalar":
        if (value.value === null || value.value === "") return [];
        return [
          parseDocument(String(value.value), originOf(String(value.value), holder), {
            sensitive: value.sensitive === true,
            holes: [],
          }),
        ];
      case "pointer":
        if (value.targets.length === 0) return [unreadDocument(holder, [madeFrom(value, holder)])];
        return value.targets.map((target) => this.#at(target, value, holder, depth));
      case "unknown":
        return [documentInParts(value, holder)];
      default:
        return [unreadDocument(holder, [missingFact("policy-of", { holder: holder.address, open: "not-text" })])];
    }
  }

  #at({ instance, attribute }: Target, pointer: Pointer, holder: Instance, depth: number): PolicyDocument {
    const holds = HOLDERS.some(({ type, attributes }) => instance.type === type && attributes.includes(attribute));
    if (!holds) {
      return unreadDocument(holder, [madeFrom(pointer, holder)]);
    }
    const seen = this.#read.get(instance);
    if (seen === "being read" || depth > DEEPEST) {
      const about = { source: instance.address, open: "circle" } as const;
      return unreadDocument(instance, [missingFact("included-documents", about)]);
    }
    if (seen !== undefined) return seen;
    this.#read.set(instance, "being read");
    const document =
      instance.type === "aws_iam_policy_document"
        ? this.#dataSource(instance, depth)
        : this.#held(instance, attribute, depth);
    this.#read.set(instance, document);
    return document;
  }

  #dataSource(source: Instance, depth: number): PolicyDocument {
    const json = source.get("json");
    if (json.kind === "scalar" && typeof json.value === "string" && json.value !== "") {
      return parseDocument(json.value, source, { sensitive: json.sensitive === true, holes: [] });
    }
    return readDataSource(source, (value) => this.#of(value, source, depth + 1));
  }

  #held(instance: Instance, attribute: string, depth: number): PolicyDocument {
    const documents = this.#of(instance.get(attribute), instance, depth + 1);
    const [document] = documents;
    if (documents.length === 1 && document !== undefined) return document;
    const about = { holder: instance.address, open: "after-apply" } as const;
    return unreadDocument(instance, [missingFact("policy-of", about, "apply")]);
  }
}

function madeFrom(pointer: Pointer, { address }: Instance): MissingFact {
  return missingFact("policy-made-from", { holder: address, attributes: attributesIn(pointer) }, "apply");
}

function documentInParts({ parts, missing }: Unknown, holder: Instance): PolicyDocument {
  return (parts === undefined ? undefined : parseParts(parts, holder)) ?? unreadDocument(holder, [missing]);
}

/** The data source that made the text, where it did: the place to change it. */
function originOf(policy: string, holder: Instance): Instance {
  if (holder.type === "aws_iam_policy_document") return holder;
  const sources = holder.dependencies().filter(({ type }) => type === "aws_iam_policy_document");
  const made = sources.filter((source) => isSamePolicy(textAt(source, "json"), policy));
  return made.length === 1 && made[0] !== undefined ? made[0] : holder;
}

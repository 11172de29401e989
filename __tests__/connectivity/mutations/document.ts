import { required } from "./schema";

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

type BlocksByName = Record<string, JsonObject>;

/** A synthesized stack, as far as mutations touch it. */
export interface Document {
  readonly resource: Record<string, BlocksByName>;
  readonly data: Record<string, BlocksByName>;
}

/** One resource or data source of a document. */
export interface Block {
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  /** `aws_subnet.a`, or `data.aws_vpc.b`. */
  readonly address: string;
  /** Which part it plays: the construct's path below the stack, such as `interface-endpoints/sts`, or its name. */
  readonly role: string;
  readonly values: JsonObject;
}

export function blocksOf(document: Document): Block[] {
  return (["resource", "data"] as const).flatMap((mode) =>
    Object.entries(document[mode]).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, values]) => ({
        mode,
        type,
        name,
        address: `${mode === "data" ? "data." : ""}${type}.${name}`,
        role: roleOf(name, values),
        values,
      })),
    ),
  );
}

function roleOf(name: string, values: JsonObject): string {
  const { metadata } = (values["//"] ?? {}) as { metadata?: { path: string } };
  return metadata === undefined ? name : metadata.path.slice(metadata.path.indexOf("/") + 1);
}

/**
 * Takes a block out of a document, with what refers to it: list members, arguments, and blocks that cannot be without such
 * an argument. Nobody can deploy a reference to what is not declared.
 */
export function removeBlock(document: Document, { mode, type, name, address }: Block): void {
  delete document[mode][type]?.[name];
  const reference = new RegExp(`(?<![\\w.-])${escaped(address)}(?![\\w-])`);
  for (const block of blocksOf(document)) {
    const loses = (path: string) => required.has(`${block.type}.${path}`);
    if (dropReferences(block.values, "", reference, loses)) removeBlock(document, block);
  }
}

/** Drops what refers; whether the object cannot be without what was dropped. */
function dropReferences(
  object: JsonObject,
  path: string,
  reference: RegExp,
  isRequired: (path: string) => boolean,
): boolean {
  let incomplete = false;
  for (const [name, value] of Object.entries(object)) {
    if (name === "//") continue;
    const at = path === "" ? name : `${path}.${name}`;
    const lost = Array.isArray(value) ? dropMembers(value, at, reference, isRequired) : refers(value, reference);
    const emptied = Array.isArray(value) && lost && value.length === 0;
    if (lost && !Array.isArray(value)) delete object[name];
    if (lost && isRequired(at) && (emptied || !Array.isArray(value))) incomplete = true;
  }
  return incomplete;
}

function dropMembers(list: Json[], path: string, reference: RegExp, isRequired: (path: string) => boolean): boolean {
  const kept = list.filter((member) =>
    isObject(member) ? !dropReferences(member, path, reference, isRequired) : !refers(member, reference),
  );
  const lost = kept.length < list.length;
  list.splice(0, list.length, ...kept);
  return lost;
}

function refers(value: Json | undefined, reference: RegExp): boolean {
  if (typeof value === "string") return reference.test(value);
  return typeof value === "object" && value !== null && Object.values(value).some((each) => refers(each, reference));
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function escaped(text: string): string {
  return text.replace(/[.\\[\]]/g, "\\$&");
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { field, isObject, type JsonObject } from "../../connectivity/index";
import { pathKind } from "../check/input/path-kind";

/** The file that CDKTF writes into a stack's folder. */
export const SYNTHESIZED = "cdk.tf.json";

/** Which workspace a configuration belongs to, as far as its `cloud` block says. */
export interface CloudBlock {
  readonly hostname: string | undefined;
  readonly organization: string | undefined;
  readonly workspace: string | undefined;
  readonly project: string | undefined;
}

/**
 * What the synthesized stack in a folder says of Terraform itself; nothing where the folder was written by hand.
 *
 * @throws SyntaxError where it is no JSON
 */
export function terraformBlockIn(folder: string): JsonObject {
  const file = join(folder, SYNTHESIZED);
  if (pathKind(file) !== "file") return {};
  const json: unknown = JSON.parse(readFileSync(file, "utf8"));
  return isObject(json) ? blockIn(json, "terraform") : {};
}

/** @returns undefined where it has none */
export function cloudBlockIn(terraform: JsonObject): CloudBlock | undefined {
  const cloud = blockIn(terraform, "cloud");
  if (Object.keys(cloud).length === 0) return undefined;
  const workspaces = blockIn(cloud, "workspaces");
  return {
    hostname: textIn(cloud, "hostname"),
    organization: textIn(cloud, "organization"),
    workspace: textIn(workspaces, "name"),
    project: textIn(workspaces, "project"),
  };
}

/** Terraform's JSON syntax allows a block to stand in a list. */
export function blockIn(json: JsonObject, name: string): JsonObject {
  const [block] = [field(json, name)].flat();
  return isObject(block) ? block : {};
}

function textIn(json: JsonObject, name: string): string | undefined {
  const text = field(json, name);
  return typeof text === "string" && text !== "" ? text : undefined;
}

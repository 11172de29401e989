import type { Expression } from "../expressions/expression";
import { ExpressionSyntaxError } from "../expressions/expression-scanner";
import type { Block, Body } from "../hcl/body";
import { parseBody } from "../hcl/body-parser";
import { jsonBody } from "../hcl/json-body";
import type { SourceFile } from "../model/input";
import { describeJson, isObject } from "../model/json";

/** What is wrong with a file. */
export interface SourceProblem {
  readonly file: string;
  readonly found: string;
  readonly expected: string;
}

/** A resource or data source as it is written. */
export interface ResourceBlock {
  /** Its address in the module, such as `data.aws_vpc.default`. */
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly body: Body;
}

/** Everything that the files of one module say. */
export class ModuleSource {
  readonly resources = new Map<string, ResourceBlock>();
  readonly variables = new Map<string, Body>();
  readonly locals = new Map<string, Expression>();
  readonly outputs = new Map<string, Body>();
  readonly calls = new Map<string, Body>();
  /** By name and alias: `aws`, `aws.east`. */
  readonly providers = new Map<string, Body>();

  constructor(bodies: readonly Body[], overrides: readonly Body[] = []) {
    for (const { blocks } of bodies) for (const block of blocks) this.#add(block, (_, body) => body);
    for (const { blocks } of overrides) for (const block of blocks) this.#add(block, overridden);
  }

  #add({ type, labels, body }: Block, merge: (before: Body, body: Body) => Body): void {
    const [first = "", second = ""] = labels;
    const put = (into: Map<string, Body>, name: string) => {
      const before = into.get(name);
      into.set(name, before === undefined ? body : merge(before, body));
    };
    switch (type) {
      case "resource":
      case "data": {
        const mode = type === "data" ? "data" : "managed";
        const address = `${type === "data" ? "data." : ""}${first}.${second}`;
        const before = this.resources.get(address)?.body;
        this.resources.set(address, {
          address,
          mode,
          type: first,
          body: before === undefined ? body : merge(before, body),
        });
        break;
      }
      case "check":
        // A data source that only a check reads.
        for (const inner of body.blocks) if (inner.type === "data") this.#add(inner, merge);
        break;
      case "variable":
        put(this.variables, first);
        break;
      case "output":
        put(this.outputs, first);
        break;
      case "module":
        put(this.calls, first);
        break;
      case "locals":
        for (const [name, expression] of body.attributes) this.locals.set(name, expression);
        break;
      case "provider": {
        const alias = body.attributes.get("alias");
        put(this.providers, alias?.kind === "literal" ? `${first}.${alias.value}` : first);
        break;
      }
      default:
    }
  }
}

/** @see https://developer.hashicorp.com/terraform/language/files/override#merging-behavior */
function overridden(before: Body, by: Body): Body {
  const kinds = new Set(by.blocks.map(kindOf));
  return {
    attributes: new Map([...before.attributes, ...by.attributes]),
    blocks: [...before.blocks.filter((block) => !kinds.has(kindOf(block))), ...by.blocks],
  };
}

function kindOf({ type, labels }: Block): string {
  return type === "dynamic" ? (labels[0] ?? "") : type;
}

const CONFIGURATION = /\.(tf|tofu)(\.json)?$/;
const OVERRIDE = /(^|_)override\.(tf|tofu)(\.json)?$/;

/** Whether a file is one of configuration. Editors keep theirs beside it, which begin with a dot or end with a tilde. */
export function isConfigurationFile(name: string): boolean {
  return CONFIGURATION.test(name) && !/^[.#]/.test(name);
}

/** Puts the files of one module together. Of `main.tofu` and `main.tf` OpenTofu reads the former. */
export function moduleOf(files: readonly SourceFile[], problems: SourceProblem[]): ModuleSource {
  const names = new Set(files.map(({ name }) => name));
  const read = files
    .filter(({ name }) => isConfigurationFile(name) && !(isForTerraform(name) && names.has(forOpenTofu(name))))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((file) => ({ name: file.name, body: bodyOf(file, problems) }));
  const bodies = (isOverride: boolean) =>
    read.filter(({ name }) => OVERRIDE.test(name) === isOverride).map(({ body }) => body);
  return new ModuleSource(bodies(false), bodies(true));
}

function isForTerraform(name: string): boolean {
  return /\.tf(\.json)?$/.test(name);
}

function forOpenTofu(name: string): string {
  return name.replace(/\.tf(\.json)?$/, ".tofu$1");
}

function bodyOf({ name, text }: SourceFile, problems: SourceProblem[]): Body {
  const nothing: Body = { attributes: new Map(), blocks: [] };
  if (!name.endsWith(".json")) {
    try {
      return parseBody(text);
    } catch (error) {
      if (!(error instanceof ExpressionSyntaxError)) throw error;
      problems.push({ file: name, found: `line ${error.line} is not understood`, expected: `${error.expected} there` });
      return nothing;
    }
  }
  const json = parsed(text);
  if (!isObject(json)) {
    problems.push({ file: name, found: json === undefined ? "no JSON" : describeJson(json), expected: "an object" });
    return nothing;
  }
  return jsonBody(json, ({ path, json: found, expected }) =>
    problems.push({ file: name, found: `${path.join(".")} is ${describeJson(found)}`, expected }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

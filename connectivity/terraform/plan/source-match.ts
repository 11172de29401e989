import type { ConfiguredModule } from "../configuration/configured-module";
import type { ModuleSource } from "../configuration/module-source";
import type { ModuleSources } from "../configuration/source";
import { type Body, blocksOf } from "../hcl/body";
import { field, isObject, listField, textField } from "../model/json";
import type { SourceConflict } from "../model/source-conflict";
import { isSame, saidByPlan, saidBySource } from "./source-references";

/** What a plan's configuration and the one that was given with it do not have in common; undefined where they are the same. */
export function conflictOf(input: string, configuration: unknown, root: ConfiguredModule): SourceConflict | undefined {
  const comparison = new Comparison(root.around.sources);
  comparison.compare(field(configuration, "root_module"), root.source, "", root.folder);
  const { different, absent } = comparison;
  return different.length + absent.length === 0 ? undefined : { input, different, absent };
}

/** Beyond these nobody wants to read more. */
const MAX_NAMED = 5;
const MAX_DEPTH = 64;

class Comparison {
  readonly different: string[] = [];
  readonly absent: string[] = [];

  constructor(private readonly sources: ModuleSources) {}

  compare(module: unknown, source: ModuleSource, path: string, folder: string, depth = 0): void {
    if (depth > MAX_DEPTH) return;
    const prefix = path === "" ? "" : `module.${path.replaceAll(".", ".module.")}.`;
    const planned = new Set(listField(module, "resources").map((resource) => textField(resource, "address") ?? ""));
    const calls = field(module, "module_calls");
    const called = new Set(isObject(calls) ? Object.keys(calls) : []);
    this.#differ(planned, new Set(source.resources.keys()), prefix);
    this.#differ(called, new Set(source.calls.keys()), `${prefix}module.`);
    for (const resource of listField(module, "resources")) {
      const address = textField(resource, "address") ?? "";
      const written = source.resources.get(address);
      if (written !== undefined) this.#arguments(field(resource, "expressions"), written.body, `${prefix}${address}`);
    }
    for (const name of called) {
      const call = source.calls.get(name);
      if (call === undefined) continue;
      this.#arguments(field(field(calls, name), "expressions"), call, `${prefix}module.${name}`);
      const inner = path === "" ? name : `${path}.${name}`;
      const place = this.sources.folderOf(inner, call, folder);
      const written = this.sources.in(place, inner);
      if (written === undefined) this.#name(this.absent, `${prefix}module.${name}`);
      else this.compare(field(field(calls, name), "module"), written, inner, place ?? "", depth + 1);
    }
  }

  /** An argument that says something else now: of what the plan does not show, such as local values, nothing is known. */
  #arguments(expressions: unknown, body: Body, address: string): void {
    if (!isObject(expressions)) return;
    for (const [name, argument] of Object.entries(expressions)) {
      const expression = body.attributes.get(name);
      const blocks = blocksOf(body, name).map((block) => block.body);
      const written = saidBySource(expression === undefined ? [] : [expression], blocks);
      if (!isSame(saidByPlan(argument), written)) this.#name(this.different, `${address}.${name}`);
    }
  }

  #differ(planned: ReadonlySet<string>, written: ReadonlySet<string>, prefix: string): void {
    for (const name of planned) if (!written.has(name)) this.#name(this.different, `${prefix}${name}`);
    for (const name of written) if (!planned.has(name)) this.#name(this.different, `${prefix}${name}`);
  }

  #name(into: string[], address: string): void {
    if (into.length < MAX_NAMED) into.push(address);
  }
}

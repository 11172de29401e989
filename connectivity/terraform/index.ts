import { addTo } from "../multimap";
import { readConfiguration, readSource } from "./configuration/configuration";
import { joinInputs } from "./join";
import {
  type ConfigurationSource,
  type Input,
  type InputProblem,
  type ReadInput,
  UnusableInputError,
} from "./model/input";
import type { JsonObject } from "./model/json";
import { LinkFinder } from "./model/links";
import type { Instance, Model } from "./model/model";
import { readPlan } from "./plan/plan";
import { type InputKind, recognize } from "./recognize";
import { readState } from "./state/state";

export { isConfigurationFile } from "./configuration/module-source";
export { type InstalledModule, installedModules } from "./configuration/modules-manifest";
export { HEAD_LENGTH, isSavedPlan, isStoredState, isZip } from "./file-kind";
export {
  type ConfigurationSource,
  type GivenVariables,
  type Input,
  type InputProblem,
  type SourceFile,
  UnusableInputError,
} from "./model/input";

type Reader = (name: string, json: JsonObject, problems: InputProblem[], source?: ConfigurationSource) => ReadInput;

const READERS: Readonly<Record<InputKind, Reader>> = {
  plan: readPlan,
  state: readState,
  configuration: readConfiguration,
};

/**
 * Reads Terraform JSON into one model: plans and states as `terraform show -json` prints them, synthesized configuration
 * (`cdk.tf.json`), and several of these together.
 *
 * @throws UnusableInputError naming everything that is not such JSON, or is damaged, and what is expected instead.
 */
export function readModel(inputs: readonly Input[]): Model {
  const problems: InputProblem[] = [];
  const read: ReadInput[] = [];
  for (const { name, json, source } of inputs) {
    if (json === undefined && source !== undefined) {
      read.push(readSource(name, source, problems));
      continue;
    }
    const recognized = recognize(json);
    if ("kind" in recognized) read.push(READERS[recognized.kind](name, recognized.json, problems, source));
    else problems.push({ input: name, ...recognized });
  }
  if (problems.length > 0) throw new UnusableInputError(problems);
  return modelOf(read);
}

function modelOf(inputs: readonly ReadInput[]): Model {
  const { instances, destroyed } = joinInputs(inputs);
  const byType = new Map<string, Instance[]>();
  const byAddress = new Map<string, Instance>();
  for (const instance of instances) {
    byAddress.set(instance.address, instance);
    addTo(byType, instance.type, instance);
  }
  const ofType = (type: string) => byType.get(type) ?? [];
  const kinds = new Set(inputs.map(({ kind }) => kind));
  const [kind] = kinds;
  const source = inputs.length > 1 ? "several" : (kind ?? "configuration");
  const finder = new LinkFinder(ofType, source);
  return {
    instances,
    destroyed,
    ofType,
    at: (address) => byAddress.get(address),
    isJsonAlone: inputs.some(({ isJsonAlone }) => isJsonAlone === true),
    conflicts: inputs.flatMap(({ conflict }) => (conflict === undefined ? [] : [conflict])),
    guesses: inputs.flatMap(({ guess }) => (guess === undefined ? [] : [guess])),
    links: (value, types) => finder.links(value, types),
    source,
  };
}

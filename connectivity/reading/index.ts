import { type Input, type InputProblem, UnusableInputError } from "./input";
import { describeJson, isObject } from "./json";
import { LinkFinder } from "./links";
import type { Instance, Model } from "./model";
import { type ReadInput, readPlan } from "./plan";

export { leftBlank } from "./blank";
export { type Input, type InputProblem, UnusableInputError } from "./input";

/**
 * Reads Terraform JSON of any kind into one model.
 *
 * @throws UnusableInputError naming every input that is not Terraform JSON and what is expected instead.
 */
export function readModel(inputs: readonly Input[]): Model {
  const problems: InputProblem[] = [];
  const read = inputs.flatMap((input): readonly ReadInput[] => {
    if (!isObject(input.json)) {
      problems.push({
        input: input.name,
        found: describeJson(input.json),
        expected: "the JSON of terraform show -json",
      });
      return [];
    }
    return [readPlan(input.name, input.json, problems)];
  });
  if (problems.length > 0) throw new UnusableInputError(problems);
  const instances = read.flatMap((input) => input.instances);
  const byType = new Map<string, Instance[]>();
  const byAddress = new Map<string, Instance>();
  for (const instance of instances) {
    byAddress.set(instance.address, instance);
    const same = byType.get(instance.type);
    if (same === undefined) byType.set(instance.type, [instance]);
    else same.push(instance);
  }
  const ofType = (type: string) => byType.get(type) ?? [];
  const finder = new LinkFinder(ofType, "this plan");
  return {
    instances,
    destroyed: read.flatMap((input) => input.destroyed),
    ofType,
    at: (address) => byAddress.get(address),
    links: (value, types) => finder.links(value, types),
    source: "plan",
  };
}

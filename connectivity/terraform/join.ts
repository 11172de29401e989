import type { ReadInput } from "./model/input";
import type { ResourceInstance } from "./model/instance";

/**
 * Puts inputs together. Known ids join them, so what is left is to tell equal addresses of different workspaces apart, and
 * not to count an object twice that stands in two inputs: a plan tells more about it than the state it was made from.
 */
export function joinInputs(inputs: readonly ReadInput[]): Pick<ReadInput, "instances" | "destroyed"> {
  const [only] = inputs;
  if (only !== undefined && inputs.length === 1) return only;
  const plansFirst = [...inputs].sort((one, other) => Number(one.kind !== "plan") - Number(other.kind !== "plan"));
  const seen = new Set<string>();
  const kept = new Map<ReadInput, Pick<ReadInput, "instances" | "destroyed">>();
  for (const input of plansFirst) {
    const own = new Set<string>();
    const isNew = (instance: ResourceInstance) => {
      const identity = identityOf(instance);
      if (identity === undefined) return true;
      own.add(identity);
      return !seen.has(identity);
    };
    kept.set(input, { instances: input.instances.filter(isNew), destroyed: input.destroyed.filter(isNew) });
    for (const identity of own) seen.add(identity);
  }
  distinguishEqualAddresses(inputs, kept);
  return {
    instances: inputs.flatMap((input) => kept.get(input)?.instances ?? []),
    destroyed: inputs.flatMap((input) => kept.get(input)?.destroyed ?? []),
  };
}

/** What tells a managed object of one input from those of others: the id that it has before the plan. */
function identityOf(instance: ResourceInstance): string | undefined {
  if (instance.mode === "data") return undefined;
  const id = instance.before("id");
  return id.kind === "scalar" && typeof id.value === "string" ? `${instance.type} ${id.value}` : undefined;
}

function distinguishEqualAddresses(
  inputs: readonly ReadInput[],
  kept: ReadonlyMap<ReadInput, Pick<ReadInput, "instances" | "destroyed">>,
): void {
  const holders = new Map<string, Set<ReadInput>>();
  for (const input of inputs) {
    for (const { address } of kept.get(input)?.instances ?? []) {
      const holding = holders.get(address);
      if (holding === undefined) holders.set(address, new Set([input]));
      else holding.add(input);
    }
  }
  for (const input of inputs) {
    for (const instance of kept.get(input)?.instances ?? []) {
      if ((holders.get(instance.address)?.size ?? 0) > 1) instance.distinguish(input.name);
    }
  }
}

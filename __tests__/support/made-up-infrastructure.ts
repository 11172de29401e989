import { MadeUpState } from "./made-up-state";
import type { TerraformJson } from "./synthesized-stack";
import type { PlanJson, TerraformFolder } from "./terraform-folder";

/** What Terraform prints of a stack, from nothing to its existence. */
export interface Printed {
  /** The plan of new infrastructure. */
  readonly fresh: PlanJson;
  /** The state, with data sources. */
  readonly state: unknown;
  /** The plan of the same configuration against that state. */
  readonly unchanged: PlanJson;
}

/**
 * Makes a folder hold a state in which its configuration is applied, without AWS. The plans are Terraform's and the
 * provider's own; only ids, ARNs and what else AWS fills in are made up.
 */
export async function makeUp(folder: TerraformFolder, configuration: TerraformJson): Promise<Printed> {
  folder.configure(configuration);
  const fresh = await folder.plan();
  const state = new MadeUpState(fresh, configuration);
  folder.putState(state.toJson());
  // Policies and payloads hold ids and ARNs: Terraform computes them, now that there are some.
  state.applied(await folder.plan());
  state.refreshed();
  folder.putState(state.toJson());
  const unchanged = await folder.plan();
  // In a plan of no changes, the state before it is what `terraform show -json` prints of the state.
  return { fresh, state: unchanged.prior_state, unchanged };
}

/** Addresses of the managed resources that a plan changes. */
export function changedBy(plan: PlanJson): string[] {
  return plan.resource_changes
    .filter(({ mode, change }) => mode === "managed" && change.actions[0] !== "no-op")
    .map(({ address, change }) => `${address} ${change.actions.join()}`);
}

/** The configuration of a stack, its state in Terraform's working folder. */
export function withoutBackend({ terraform, ...rest }: TerraformJson): TerraformJson {
  const { backend: _, ...others } = terraform;
  return { ...rest, terraform: others };
}

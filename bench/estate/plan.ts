import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { hasBroker, teamName } from "./estate";

interface PlanOfTeams {
  readonly planned_values: {
    readonly root_module: { readonly child_modules: readonly { readonly address: string }[] };
  };
  readonly resource_changes: readonly { readonly module_address: string }[];
  readonly prior_state: {
    readonly values: { readonly root_module: { readonly child_modules: readonly { readonly address: string }[] } };
  };
  readonly configuration: { readonly root_module: Readonly<Record<"module_calls", Readonly<Record<string, object>>>> };
}

/** Everything that a plan says of one team, as text in which its name and range can be replaced. */
interface Team {
  readonly index: number;
  readonly changes: string;
  readonly changeCount: number;
  readonly planned: string;
  readonly prior: string;
  readonly call: string;
}

/**
 * What `terraform show -json` prints for the plan of an estate, made from the real plan of two teams (one with a broker,
 * one without), which `npx tsx bench/renew.ts` makes anew.
 *
 * @returns the text, and how many resource instances and data sources it holds
 */
export function planOfEstate(teams: number): { text: string; resources: number } {
  const { planned_values, resource_changes, prior_state, configuration, ...rest } = readTwoTeams();
  const [withBroker, without] = [0, 1].map((index) =>
    team(index, { planned_values, resource_changes, prior_state, configuration }),
  );
  if (withBroker === undefined || without === undefined) throw new Error("The plan of two teams lacks one.");

  const chosen = Array.from({ length: teams }, (_, index) => ({
    index,
    like: hasBroker(index) ? withBroker : without,
  }));
  const all = (part: "changes" | "planned" | "prior") =>
    chosen.map(({ index, like }) => renamed(like[part], like.index, index)).join(",");
  const calls = chosen.map(
    ({ index, like }) => `${JSON.stringify(teamName(index))}:${renamed(like.call, like.index, index)}`,
  );
  const head = JSON.stringify(rest).slice(0, -1);
  return {
    text:
      `${head},"planned_values":{"root_module":{"child_modules":[${all("planned")}]}},"resource_changes":[${all("changes")}],` +
      `"prior_state":{"format_version":"1.0","values":{"root_module":{"child_modules":[${all("prior")}]}}},` +
      `"configuration":{"root_module":{"module_calls":{${calls.join(",")}}}}}`,
    resources: chosen.reduce((sum, { like }) => sum + like.changeCount, 0),
  };
}

function readTwoTeams(): PlanOfTeams {
  return JSON.parse(gunzipSync(readFileSync(join(__dirname, "two-teams.plan.json.gz"))).toString("utf8"));
}

function team(index: number, plan: PlanOfTeams): Team {
  const address = `module.${teamName(index)}`;
  const changes = plan.resource_changes.filter(
    ({ module_address }) => module_address === address || module_address.startsWith(`${address}.`),
  );
  const module = (modules: readonly { readonly address: string }[]) =>
    JSON.stringify(modules.find((each) => each.address === address));
  return {
    index,
    changes: changes.map((change) => JSON.stringify(change)).join(","),
    changeCount: changes.length,
    planned: module(plan.planned_values.root_module.child_modules),
    prior: module(plan.prior_state.values.root_module.child_modules),
    call: JSON.stringify(plan.configuration.root_module.module_calls[teamName(index)]),
  };
}

function renamed(text: string, from: number, to: number): string {
  return text
    .replaceAll(teamName(from), teamName(to))
    .replaceAll(teamName(from).replace("_", "-"), teamName(to).replace("_", "-"))
    .replaceAll(`"10.${from}.`, `"10.${to % 250}.`);
}

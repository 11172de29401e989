import type { Proof } from "../../modules/mapping/connectivity-validation";
import { proofOf } from "../../modules/mapping/connectivity-validation";
import { readSettings } from "../../modules/settings";
import { summarize } from "../../stacks/summary";
import { synthesize } from "../support/synthesized-stack";

const all: Proof = { reached: ["broker", "STS", "Secrets Manager", "Lambda"], unknown: [], facts: [] };

/** The lines of one stack. */
function linesOf(id: string, given: Record<string, unknown> = {}, proof: Proof = all): string[] {
  const [, block = ""] = summarize(readSettings({}, given), () => proof).split(`\n  ${id}\n`);
  return (block.split(/\n {0,2}\S/)[0] ?? "").split("\n").map((line) => line.trim());
}

test.each(["option-1-public-broker", "option-3-private-nat", "option-4-isolated", "option-5-public-subnets"])(
  "%s is proved while it is synthesized",
  (id) => {
    expect(proofOf(synthesize(id).json)).toEqual(all);
  },
);

test("option 2 leaves open what only the account knows", () => {
  const proof = proofOf(synthesize("option-2-default-vpc").json);
  expect(proof).toMatchObject({ reached: [], unknown: all.reached });
  const vpc = synthesize("option-2-default-vpc").oneDataSource("aws_vpc").address;
  expect(proof.facts).toEqual([
    `${vpc}:dns-support`,
    `${vpc}:default-security-group-as-created`,
    `${vpc}:dns-hostnames`,
  ]);
});

test("says what was written, where its state is, what is proved, and what comes next", () => {
  expect(linesOf("option-4-isolated", { environment: "prod" })).toEqual([
    "written   cdktf.out/stacks/option-4-isolated",
    "state     terraform-state/mqesm/prod/option-4-isolated.tfstate",
    "proved    the mapping reaches broker, STS, Secrets Manager, Lambda",
    "deploy    npm run deploy -- option-4-isolated",
  ]);
});

test("says what stays unknown, and what would decide it", () => {
  const proof = { reached: ["broker"], unknown: ["STS", "Lambda"], facts: ["data.aws_vpc.v:dns-support"] };
  expect(linesOf("option-2-default-vpc", {}, proof).slice(2, 5)).toEqual([
    "proved    the mapping reaches broker",
    "unknown   whether it reaches STS, Lambda; npm run plan says, where it can read:",
    "data.aws_vpc.v:dns-support",
  ]);
});

test("does not say that anything is proved when nothing was", () => {
  expect(linesOf("option-4-isolated", { skipConnectivityCheck: true })[2]).toBe(
    "proved    nothing: skipConnectivityCheck is set",
  );
});

test("the bucket has no mapping to prove", () => {
  expect(linesOf("state-bucket").slice(0, 3)).toEqual([
    "written   cdktf.out/stacks/state-bucket",
    "state     terraform-state/mqesm/dev/state-bucket.tfstate",
    "deploy    npm run deploy -- state-bucket",
  ]);
});

test("what the workflows may do is told where they have a repository", () => {
  expect(linesOf("pipeline-access", { githubRepository: "acme/orders" }).slice(0, 3)).toEqual([
    "written   cdktf.out/stacks/pipeline-access",
    "state     terraform-state/mqesm/dev/pipeline-access.tfstate",
    "deploy    npm run deploy -- pipeline-access",
  ]);
  expect(linesOf("pipeline-access")).toEqual([""]);
});

test("the roles for HCP Terraform are told where they are asked for; their state stays here", () => {
  const cloud = { stateBackend: "cloud", stateOrganization: "ours" };
  expect(linesOf("hcp-access", { ...cloud, hcpOidcProvider: "new" }).slice(0, 3)).toEqual([
    "written   cdktf.out/stacks/hcp-access",
    "state     terraform-state/mqesm/dev/hcp-access.tfstate",
    "deploy    npm run deploy -- hcp-access",
  ]);
  expect(linesOf("hcp-access", cloud)).toEqual([""]);
});

test("the run task is told where it is asked for", () => {
  expect(linesOf("run-task", { runTask: true }).slice(0, 3)).toEqual([
    "written   cdktf.out/stacks/run-task",
    "state     terraform-state/mqesm/dev/run-task.tfstate",
    "deploy    npm run deploy -- run-task",
  ]);
  expect(linesOf("run-task")).toEqual([""]);
});

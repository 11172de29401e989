import { localState, remoteState } from "../../modules/remote-state";
import { readSettings } from "../../modules/settings";
import { options } from "../../stacks/catalogue";
import { backendOf, stackIds, stacksOf } from "../../stacks/stack-states";
import { supportingStack } from "../../stacks/supporting-stacks";

const cloud = { stateBackend: "cloud", stateOrganization: "acme" };
const optionIds = options.map(({ id }) => id);

test.each([
  [{}, ["state-bucket"]],
  [cloud, ["state-bucket"]],
  [{ githubRepository: "acme/orders" }, ["state-bucket", "pipeline-access"]],
  [{ ...cloud, hcpOidcProvider: "existing" }, ["state-bucket", "hcp-access"]],
  [{ runTask: true }, ["state-bucket", "run-task"]],
])("with %j there are, beside the options, %j", (given, expected) => {
  expect(stacksOf(readSettings({}, given))).toEqual([...optionIds, ...expected]);
});

test.each([
  [
    "pipeline-access",
    "githubRepository (MQESM_GITHUB_REPOSITORY) to the repository that it is for, as OWNER/REPOSITORY",
  ],
  [
    "hcp-access",
    "hcpOidcProvider (MQESM_HCP_OIDC_PROVIDER) to new, or to existing where the account knows HCP Terraform already",
  ],
  ["run-task", "runTask (MQESM_RUN_TASK) to true"],
])("%s is there for who sets %s", (id, wantedWith) => {
  expect(supportingStack(id)?.wantedWith).toBe(wantedWith);
});

test("what makes the place of state, or the access to it, keeps its own here, and says why", () => {
  const settings = readSettings({}, cloud);
  const here = stackIds.filter((id) => backendOf(settings, id) === localState);
  expect(here.map((id) => [id, supportingStack(id)?.staysLocal])).toEqual([
    ["state-bucket", "a bucket cannot hold the state of its own creation"],
    ["hcp-access", "a run of HCP Terraform cannot make the roles that it needs"],
  ]);
  expect(backendOf(settings, "run-task")).toBe(remoteState(settings));
});

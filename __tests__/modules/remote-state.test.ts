import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { App, TerraformStack } from "cdktf";
import { localState, remoteState } from "../../modules/remote-state";
import { readSettings, type Settings } from "../../modules/settings";
import { optionIds } from "../support/expected-network";

const outdir = mkdtempSync(join(tmpdir(), "remote-state-"));
afterAll(() => rmSync(outdir, { recursive: true }));

const s3 = { stateBackend: "s3", stateBucket: "our-state", region: "eu-west-1" };
const cloud = { stateBackend: "cloud", stateOrganization: "our-organization" };

/** What the `terraform` block says of the state of an option. */
function stateOf(id: string, given: Record<string, unknown>, choose: typeof remoteState = remoteState): unknown {
  const settings: Settings = readSettings({}, given);
  const stack = new TerraformStack(new App({ outdir }), id);
  choose(settings).configure(stack, settings, id);
  return stack.toTerraform().terraform;
}

describe("local", () => {
  test.each(optionIds)("%s: on this machine, one file for each project, environment and option", (id) => {
    expect(stateOf(id, { environment: "prod" })).toEqual({
      backend: { local: { path: `../../../terraform-state/mqesm/prod/${id}.tfstate` } },
    });
  });

  test("the path is relative and leads out of cdktf.out, which cleaning removes", () => {
    const { backend } = stateOf("option-1-public-broker", {}) as { backend: { local: { path: string } } };
    const fromProject = posix.join("cdktf.out/stacks/option-1-public-broker", backend.local.path);
    expect(fromProject).toBe("terraform-state/mqesm/dev/option-1-public-broker.tfstate");
  });
});

describe("s3", () => {
  test.each(optionIds)("%s: encrypted, locked by a file beside it, one key for each environment and option", (id) => {
    expect(stateOf(id, { ...s3, environment: "prod" })).toEqual({
      backend: {
        s3: {
          bucket: "our-state",
          region: "eu-west-1",
          key: `mqesm/prod/${id}.tfstate`,
          encrypt: true,
          use_lockfile: true,
        },
      },
    });
  });

  test("in a Region of its own, with a key of one's own", () => {
    const stateKmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-4cde-8def-1234567890ab";
    expect(stateOf("option-4-isolated", { ...s3, stateBucketRegion: "eu-central-1", stateKmsKeyArn })).toEqual({
      backend: {
        s3: {
          bucket: "our-state",
          region: "eu-central-1",
          key: "mqesm/dev/option-4-isolated.tfstate",
          encrypt: true,
          kms_key_id: stateKmsKeyArn,
          use_lockfile: true,
        },
      },
    });
  });
});

describe("cloud", () => {
  test.each(optionIds)("%s: one named workspace for each environment and option", (id) => {
    expect(stateOf(id, { ...cloud, environment: "prod" })).toEqual({
      cloud: {
        hostname: "app.terraform.io",
        organization: "our-organization",
        workspaces: { name: `mqesm-prod-${id}` },
      },
    });
  });

  test("on a host and in a project of one's own", () => {
    expect(
      stateOf("option-4-isolated", { ...cloud, stateHostname: "tfe.example.com", stateProject: "Our project" }),
    ).toEqual({
      cloud: {
        hostname: "tfe.example.com",
        organization: "our-organization",
        workspaces: { name: "mqesm-dev-option-4-isolated", project: "Our project" },
      },
    });
  });
});

test.each([{}, s3, cloud])("the state of the bucket itself stays local: %j", (given) => {
  expect(stateOf("state-bucket", given, () => localState)).toEqual({
    backend: { local: { path: "../../../terraform-state/mqesm/dev/state-bucket.tfstate" } },
  });
});

test.each([
  { given: {}, where: "terraform-state/mqesm/dev/option-4-isolated.tfstate" },
  { given: s3, where: "s3://our-state/mqesm/dev/option-4-isolated.tfstate" },
  { given: cloud, where: "workspace mqesm-dev-option-4-isolated of app.terraform.io/our-organization" },
])("is where the summary says: $where", ({ given, where }) => {
  const settings = readSettings({}, given);
  expect(remoteState(settings).describe(settings, "option-4-isolated")).toBe(where);
});

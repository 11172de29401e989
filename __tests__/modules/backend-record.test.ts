import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { forgetOtherPlaces } from "../../modules/backend-record";
import { remoteState } from "../../modules/remote-state";
import { readSettings } from "../../modules/settings";

const id = "option-4-isolated";
const s3 = { stateBackend: "s3", stateBucket: "our-state", region: "eu-west-1" };
const cloud = { stateBackend: "cloud", stateOrganization: "ours" };

const outdir = mkdtempSync(join(tmpdir(), "backend-record-"));
afterAll(() => rmSync(outdir, { recursive: true }));

const dataFolder = join(outdir, "stacks", id, ".terraform");
const record = join(dataFolder, "terraform.tfstate");
const workspace = join(dataFolder, "environment");

/** What `terraform init` leaves of a backend, nulls and all. */
const records = {
  local: { type: "local", config: { path: `../../../terraform-state/mqesm/dev/${id}.tfstate`, workspace_dir: null } },
  s3: {
    type: "s3",
    config: {
      bucket: "our-state",
      key: `mqesm/dev/${id}.tfstate`,
      region: "eu-west-1",
      encrypt: true,
      use_lockfile: true,
      kms_key_id: null,
      profile: null,
    },
  },
  cloud: {
    type: "cloud",
    config: {
      hostname: "app.terraform.io",
      organization: "ours",
      token: null,
      workspaces: { name: `mqesm-dev-${id}`, project: null, tags: null },
    },
  },
};

/** Synthesizes after `terraform init` for a place. @returns whether the record of that place is still there */
function isKept(backend: { type: string; config: object }, given: Record<string, unknown>): boolean {
  rmSync(dataFolder, { recursive: true, force: true });
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(record, JSON.stringify({ version: 3, terraform_version: "1.11.4", backend: { ...backend, hash: 1 } }));
  writeFileSync(workspace, `mqesm-dev-${id}`);
  const settings = readSettings({}, given);
  const app = new App({ outdir });
  remoteState(settings).configure(new TerraformStack(app, id), settings, id);
  app.synth();
  forgetOtherPlaces(app);
  expect(existsSync(workspace)).toBe(existsSync(record));
  return existsSync(record);
}

test.each([
  ["local", records.local, {}],
  ["s3", records.s3, s3],
  ["cloud", records.cloud, cloud],
  ["s3, with what somebody gave to init", { ...records.s3, config: { ...records.s3.config, profile: "ours" } }, s3],
])("the record of the same place stays: %s", (_, recorded, given) => {
  expect(isKept(recorded, given)).toBe(true);
});

test.each([
  ["another environment", records.local, { environment: "prod" }],
  ["another project", records.local, { project: "other" }],
  ["another backend", records.local, s3],
  ["local again", records.s3, {}],
  ["another environment in the bucket", records.s3, { ...s3, environment: "prod" }],
  ["another bucket", records.s3, { ...s3, stateBucket: "other-state" }],
  [
    "a key of one's own",
    records.s3,
    { ...s3, stateKmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-4cde-8def-1234567890ab" },
  ],
  ["HCP Terraform", records.s3, cloud],
  ["another workspace", records.cloud, { ...cloud, environment: "prod" }],
  ["another organization", records.cloud, { ...cloud, stateOrganization: "others" }],
  ["another HCP Terraform project", records.cloud, { ...cloud, stateProject: "Our project" }],
  ["from HCP Terraform to this machine", records.cloud, {}],
])("the record of another place goes, with the workspace that was selected there: %s", (_, recorded, given) => {
  expect(isKept(recorded, given)).toBe(false);
});

test("a folder that was never initialized is none of its business", () => {
  rmSync(dataFolder, { recursive: true, force: true });
  const app = new App({ outdir });
  const settings = readSettings({}, {});
  remoteState(settings).configure(new TerraformStack(app, id), settings, id);
  app.synth();
  forgetOtherPlaces(app);
  expect(existsSync(dataFolder)).toBe(false);
});

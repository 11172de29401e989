import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describeWithTerraform } from "../support/describe-terraform";
import { optionIds } from "../support/expected-network";
import { ProjectCopy } from "../support/project-copy";
import { runApp } from "../support/run-app";
import { awsProvider } from "../support/terraform";

const run = promisify(execFile);

const backends = {
  local: {},
  s3: {
    MQESM_STATE_BACKEND: "s3",
    MQESM_STATE_BUCKET: "our-state",
    MQESM_STATE_KMS_KEY_ARN: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-4cde-8def-1234567890ab",
  },
  // No HCP Terraform is there: how far initializing gets is seen without a network.
  cloud: {
    MQESM_STATE_BACKEND: "cloud",
    MQESM_STATE_ORGANIZATION: "ours",
    MQESM_STATE_HOSTNAME: "localhost",
    MQESM_HCP_OIDC_PROVIDER: "new",
    MQESM_RUN_TASK: "true",
  },
} as const;
type Backend = keyof typeof backends;
const backendNames = Object.keys(backends) as Backend[];

const cases = [
  ...backendNames.flatMap((backend) => optionIds.map((id) => ({ id: id as string, backend }))),
  { id: "state-bucket", backend: "local" as const },
  { id: "option-6-existing", backend: "local" as const },
  { id: "pipeline-access", backend: "s3" as const },
  { id: "hcp-access", backend: "cloud" as const },
  { id: "run-task", backend: "cloud" as const },
];

interface Validation {
  readonly valid: boolean;
  readonly error_count: number;
  readonly warning_count: number;
}

describeWithTerraform("a copy of a stack's folder, outside of the project", ({ binary, env }) => {
  const elsewhere = mkdtempSync(join(tmpdir(), "stacks-"));
  const project = new ProjectCopy();
  const validations = new Map<string, Promise<Validation>>();

  beforeAll(async () => {
    for (const backend of backendNames) {
      await runApp(project, {
        ...backends[backend],
        MQESM_GITHUB_REPOSITORY: "acme/orders",
        MQESM_EXISTING_BROKER: "b-1234a5b6-78cd-901e-2fab-3c45d6e17819",
        MQESM_EXISTING_BROKER_SECRET: "arn:aws:secretsmanager:us-east-1:123456789012:secret:admin-AbCdEf",
        CDKTF_OUTDIR: project.path(`out-${backend}`),
      });
      cpSync(project.path(`out-${backend}`, "stacks"), join(elsewhere, backend), { recursive: true });
    }
    validateAll(2);
  }, 120_000);
  afterAll(() => {
    project.remove();
    rmSync(elsewhere, { recursive: true });
  });

  /** Starting the provider takes seconds: several at a time. */
  function validateAll(lanes: number): void {
    const lastOfLane: Promise<unknown>[] = Array.from({ length: lanes }, () => Promise.resolve());
    for (const [index, { id, backend }] of cases.entries()) {
      const validation = (lastOfLane[index % lanes] as Promise<unknown>).then(() => validate(id, backend));
      validations.set(join(backend, id), validation);
      lastOfLane[index % lanes] = validation.catch(() => undefined);
    }
  }

  async function validate(id: string, backend: Backend): Promise<Validation> {
    const cwd = join(elsewhere, backend, id);
    const pinned = { terraform: { required_providers: { aws: awsProvider } } };
    writeFileSync(join(cwd, "provider_override.tf.json"), JSON.stringify(pinned));
    // The other two need credentials or a network.
    const options = backend === "local" ? [] : ["-backend=false"];
    await run(binary, ["init", "-no-color", ...options], { cwd, env });
    const { stdout } = await run(binary, ["validate", "-json"], { cwd, env });
    return JSON.parse(stdout);
  }

  test.each(cases)(
    "$backend: $id initializes and is valid, without a warning",
    async ({ id, backend }) => {
      expect(await validations.get(join(backend, id))).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
    },
    240_000,
  );

  describe("Terraform takes every argument of the backend, and only then asks", () => {
    const withoutCredentials = { HOME: elsewhere, AWS_EC2_METADATA_DISABLED: "true" };

    test.each([
      { backend: "s3", asks: "No valid credential sources found" },
      { backend: "cloud", asks: "Failed to request discovery document" },
    ])(
      "$backend: $asks",
      async ({ backend, asks }) => {
        const cwd = join(elsewhere, backend, "option-4-isolated");
        await validations.get(join(backend, "option-4-isolated"));
        const { PATH = "", TF_CLI_CONFIG_FILE = "" } = env;
        await expect(
          run(binary, ["init", "-no-color", "-input=false"], {
            cwd,
            env: { PATH, TF_CLI_CONFIG_FILE, CHECKPOINT_DISABLE: "1", ...withoutCredentials },
          }),
        ).rejects.toMatchObject({ stderr: expect.stringContaining(asks) });
      },
      240_000,
    );
  });
});

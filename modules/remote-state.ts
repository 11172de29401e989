import { LocalBackend, S3Backend, TerraformBackend, type TerraformStack } from "cdktf";
import { Names } from "./names";
import type { Settings } from "./settings";

/** Where the project's folder keeps local state. */
export const localStateFolder = "terraform-state";

/** A way to keep state. */
export interface Backend {
  configure(stack: TerraformStack, settings: Settings, option: string): void;
  /** Where a stack's state is, in words. */
  describe(settings: Settings, option: string): string;
}

const local: Backend = {
  configure: (stack, settings, option) => {
    // Terraform resolves the path from the stack's folder, cdktf.out/stacks/<option>: three levels up is outside of what
    // cleaning removes, and no path of this machine gets into the output.
    new LocalBackend(stack, { path: `../../../${local.describe(settings, option)}` });
  },
  describe: localStatePath,
};

const s3: Backend = {
  configure: (stack, settings, option) => {
    new S3Backend(stack, {
      bucket: given(settings.stateBucket),
      region: settings.stateBucketRegion ?? settings.region,
      key: s3Key(settings, option),
      encrypt: true,
      ...(settings.stateKmsKeyArn === undefined ? {} : { kmsKeyId: settings.stateKmsKeyArn }),
    });
    // The lock file beside the state. The construct does not know the argument yet.
    // https://developer.hashicorp.com/terraform/language/backend/s3#use_lockfile
    stack.addOverride("terraform.backend.s3.use_lockfile", true);
  },
  describe: (settings, option) => `s3://${given(settings.stateBucket)}/${s3Key(settings, option)}`,
};

const cloud: Backend = {
  configure: (stack, settings, option) => {
    new CloudState(stack, {
      hostname: settings.stateHostname,
      organization: given(settings.stateOrganization),
      workspaces: {
        name: workspaceOf(settings, option),
        ...(settings.stateProject === undefined ? {} : { project: settings.stateProject }),
      },
    });
  },
  describe: (settings, option) =>
    `workspace ${workspaceOf(settings, option)} of ${settings.stateHostname}/${given(settings.stateOrganization)}`,
};

const backends: Record<Settings["stateBackend"], Backend> = { local, s3, cloud };

/**
 * The backend of an option's state, decided here and nowhere else: each option has a place of its own in each environment.
 * Never `terraform.workspace`, which HCP Terraform and the CLI fill differently.
 */
export function remoteState(settings: Settings): Backend {
  return backends[settings.stateBackend];
}

/** State on this machine, whatever the settings say: for the stack that makes the remote state's own bucket. */
export const localState = local;

/** File of a stack's local state, from the project's folder. */
export function localStatePath({ project, environment }: Settings, option: string): string {
  return `${localStateFolder}/${project}/${environment}/${option}.tfstate`;
}

/** The workspace of HCP Terraform that a stack has. */
export function workspaceOf(settings: Pick<Settings, "project" | "environment">, option: string): string {
  return new Names(settings, option).prefix;
}

function s3Key({ project, environment }: Settings, option: string): string {
  return `${project}/${environment}/${option}.tfstate`;
}

/** A setting that the relations between settings have made sure of. */
function given(value: string | undefined): string {
  if (value === undefined) {
    throw new Error("The settings let a state backend through without what it needs.");
  }
  return value;
}

/**
 * The `cloud` block of HCP Terraform. cdktf's own construct refuses to synthesize where Terraform is not installed.
 *
 * @see https://developer.hashicorp.com/terraform/cli/cloud/settings
 */
class CloudState extends TerraformBackend {
  constructor(
    stack: TerraformStack,
    private readonly block: Record<string, unknown>,
  ) {
    super(stack, "backend", "cloud");
  }

  override toTerraform(): object {
    return { terraform: { cloud: this.block } };
  }

  /** Other stacks never read this state. */
  getRemoteStateDataSource(): never {
    throw new Error("No stack of this project reads another one's state.");
  }
}

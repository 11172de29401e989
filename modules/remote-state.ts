import { LocalBackend, S3Backend, TerraformBackend, type TerraformStack } from "cdktf";
import { Names } from "./names";
import type { Settings } from "./settings";

/**
 * Where the state of a stack lives, decided here and nowhere else: each option has a place of its own in each
 * environment. Never `terraform.workspace`, which HCP Terraform and the CLI fill differently.
 */
export function configureRemoteState(stack: TerraformStack, settings: Settings, option: string): void {
  backends[settings.stateBackend](stack, settings, option);
}

const backends: Record<Settings["stateBackend"], (stack: TerraformStack, settings: Settings, option: string) => void> =
  {
    local: configureLocalState,

    s3: (stack, settings, option) => {
      if (settings.stateBucket === undefined) {
        throw new Error("The settings let the s3 backend through without a bucket.");
      }
      new S3Backend(stack, {
        bucket: settings.stateBucket,
        region: settings.stateBucketRegion ?? settings.region,
        key: `${settings.project}/${settings.environment}/${option}.tfstate`,
        encrypt: true,
        ...(settings.stateKmsKeyArn === undefined ? {} : { kmsKeyId: settings.stateKmsKeyArn }),
      });
      // The lock file beside the state, since Terraform 1.10. The construct does not know the argument yet.
      // https://developer.hashicorp.com/terraform/language/backend/s3#use_lockfile
      stack.addOverride("terraform.backend.s3.use_lockfile", true);
    },

    cloud: (stack, settings, option) => {
      if (settings.stateOrganization === undefined) {
        throw new Error("The settings let the cloud backend through without an organization.");
      }
      new CloudState(stack, {
        hostname: settings.stateHostname,
        organization: settings.stateOrganization,
        workspaces: {
          name: new Names(settings, option).prefix,
          ...(settings.stateProject === undefined ? {} : { project: settings.stateProject }),
        },
      });
    },
  };

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

/**
 * State on this machine. Terraform resolves the path from the stack's folder, `cdktf.out/stacks/<option>`: three levels up
 * is outside of what cleaning removes, and no path of this machine gets into the output.
 */
export function configureLocalState(stack: TerraformStack, settings: Settings, option: string): void {
  new LocalBackend(stack, { path: `../../../terraform-state/${settings.environment}/${option}.tfstate` });
}

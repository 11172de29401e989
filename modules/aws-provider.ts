import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { guardedRegion, guardRegion } from "./deployment-region";
import type { Settings } from "./settings";
import { tagsOf } from "./tags";

/** Versions that deploy what these stacks synthesize: only arguments that both majors know are used. */
export const providerVersions = ">= 5.100.0, < 7.0.0";

/** Native S3 locking needs it; OpenTofu answers to the same constraint. */
const terraformVersions = ">= 1.10.0";

/** The AWS provider of a stack, and the versions it works with. */
export function configureAwsProvider(stack: TerraformStack, settings: Settings, option: string): void {
  guardRegion(stack, settings.region);
  new AwsProvider(stack, "aws", {
    region: guardedRegion,
    defaultTags: [{ tags: tagsOf(settings, option) }],
  });
  // The bindings write the one version they were generated from.
  stack.addOverride("terraform.required_providers.aws.version", providerVersions);
  stack.addOverride("terraform.required_version", terraformVersions);
}

/** Regions of the partitions without tags on event source mappings. */
const mappingsHaveNoTags = /^(cn|us-gov)-/;

/**
 * The provider of event source mappings: undefined for the stack's own, which tags all it makes. Where mappings take no
 * tags, one without any: Lambda refuses a mapping with tags there, or forgets them, and then every plan wants to add them.
 *
 * @see https://docs.amazonaws.cn/en_us/aws/latest/userguide/lambda.html
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/40755
 */
export function mappingProvider(scope: Construct, { region }: Pick<Settings, "region">): AwsProvider | undefined {
  if (!mappingsHaveNoTags.test(region)) {
    return undefined;
  }
  // Terraform takes an alias once in a stack.
  const stack = TerraformStack.of(scope);
  const made = stack.node.tryFindChild("untagged");
  return made instanceof AwsProvider
    ? made
    : new AwsProvider(stack, "untagged", { region: guardedRegion, alias: "untagged" });
}

import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { Settings } from "./settings";
import { tagsOf } from "./tags";

/** Versions that deploy what these stacks synthesize: only arguments that both majors know are used. */
const providerVersions = ">= 5.100.0, < 7.0.0";

/** Native S3 locking needs it; OpenTofu answers to the same constraint. */
const terraformVersions = ">= 1.10.0";

/** The AWS provider of a stack, and the versions it works with. */
export function configureAwsProvider(stack: TerraformStack, settings: Settings, option: string): void {
  new AwsProvider(stack, "aws", {
    region: settings.region,
    defaultTags: [{ tags: tagsOf(settings, option) }],
  });
  // The bindings write the one version they were generated from.
  stack.addOverride("terraform.required_providers.aws.version", providerVersions);
  stack.addOverride("terraform.required_version", terraformVersions);
}

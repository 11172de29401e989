import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { configureAwsProvider } from "../modules/aws-provider";
import { privateBucket } from "../modules/private-bucket";
import { localState } from "../modules/remote-state";
import type { Settings } from "../modules/settings";

/** Name of the stack that makes the bucket of the `s3` backend. */
export const stateBucketId = "state-bucket";

/**
 * The bucket that the `s3` backend keeps state in. Its own state stays local: a bucket cannot hold the state of its own
 * creation. It holds one bucket and nothing secret, and can be imported again.
 */
export class StateBucketStack extends TerraformStack {
  constructor(scope: Construct, settings: Settings) {
    super(scope, stateBucketId);
    configureAwsProvider(this, { ...settings, region: settings.stateBucketRegion ?? settings.region }, stateBucketId);
    localState.configure(this, settings, stateBucketId);

    // Bucket names are unique over all accounts, so the account is part of the default.
    const { accountId } = new DataAwsCallerIdentity(this, "account");
    const { bucket } = privateBucket(this, {
      settings,
      name: settings.stateBucket ?? `${settings.project}-terraform-state-${accountId}`,
      preventDestroy: true,
      expirationId: "old-versions",
      expiration: { id: "expire-old-versions", noncurrentVersionExpiration: [{ noncurrentDays: 365 }] },
      policyId: "tls-only",
    });

    new TerraformOutput(this, "bucket_name", {
      staticId: true,
      description: "Bucket for the setting stateBucket",
      value: bucket,
    });
  }
}

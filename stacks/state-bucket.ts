import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { configureAwsProvider } from "../modules/aws-provider";
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
    const { bucket, arn } = new S3Bucket(this, "bucket", {
      bucket: settings.stateBucket ?? `${settings.project}-terraform-state-${accountId}`,
      lifecycle: { preventDestroy: true },
    });

    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "old-versions", {
      bucket,
      rule: [
        {
          id: "expire-old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: 365 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault:
            settings.stateKmsKeyArn === undefined
              ? { sseAlgorithm: "AES256" }
              : { sseAlgorithm: "aws:kms", kmsMasterKeyId: settings.stateKmsKeyArn },
          bucketKeyEnabled: settings.stateKmsKeyArn !== undefined,
        },
      ],
    });
    new S3BucketOwnershipControls(this, "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
    const privacy = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const tlsOnly = new DataAwsIamPolicyDocument(this, "tls-only", {
      statement: [
        {
          sid: "RefuseWithoutTls",
          effect: "Deny",
          principals: [{ type: "*", identifiers: ["*"] }],
          actions: ["s3:*"],
          resources: [arn, `${arn}/*`],
          condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        },
      ],
    });
    new S3BucketPolicy(this, "policy", { bucket, policy: tlsOnly.json, dependsOn: [privacy] });

    new TerraformOutput(this, "bucket_name", {
      staticId: true,
      description: "Bucket for the setting stateBucket",
      value: bucket,
    });
  }
}

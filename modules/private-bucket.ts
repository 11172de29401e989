import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { TerraformStack } from "cdktf";
import type { Settings } from "./settings";

/** What one bucket has that others have not. */
interface PrivateBucketProps {
  readonly settings: Pick<Settings, "stateKmsKeyArn">;
  readonly name: string;
  /**
   * Whether Terraform refuses to destroy it.
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
  /** When which objects go. Uploads that were not finished go after 7 days in any case. */
  readonly expiration: Omit<S3BucketLifecycleConfigurationRule, "status" | "filter" | "abortIncompleteMultipartUpload">;
  /** The name of the construct of that. */
  readonly expirationId: string;
  /** What is refused, beyond what comes without TLS, given the bucket's ARN. */
  readonly refuse?: (arn: string) => readonly DataAwsIamPolicyDocumentStatement[];
  /** The name of the construct of what is refused. */
  readonly policyId: string;
}

/**
 * A bucket for what holds state: versioned, encrypted, not public by any way there is, reached by TLS only. Its parts belong to the
 * stack itself: of a bucket that is deployed their addresses must not change.
 *
 * @returns its name and ARN
 */
export function privateBucket(stack: TerraformStack, props: PrivateBucketProps): Pick<S3Bucket, "bucket" | "arn"> {
  const { settings, name, preventDestroy, expiration, expirationId, refuse = () => [], policyId } = props;
  const made = new S3Bucket(stack, "bucket", {
    bucket: name,
    ...(preventDestroy === true ? { lifecycle: { preventDestroy } } : {}),
  });
  const { bucket, arn } = made;

  const versioning = new S3BucketVersioningA(stack, "versioning", {
    bucket,
    versioningConfiguration: { status: "Enabled" },
  });
  new S3BucketLifecycleConfiguration(stack, expirationId, {
    bucket,
    rule: [
      {
        ...expiration,
        status: "Enabled",
        filter: [{ prefix: "" }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
    dependsOn: [versioning],
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, "encryption", {
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
  new S3BucketOwnershipControls(stack, "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
  const privacy = new S3BucketPublicAccessBlock(stack, "public-access-block", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const policy = new DataAwsIamPolicyDocument(stack, policyId, {
    statement: [
      {
        sid: "RefuseWithoutTls",
        effect: "Deny",
        principals: [{ type: "*", identifiers: ["*"] }],
        actions: ["s3:*"],
        resources: [arn, `${arn}/*`],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
      ...refuse(arn),
    ],
  });
  new S3BucketPolicy(stack, "policy", { bucket, policy: policy.json, dependsOn: [privacy] });
  return made;
}

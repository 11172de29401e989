import { synthesize } from "../support/synthesized-stack";

const id = "state-bucket";

describe("the bucket of the s3 backend", () => {
  const stack = synthesize(id);
  const bucket = stack.one("aws_s3_bucket");
  const name = stack.attribute(bucket, "bucket");

  test("cannot be destroyed, with what is in it or without", () => {
    expect(bucket.values.lifecycle).toEqual({ prevent_destroy: true });
    expect(bucket.values).not.toHaveProperty("force_destroy");
  });

  test("keeps every version for a year", () => {
    expect(stack.one("aws_s3_bucket_versioning").values).toMatchObject({
      bucket: name,
      versioning_configuration: { status: "Enabled" },
    });
    expect(stack.one("aws_s3_bucket_lifecycle_configuration").values).toMatchObject({
      bucket: name,
      rule: [{ status: "Enabled", noncurrent_version_expiration: [{ noncurrent_days: 365 }] }],
      depends_on: [stack.one("aws_s3_bucket_versioning").address],
    });
  });

  test("is encrypted by S3, or by the key of the settings", () => {
    const encryption = (given: Record<string, unknown>) =>
      synthesize(id, given).one("aws_s3_bucket_server_side_encryption_configuration").values.rule;
    const stateKmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-4cde-8def-1234567890ab";
    expect(encryption({})).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" }, bucket_key_enabled: false },
    ]);
    expect(encryption({ stateKmsKeyArn })).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: stateKmsKeyArn },
        bucket_key_enabled: true,
      },
    ]);
  });

  test("is not public, by no way there is", () => {
    expect(stack.one("aws_s3_bucket_public_access_block").values).toMatchObject({
      bucket: name,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.one("aws_s3_bucket_ownership_controls").values).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  test("refuses everything that comes without TLS", () => {
    const arn = stack.attribute(bucket, "arn");
    const document = stack.oneDataSource("aws_iam_policy_document");
    expect(stack.one("aws_s3_bucket_policy").values.policy).toBe(stack.attribute(document, "json"));
    expect(document.values.statement).toEqual([
      {
        sid: "RefuseWithoutTls",
        effect: "Deny",
        principals: [{ type: "*", identifiers: ["*"] }],
        actions: ["s3:*"],
        resources: [arn, `${arn}/*`],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    ]);
  });

  test("is called as the settings say, or by project and account, for such names are unique over all accounts", () => {
    const account = stack.attribute(stack.oneDataSource("aws_caller_identity"), "account_id");
    expect(bucket.values.bucket).toBe(`mqesm-terraform-state-${account}`);
    expect(`${"p".repeat(12)}-terraform-state-123456789012`.length).toBeLessThanOrEqual(63);
    expect(synthesize(id, { stateBucket: "our-state" }).one("aws_s3_bucket").values.bucket).toBe("our-state");
  });

  test("is in the Region of the settings, or in one of its own", () => {
    const region = (given: Record<string, unknown>) => synthesize(id, given).json.variable.deployment_region?.default;
    expect(region({ region: "eu-west-1" })).toBe("eu-west-1");
    expect(region({ region: "eu-west-1", stateBucketRegion: "eu-central-1" })).toBe("eu-central-1");
  });

  test("its name is the only output", () => {
    expect(stack.json.output).toEqual({
      bucket_name: { description: "Bucket for the setting stateBucket", value: name },
    });
  });
});

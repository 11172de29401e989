import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { Mistake } from "../../modules/mistake";
import { type Command, optionsIn } from "../command";
import { keyOf, s3, statusOf } from "./bucket";

/** `fetch-plan`: gets the plan that has a digest. Whether it is that plan `mqesm plan-digest` says. */
export const fetchPlan: Command = async (argv, job) => {
  const { stack, plan, digest, bucket } = optionsIn(argv, ["stack", "plan", "digest", "bucket"]);
  // It holds what state holds.
  writeFileSync(resolve(job.cwd, plan), await get(bucket, keyOf(job, stack, digest)), { mode: 0o600 });
};

async function get(bucket: string, key: string): Promise<Uint8Array> {
  try {
    const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    const status = statusOf(error);
    // Who may not list a bucket is not told that there is nothing: S3 answers 403 then.
    throw new Mistake(
      `S3 answers ${status} (${(error as Error).name}) to getting s3://${bucket}/${key}: either the plan has expired (planRetentionDays) or was never stored, and then plan again; or the bucket is not the output plan_bucket of the stack pipeline-access, or the role not its apply_role_arn.`,
    );
  }
}

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { Mistake } from "../../modules/mistake";
import { type Command, optionsIn } from "../command";
import { keyOf, s3, statusOf } from "./bucket";

/** `store-plan`: puts a plan where the job that applies gets it, and nobody who only plans. */
export const storePlan: Command = async (argv, job) => {
  const { stack, plan, digest, bucket } = optionsIn(argv, ["stack", "plan", "digest", "bucket"]);
  const key = keyOf(job, stack, digest);
  try {
    // Never over another one: the bucket refuses to write where something is.
    await s3().send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: readFileSync(resolve(job.cwd, plan)), IfNoneMatch: "*" }),
    );
  } catch (error) {
    const status = statusOf(error);
    // It is there already: a step that runs again puts the very same bytes.
    if (status === 412) return;
    throw new Mistake(
      `S3 answers ${status} (${(error as Error).name}) to putting s3://${bucket}/${key}: the bucket must be the output plan_bucket of the stack pipeline-access, and the role its plan_role_arn.`,
    );
  }
  job.say(`stored s3://${bucket}/${key}`);
};

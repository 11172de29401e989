import { resolve } from "node:path";
import { S3Client, type S3ServiceException } from "@aws-sdk/client-s3";
import { readPlanDigest } from "../../cli/plan-digest/read";
import { Mistake } from "../../modules/mistake";
import type { Job } from "../job";

/** Where a plan is: under its own digest, so that another plan is another object. */
export function keyOf(job: Job, stackId: string, digestFile: string): string {
  const { digest } = readPlanDigest(digestFile, resolve(job.cwd, digestFile));
  return `${stackId}/${digest}.tfplan`;
}

/** S3 with the credentials that the job has. */
export function s3(): S3Client {
  return new S3Client();
}

/** What S3 answered. @throws Mistake where it did not */
export function statusOf(error: unknown): number {
  const { $metadata, name } = error as S3ServiceException;
  if ($metadata?.httpStatusCode !== undefined) return $metadata.httpStatusCode;
  throw new Mistake(
    `S3 cannot be asked (${name}): a step before must have taken on the role, with aws-actions/configure-aws-credentials.`,
  );
}

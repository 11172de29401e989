import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { planDigest, sha256 } from "../../../plan-review/digest/plan-digest";
import { awsEnvironment, setEnvironment } from "../../support/environment";
import { S3Emulator } from "../../support/s3-emulator";
import { eachWithGitHub, WorkflowJob } from "../workflow-job";

const emulator = eachWithGitHub();
let s3: S3Emulator;
beforeEach(async () => {
  s3 = new S3Emulator();
  await s3.start();
});
afterEach(() => s3.stop());
setEnvironment(() => awsEnvironment("S3", s3.url));

const PLAN = "the bytes of a plan, with all that state holds";
const digest = planDigest({
  plan: sha256(PLAN),
  files: { "cdk.tf.json": sha256("{}") },
  terraform: "1.11.4",
  state: { lineage: "0fe7", serial: 7 },
  meaning: sha256("m"),
});
const KEY = `option-4-isolated/${digest.digest}.tfplan`;

const jobWith = (files: Record<string, string>) =>
  new WorkflowJob(emulator(), {}, { "digest.json": JSON.stringify(digest), ...files });
const call = (job: WorkflowJob, command: string) =>
  job.run(command, "--stack=option-4-isolated", "--plan=plan.tfplan", "--digest=digest.json", "--bucket=our-plans");

test("a plan is put under its own digest, where nothing is, and got by it", async () => {
  const job = jobWith({ "plan.tfplan": PLAN });
  expect(await call(job, "store-plan")).toBe(0);
  expect([...s3.objects.keys()]).toEqual([`/our-plans/${KEY}`]);
  expect(s3.lastPut["if-none-match"]).toBe("*");
  expect(job.said).toEqual([`stored s3://our-plans/${KEY}`]);

  const other = jobWith({});
  expect(await call(other, "fetch-plan")).toBe(0);
  expect(readFileSync(join(other.cwd, "plan.tfplan"), "utf8")).toContain(PLAN);
  // Windows has no such modes.
  if (process.platform !== "win32") expect(statSync(join(other.cwd, "plan.tfplan")).mode & 0o077).toBe(0);
});

test("put twice, by a step that runs again, it stays what it was", async () => {
  await call(jobWith({ "plan.tfplan": PLAN }), "store-plan");
  const before = s3.objects.get(`/our-plans/${KEY}`);
  expect(await call(jobWith({ "plan.tfplan": "other bytes" }), "store-plan")).toBe(0);
  expect(s3.objects.get(`/our-plans/${KEY}`)).toBe(before);
});

test("a plan that has expired, or never was", async () => {
  const job = jobWith({});
  expect(await call(job, "fetch-plan")).toBe(1);
  expect(job.said).toEqual([
    `::error::S3 answers 403 (AccessDenied) to getting s3://our-plans/${KEY}: either the plan has expired (planRetentionDays) or was never stored, and then plan again; or the bucket is not the output plan_bucket of the stack pipeline-access, or the role not its apply_role_arn.`,
  ]);
});

test("a bucket of somebody else", async () => {
  s3.refusal = { status: 403, code: "AccessDenied" };
  const job = jobWith({ "plan.tfplan": PLAN });
  expect(await call(job, "store-plan")).toBe(1);
  expect(job.said).toEqual([
    `::error::S3 answers 403 (AccessDenied) to putting s3://our-plans/${KEY}: the bucket must be the output plan_bucket of the stack pipeline-access, and the role its plan_role_arn.`,
  ]);
});

test.each(["store-plan", "fetch-plan"])("%s: a digest that was changed", async (command) => {
  const job = jobWith({ "plan.tfplan": PLAN, "digest.json": JSON.stringify({ ...digest, terraform: "1.12.0" }) });
  expect(await call(job, command)).toBe(1);
  expect(job.said).toEqual([
    "::error::digest.json is no digest, or was changed: give the file that `mqesm plan-digest --write` wrote.",
  ]);
  expect(s3.objects.size).toBe(0);
});

test.each(["store-plan", "fetch-plan"])("%s: nobody answers", async (command) => {
  await s3.stop();
  const job = jobWith({ "plan.tfplan": PLAN });
  expect(await call(job, command)).toBe(1);
  expect(job.said).toEqual([
    expect.stringMatching(
      /^::error::S3 cannot be asked \(\w+\): a step before must have taken on the role, with aws-actions\/configure-aws-credentials\.$/,
    ),
  ]);
  await s3.start();
});

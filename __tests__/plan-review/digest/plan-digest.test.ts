import { parsePlanDigest, planDigest, sha256 } from "../../../plan-review/digest/plan-digest";

const parts = {
  plan: sha256("plan"),
  files: { "cdk.tf.json": sha256("{}"), ".terraform.lock.hcl": sha256("lock"), "assets/a.zip": sha256("zip") },
  terraform: "1.11.4",
  state: { lineage: "0fe7", serial: 7 },
  meaning: sha256("meaning"),
};
const digest = planDigest(parts);

test("a digest is the same whatever order files are found in", () => {
  const reversed = Object.fromEntries(Object.entries(parts.files).reverse());
  expect(JSON.stringify(planDigest({ ...parts, files: reversed }))).toBe(JSON.stringify(digest));
});

test.each([
  ["the plan", { plan: sha256("plan2") }],
  ["a file", { files: { ...parts.files, "assets/a.zip": sha256("zap") } }],
  ["one file more", { files: { ...parts.files, more: sha256("") } }],
  ["a file of another name", { files: { ...parts.files, "assets/a.zip": undefined, "assets/b.zip": sha256("zip") } }],
  ["Terraform's version", { terraform: "1.11.5" }],
])("another one: %s", (_, change) => {
  expect(planDigest({ ...parts, ...change } as typeof parts).digest).not.toBe(digest.digest);
});

test("what a plan means is no part of the digest: it only tells whether a plan made anew does the same", () => {
  expect(planDigest({ ...parts, meaning: sha256("other") }).digest).toBe(digest.digest);
});

test("what was written is read again", () => {
  expect(parsePlanDigest(JSON.parse(JSON.stringify(digest)))).toEqual(digest);
});

test.each([
  ["nothing", null],
  ["a list", []],
  ["another format", { ...digest, format: 2 }],
  ["no plan", { ...digest, plan: undefined }],
  ["files that are no hashes", { ...digest, files: { a: 1 } }],
  ["no files", { ...digest, files: undefined }],
  ["no serial", { ...digest, state: { lineage: "0fe7" } }],
  ["a part that was changed afterwards", { ...digest, terraform: "1.12.0" }],
  ["a digest that was changed afterwards", { ...digest, digest: sha256("x") }],
])("%s is no digest", (_, json) => {
  expect(parsePlanDigest(json)).toBeUndefined();
});

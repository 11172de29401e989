import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { run } from "../../../cli/run";
import { COMMENT_LIMIT } from "../../../plan-review";
import { planOf } from "../../plan-review/plans";
import { planted, plantedIn } from "../../plan-review/planted";
import { folderWith, OTHER_ZIP, SAVED_PLAN } from "../folders";
import { FakeSurroundings } from "../surroundings";

const CASES = resolve(__dirname, "../../connectivity/cases");
const caseOf = (name: string) => readFileSync(join(CASES, name, "plan.json"), "utf8");

const schema = JSON.parse(readFileSync(resolve(__dirname, "../../../docs/mqesm-review.schema.json"), "utf8"));
const validate = new Ajv2020({ allErrors: true }).compile(schema);

async function reviewed(args: readonly string[], around = new FakeSurroundings()) {
  const code = await run(["review", ...args], around);
  return { code, written: around.written, complained: around.complained };
}

const none = JSON.stringify(planOf([], { applyable: false }));
const some = JSON.stringify(planOf([{ address: "test_thing.a", actions: ["create"], after: {} }]));

test("a failing mapping is told, and the exit code says that there is a review", async () => {
  const folder = folderWith({ "orders/plan.json": caseOf("engine-downgrade-in-place") });
  const { code, written, complained } = await reviewed(["orders/plan.json"], new FakeSurroundings(folder));
  expect([code, complained]).toEqual([0, ""]);
  expect(written).toMatch(/^## ❌ 1 mapping will fail, 1 thing not to miss\n/);
  expect(written).toContain(
    "| `orders` | `aws_lambda_event_source_mapping.field` | ❌ worked, **will fail**: AWS refuses a change | 1 to update |",
  );
});

test.each([
  ["a folder with one plan", ["one"], ["one"]],
  ["a folder of folders", ["many"], ["a", "b"]],
  ["a CDKTF project with plans", ["project"], ["stack-1", "stack-2"]],
  ["files of one folder", ["files/x.plan.json", "files/y.plan.json"], ["x", "y"]],
  ["files and folders, in the order of their names", ["one", "many/b", "files/x.plan.json"], ["b", "files", "one"]],
  ["the current folder", [], ["plan"]],
])("%s: each plan is a workspace", async (_, args, names) => {
  const folder = folderWith({
    "one/plan.json": none,
    "many/a/tfplan.json": none,
    "many/b/plan.json": some,
    "many/empty/notes.txt": "",
    "project/cdktf.json": "{}",
    "project/cdktf.out/stacks/stack-2/plan.json": some,
    "project/cdktf.out/stacks/stack-1/plan.json": none,
    "files/x.plan.json": none,
    "files/y.plan.json": some,
    "plan/plan.json": some,
  });
  const cwd = args.length === 0 ? join(folder, "plan") : folder;
  const { code, written, complained } = await reviewed([...args, "--json"], new FakeSurroundings(cwd));
  expect([code, complained]).toEqual([0, ""]);
  const review = JSON.parse(written);
  validate(review);
  expect(validate.errors).toBeNull();
  expect(review.workspaces.map(({ name }: { name: string }) => name)).toEqual(names);
});

test("standard input is a plan", async () => {
  const { code, written } = await reviewed([], new FakeSurroundings(undefined, { stdin: none }));
  expect([code, written.split("\n")[0]]).toEqual([0, "## ✅ No changes"]);
});

test.each([
  [
    ["gone.json"],
    "gone.json: there is no such file or folder. Where planning fails Terraform may save none, and its log says why: name the workspace with --failed to have that said.",
  ],
  [
    ["empty"],
    "empty holds no plan, and no folder with one. Where planning fails Terraform may save none, and its log says why: name the workspace with --failed to have that said.",
  ],
  [["several"], "several holds several plans (a.plan.json, b.plan.json): name the files."],
  [["state.json"], "state.json is no plan: expected a saved plan, or what terraform show -json prints for one."],
  [["future.json"], "future.json is no plan: expected a saved plan, or what terraform show -json prints for one."],
  [
    ["other.zip"],
    "other.zip is a zip file but not a saved plan: expected what `terraform show -json` prints for a plan or a state, a synthesized cdk.tf.json, or a saved plan.",
  ],
  [
    ["plan.json", "--failed", "empty-name", "--failed", "empty-name"],
    '"empty-name" names two workspaces: give each plan a folder of its own.',
  ],
  [
    ["plan.json", "--digest", "orders"],
    '--digest is "orders": expected a workspace and its digest, --digest NAME=DIGEST.',
  ],
  [["a/plan.json", "--digest", "orders=sha256:1"], '--digest names "orders": expected one of a.'],
  [
    ["plan.json", "--summary", "gone/summary.md"],
    expect.stringMatching(/^--summary is gone\/summary\.md, which cannot be written: ENOENT/),
  ],
  [["plan.json", "--markdown"], "Unknown option '--markdown'. See mqesm review --help."],
  [["plan.json", "--failed="], "--failed is empty: it needs a value."],
  [["plan.json", "--plan-dir", "gone"], "--plan-dir is gone: there is no such folder."],
  [[""], "a file or folder is named by an empty text: give its name."],
])("%j is a mistake, said in one line", async (args, message) => {
  const folder = folderWith({
    "empty/notes.txt": "",
    "several/a.plan.json": none,
    "several/b.plan.json": none,
    "state.json": JSON.stringify({ format_version: "1.0", values: { root_module: {} } }),
    "future.json": JSON.stringify({ ...planOf([]), format_version: "2.0" }),
    "other.zip": OTHER_ZIP,
    "plan.json": none,
    "a/plan.json": none,
  });
  const { code, written, complained } = await reviewed(args, new FakeSurroundings(folder));
  expect([code, written]).toEqual([2, ""]);
  expect(complained.replace(/^mqesm: /, "").trimEnd()).toEqual(message);
});

test("a saved plan without Terraform says what is needed", async () => {
  const folder = folderWith({ "plan.tfplan": SAVED_PLAN });
  const { code, complained } = await reviewed(["plan.tfplan"], new FakeSurroundings(folder));
  expect(code).toBe(2);
  expect(complained).toContain("plan.tfplan needs `terraform show -json`, but neither terraform nor tofu is in PATH.");
});

test("workspaces that failed and digests are shown; the long form is a file", async () => {
  const folder = folderWith({ "orders/plan.json": some });
  const args = ["orders", "--failed", "billing", "--digest", "orders=sha256:0123", "--summary", "summary.md"];
  const { code, written } = await reviewed(args, new FakeSurroundings(folder));
  expect(code).toBe(0);
  expect(written).toContain("| `billing` |  | ❔ not judged | no plan |");
  expect(written).toContain("> `billing`: **planning failed**, so that there is no plan: its log says why.");
  expect(written).toContain("| `orders` | `sha256:0123` |");
  expect(readFileSync(join(folder, "summary.md"), "utf8")).toBe(written);
});

test("what is too long for a comment is in the long form", async () => {
  const entries = Array.from({ length: 2_000 }, (_, index) => ({
    address: `test_thing.of_a_rather_long_name[${index}]`,
    actions: ["update"],
    before: { size: 1 },
    after: { size: 2 },
  }));
  const folder = folderWith({ "orders/plan.json": JSON.stringify(planOf(entries)) });
  const { written } = await reviewed(["orders", "--summary", "summary.md"], new FakeSurroundings(folder));
  expect(written.length).toBeLessThan(COMMENT_LIMIT);
  expect(written).toContain("- and 1,970 more\n");
  expect(written).toContain(
    "_To stay below the limit of GitHub this leaves out: which attributes change; all but the first changes of a workspace. The long form of this review has it._",
  );
  const summary = readFileSync(join(folder, "summary.md"), "utf8");
  expect(summary).toContain("- `~` `test_thing.of_a_rather_long_name[1999]`  \n  `size`\n");
  expect(summary).not.toContain("leaves out");
});

test("what the repository's file asserts is taken, and repeated", async () => {
  const fact = "data.aws_vpc.default:default-network-acl-open";
  const folder = folderWith({
    "mqesm.json": JSON.stringify({ assume: [{ fact, reason: "It is as AWS made it." }] }),
    "plan.json": caseOf("nat-private-subnet"),
  });
  const { code, complained } = await reviewed(["plan.json"], new FakeSurroundings(folder));
  expect([code, complained]).toEqual([0, ""]);
});

test("no secret is on standard output, on standard error or in the long form, whatever becomes of the plan", async () => {
  const plan = planted(JSON.parse(caseOf("engine-downgrade-in-place"))) as object;
  const broken = { ...plan, resource_changes: [{ address: 1, change: { before: { a: "planted-in-an-entry" } } }] };
  const folder = folderWith({
    "orders/plan.json": JSON.stringify(plan),
    "broken/plan.json": JSON.stringify(broken),
    "cut/plan.json": JSON.stringify(plan).slice(0, -20),
  });
  for (const args of [["orders"], ["orders", "--json"], ["broken"], ["cut"]]) {
    const { written, complained } = await reviewed([...args, "--summary", "summary.md"], new FakeSurroundings(folder));
    expect(plantedIn(`${written}${complained}`)).toEqual([]);
  }
  expect(plantedIn(readFileSync(join(folder, "summary.md"), "utf8"))).toEqual([]);
});

test("--help says every exit code", async () => {
  const { written } = await reviewed(["--help"]);
  expect(written.split("Exit codes\n")[1]?.split("\n\n")[0]).toBe(
    `  0   the review was made, whatever it says: mqesm check fails where a mapping does
  2   the command or its input cannot be used; the message names it and what is expected`,
  );
});

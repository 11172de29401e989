import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSettings } from "../../modules/settings";
import { synthesize } from "../support/synthesized-stack";

const projectFolder = join(__dirname, "..", "..");
const text = readFileSync(join(projectFolder, "docs/pull-requests.md"), "utf8");

const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`^ *\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\`$`, "gm"))].map(([, block = ""]) => block);
const commands = blocks("sh").flatMap((block) => block.trim().split(/\n\s*/));
const [settings = {}] = blocks("json").map((block) => {
  // A whole object, or the part of one that a reader adds.
  const json = block.trimStart().startsWith("{") ? block : `{${block}}`;
  return JSON.parse(json).context.settings;
});
const workflows = readdirSync(join(projectFolder, ".github/workflows")).map((name) =>
  readFileSync(join(projectFolder, ".github/workflows", name), "utf8"),
);

test("the settings to write into cdktf.json are taken", () => {
  expect(readSettings({}, settings)).toMatchObject({ stateBackend: "s3", pipelineStacks: ["option-4-isolated"] });
});

test("the outputs that become variables are those of the stack", () => {
  const used = commands.flatMap((command) => command.match(/pipeline-access -raw (\w+)/)?.[1] ?? []);
  expect(used.sort()).toEqual(Object.keys(synthesize("pipeline-access", settings).json.output).sort());
});

test("the variables to set are those that the workflows read", () => {
  const set = commands.flatMap((command) => command.match(/^gh variable set (\w+)/)?.[1] ?? []);
  const read = workflows.flatMap((workflow) => [...workflow.matchAll(/\bvars\.(\w+)/g)].map(([, name]) => name));
  expect(set.sort()).toEqual([...new Set(read)].sort());
});

test("the workflows that it runs are there, with these inputs", () => {
  const runs = commands.flatMap((command) => [...command.matchAll(/^gh workflow run (\S+)/g)].map(([, name]) => name));
  expect(runs.filter((name) => !readdirSync(join(projectFolder, ".github/workflows")).includes(`${name}`))).toEqual([]);
});

test("the status to require is a job's name", () => {
  const [, status] = text.match(/\bstatus\W+`(\w+)`/) ?? [];
  expect(workflows.some((workflow) => workflow.includes(`\n  ${status}:\n`))).toBe(true);
});

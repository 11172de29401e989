import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseUploadArguments } from "../../cli/upload/arguments";
import { parseWorkspacesArguments } from "../../cli/workspaces/arguments";
import { readSettings } from "../../modules/settings";
import { synthesize } from "../support/synthesized-stack";

const text = readFileSync(join(__dirname, "../../docs/hcp-terraform.md"), "utf8");
const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(([, block = ""]) => block);
const lines = blocks("sh").flatMap((block) => block.trim().split("\n"));

/** The arguments of each command line of ours. */
const argumentsOf = (command: string): readonly string[][] =>
  lines
    .filter((line) => line.includes(`mqesm -- ${command} `))
    .map((line) => line.slice(line.indexOf(`-- ${command} `) + command.length + 4).split(" "))
    .map((words) => words.map((word) => (word === '"$url"' ? "https://run-task.example.com/" : word)));

test("the settings to write into cdktf.json are taken", () => {
  const [settings = {}] = blocks("json").map((block) => JSON.parse(`{${block}}`).context.settings);
  expect(readSettings({}, settings)).toMatchObject({ stateBackend: "cloud", hcpOidcProvider: "new" });
});

test("the commands for workspaces are taken as they are written", () => {
  const all = argumentsOf("workspaces");
  expect(all).toHaveLength(3);
  for (const argv of all) expect(() => parseWorkspacesArguments(argv)).not.toThrow();
});

test("the commands for uploads are taken as they are written", () => {
  const all = argumentsOf("upload").map((argv) => (argv.includes("#") ? argv.slice(0, argv.indexOf("#")) : argv));
  expect(all.length).toBeGreaterThan(2);
  for (const argv of all) expect(() => parseUploadArguments(argv.filter((word) => word !== ""))).not.toThrow();
});

test("the outputs that commands use are those of the stacks", () => {
  const used = lines.flatMap((line) =>
    [...line.matchAll(/outputs -- run-task -raw (\w+)/g)].map(([, name = ""]) => name),
  );
  const outputs = Object.keys(synthesize("run-task", { runTask: true }).json.output);
  expect([...new Set(used)].filter((name) => !outputs.includes(name))).toEqual([]);
  expect(used.length).toBeGreaterThan(0);
});

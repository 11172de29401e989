import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { concerned } from "../../../github/stacks/concerned";
import { optionIds } from "../../support/expected-network";
import { eachWithGitHub, WorkflowJob } from "../workflow-job";

const emulator = eachWithGitHub();
const [first, second] = optionIds;

describe("stacks that may differ", () => {
  test.each([
    ["nothing", [], []],
    [
      "documents, tests and commands",
      ["README.md", "docs/check.md", "__tests__/a.test.ts", "cli/run.ts", ".github/workflows/ci.yml"],
      [],
    ],
    ["the file of one", [`stacks/${second}.ts`], [second]],
    ["the files of two, and a document", [`stacks/${second}.ts`, `stacks/${first}.ts`, "README.md"], [first, second]],
    ["the file of one, and what all share", [`stacks/${second}.ts`, "modules/names.ts"], optionIds],
    ["a function's code", ["lambda-src/listener/process-message.ts"], optionIds],
    ["settings", ["cdktf.json"], optionIds],
    ["versions of libraries", ["package-lock.json"], optionIds],
    ["the lock of the providers", [".terraform.lock.hcl"], optionIds],
    ["a file of a stack that is not there any more", ["stacks/option-9-moon.ts"], optionIds],
    ["something that nobody has thought of", ["new-thing.bin"], optionIds],
  ])("%s", (_, changed, expected) => {
    expect(concerned(optionIds, changed)).toEqual(expected);
  });

  test("every file that the app and its functions are made of counts, but for the check, which changes no byte of them", () => {
    const project = join(__dirname, "../../..");
    const { metafile } = buildSync({
      absWorkingDir: project,
      entryPoints: ["main.ts", "lambda-src/listener/index.ts", "lambda-src/topology/index.ts"],
      bundle: true,
      packages: "external",
      platform: "node",
      write: false,
      outdir: "out",
      metafile: true,
    });
    const files = Object.keys(metafile.inputs).filter((path) => !path.startsWith("connectivity/"));
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((path) => concerned(optionIds, [path]).length === 0)).toEqual([]);
  });
});

describe("the command", () => {
  function repository(settings: object, ...commits: Record<string, string>[]): WorkflowJob {
    const job = new WorkflowJob(emulator(), {}, { "cdktf.json": JSON.stringify({ context: { settings } }) });
    const git = (...args: string[]) => execFileSync("git", args, { cwd: job.cwd, stdio: "pipe" });
    git("init", "-q");
    for (const files of [{}, ...commits]) {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(job.cwd, name)), { recursive: true });
        writeFileSync(join(job.cwd, name), content);
      }
      git("add", "--all");
      git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "c");
    }
    return job;
  }

  test("all options, where nothing else is said", async () => {
    const job = repository({});
    expect(await job.run("stacks")).toBe(0);
    expect(job.read("output")).toBe(`stacks=${JSON.stringify(optionIds)}\n`);
  });

  test("those of the settings that a commit changes", async () => {
    const settings = { pipelineStacks: [second] };
    const shared = repository(settings, { "modules/names.ts": "", [`stacks/${first}.ts`]: "" });
    await shared.run("stacks", "--changed-since=HEAD^1");
    expect(shared.read("output")).toBe(`stacks=["${second}"]\n`);
    const other = repository(settings, { [`stacks/${first}.ts`]: "" });
    await other.run("stacks", "--changed-since=HEAD^1");
    expect(other.read("output")).toBe("stacks=[]\n");
  });

  test("names of files are taken as they are, with whatever is in them", async () => {
    const job = repository({}, { "docs/ä $(x)'.md": "" });
    await job.run("stacks", "--changed-since=HEAD^1");
    expect(job.read("output")).toBe("stacks=[]\n");
  });

  test("a stack that is none", async () => {
    const job = repository({ pipelineStacks: [second, "option-9-moon", "state-bucket"] });
    expect(await job.run("stacks")).toBe(1);
    expect(job.said).toEqual([
      `::error::pipelineStacks names option-9-moon, state-bucket: expected some of ${optionIds.join(", ")}.`,
    ]);
  });

  test("settings that are wrong", async () => {
    const job = repository({ regoin: "eu-west-1" });
    expect(await job.run("stacks")).toBe(1);
    expect(job.said[0]).toBe("::error::The settings are not usable:");
  });

  test("a checkout that is too shallow", async () => {
    const job = repository({});
    expect(await job.run("stacks", "--changed-since=HEAD^1")).toBe(1);
    expect(job.said).toEqual(["::error::git knows no commit HEAD^1 to compare with: check out with fetch-depth: 2."]);
  });

  test("a variable that GitHub sets is missing", async () => {
    const job = repository({});
    job.env.GITHUB_OUTPUT = "";
    expect(await job.run("stacks")).toBe(1);
    expect(job.said).toEqual(["::error::GITHUB_OUTPUT is not set: GitHub sets it in a job, or the workflow in env."]);
  });
});

test("a command that there is not is a fault of the workflow", async () => {
  await expect(new WorkflowJob(emulator()).run("stakcs")).rejects.toThrow(
    'A workflow runs "stakcs", which is no command.',
  );
});

import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { optionIds } from "./support/expected-network";
import { ProjectCopy } from "./support/project-copy";
import { filesBelow, nodeAlone, runApp } from "./support/run-app";

const run = promisify(execFile);
const stacks = [...optionIds, "state-bucket"];

describe("synthesizing on a machine with Node and nothing else", () => {
  const here = new ProjectCopy();
  const there = new ProjectCopy();
  afterAll(() => {
    here.remove();
    there.remove();
  });

  test("the app writes six stacks, the same to the byte in another folder and time zone and on another day", async () => {
    const anotherDay = join(__dirname, "support/another-day.cjs");
    await runApp(here, { TZ: "Pacific/Kiritimati" });
    await runApp(there, { TZ: "America/St_Johns" }, "--require", anotherDay);
    const written = filesBelow(here.path("cdktf.out"));
    const zips = Object.keys(written).filter((path) => path.endsWith(".zip"));

    expect(Object.keys(written).filter((path) => path.endsWith("cdk.tf.json"))).toEqual(
      stacks.map((id) => `stacks/${id}/cdk.tf.json`),
    );
    // Three functions for a public broker, four for each of the others.
    expect(zips).toHaveLength(3 + 4 * 4);
    expect(filesBelow(there.path("cdktf.out"))).toEqual(written);
  }, 60_000);

  test("nothing of this machine is in it", () => {
    for (const [path, content] of Object.entries(filesBelow(here.path("cdktf.out")))) {
      expect([path, content.includes(here.folder), content.includes(process.cwd())]).toEqual([path, false, false]);
    }
  });

  test("`npm run synth` writes the same, and ends by saying where everything is and what comes next", async () => {
    const project = new ProjectCopy();
    try {
      mkdirSync(project.path("cdktf.out", "stacks", "option-of-former-times"), { recursive: true });
      const { stdout, stderr } = await npm(project, ["run", "synth"], {});
      expect(stderr).toBe("");
      expect(filesBelow(project.path("cdktf.out", "stacks"))).toEqual(filesBelow(here.path("cdktf.out", "stacks")));
      for (const id of stacks) {
        expect(stdout).toContain(`cdktf.out/stacks/${id}\n`);
        expect(stdout).toContain(`npm run deploy -- ${id}\n`);
      }
      // Neither colours nor a spinner's frames, neither what is wrong with other machines' servers nor with cdktf.
      expect(stdout).not.toMatch(/\p{Cc}(?<!\n)|ERROR|Synthesizing|does not start/u);
    } finally {
      project.remove();
    }
  }, 120_000);

  test("where the cdktf command cannot start, `npm run synth` writes the same, and says so in one line", async () => {
    const project = new ProjectCopy();
    try {
      const environment = { NODE_OPTIONS: `--require ${join(__dirname, "support/without-terminal-build.cjs")}` };
      const cdktf = npm(project, ["exec", "cdktf", "--", "synth"], environment);
      await expect(cdktf).rejects.toThrow("no build for this machine");

      const { stdout, stderr } = await npm(project, ["run", "synth"], environment);
      expect(stderr).toBe("");
      expect(stdout.split("\n").filter((line) => line.includes("cdktf command"))).toEqual([
        `The cdktf command does not start here: its terminal package has no build for Node ${process.versions.node} on ${process.platform}-${process.arch}. ` +
          "This was synthesized without it, to the same bytes, and npm run deploy does without it too.",
      ]);
      expect(filesBelow(project.path("cdktf.out"))).toEqual(filesBelow(here.path("cdktf.out")));
    } finally {
      project.remove();
    }
  }, 120_000);

  test("`cdktf synth` writes the same", async () => {
    const project = new ProjectCopy();
    try {
      await npm(project, ["exec", "cdktf", "--", "synth"], { CHECKPOINT_DISABLE: "1" });
      expect(filesBelow(project.path("cdktf.out"))).toEqual(filesBelow(here.path("cdktf.out")));
    } finally {
      project.remove();
    }
  }, 120_000);

  test("what the app warns of is told", async () => {
    const project = new ProjectCopy();
    try {
      const { stderr } = await npm(project, ["run", "synth"], { MQESM_SKIP_CONNECTIVITY_CHECK: "true" });
      expect(stderr).toBe(
        `Warning: skipConnectivityCheck is set: nothing proves that the event source mapping can reach what it needs. (${optionIds.join(", ")})\n`,
      );
    } finally {
      project.remove();
    }
  }, 120_000);

  test("`npm run synth` with bad settings ends with exit code 1 and what to correct, and synthesizes nothing", async () => {
    const project = new ProjectCopy();
    try {
      const failed = await npm(project, ["run", "synth"], { MQESM_REGION: "Frankfurt" }).catch((error) => error);
      expect(failed.code).toBe(1);
      expect(`${failed.stdout}${failed.stderr}`).toContain(
        'region (MQESM_REGION) is "Frankfurt": it must be an AWS Region such as `eu-west-1`.',
      );
      expect(`${failed.stdout}${failed.stderr}`).not.toMatch(/^\s+at .*:\d+:\d+/m);
      expect(Object.keys(filesBelow(project.path("cdktf.out")))).toEqual([]);
    } finally {
      project.remove();
    }
  }, 120_000);
});

/** Runs npm in a copy of the project; besides Node only the shell that npm itself wants is there. */
function npm(project: ProjectCopy, args: readonly string[], environment: Record<string, string>) {
  return run(process.execPath, [npmProgram(), ...args], {
    cwd: project.folder,
    env: {
      PATH: nodeAlone(project),
      npm_config_script_shell: "/bin/sh",
      npm_config_update_notifier: "false",
      HOME: project.folder,
      ...environment,
    },
  });
}

/** npm as it runs this, or as it came with Node. */
function npmProgram(): string {
  const beside = { paths: [join(process.execPath, "..", "..", "lib")] };
  return process.env.npm_execpath ?? join(require.resolve("npm/package.json", beside), "..", "bin", "npm-cli.js");
}

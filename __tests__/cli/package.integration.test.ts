import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { KEY } from "../support/hcp/run-task-payload";
import { RunTaskStandIn } from "../support/hcp/run-tasks";
import { folderWith } from "./folders";

const ROOT = resolve(__dirname, "../..");
const CASES = join(ROOT, "__tests__/connectivity/cases");

/** What a check loads is far from this bound, which catches a dependency that slips in. */
const CHECK_LIMIT = 1_000_000;
const CHECK_PARTS = ["mqesm.js", "check.js", "index.js", "mistake.js"];
/** Most of the rest is what asks AWS, which nothing but mqesm verify loads. */
const TARBALL_LIMIT = 1_500_000;
const INSTALLED_LIMIT = 6_000_000;

function npm(cwd: string, ...args: string[]): string {
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function weigh(path: string): number {
  const stat = statSync(path);
  return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + weigh(join(path, name)), 0) : stat.size;
}

describe("the package, installed in an empty folder", () => {
  let folder: string;
  let tarball: string;
  let installed: string;

  beforeAll(() => {
    const packed = folderWith();
    const [{ filename }] = JSON.parse(
      npm(ROOT, "run", "--silent", "package", "--", "--json", "--silent", "--pack-destination", packed),
    );
    tarball = join(packed, filename);
    folder = folderWith({ "package.json": JSON.stringify({ name: "consumer", private: true }) });
    npm(folder, "install", "--offline", "--no-audit", "--no-fund", tarball);
    installed = join(folder, "node_modules/mqesm");
  }, 180_000);

  const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const mqesm = (...args: string[]) => node(join(folder, "node_modules/.bin/mqesm"), ...args);

  test("weighs little and brings nothing along", () => {
    expect(statSync(tarball).size).toBeLessThan(TARBALL_LIMIT);
    expect(weigh(installed)).toBeLessThan(INSTALLED_LIMIT);
    const check = CHECK_PARTS.map((part) => weigh(join(installed, "lib", part)));
    expect(check.reduce((sum, size) => sum + size)).toBeLessThan(CHECK_LIMIT);
    expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["mqesm"]);
  });

  test("holds what it should and nothing else", () => {
    expect(readdirSync(installed).sort()).toEqual(["LICENSE", "README.md", "docs", "lib", "package.json"]);
    expect(readdirSync(join(installed, "lib")).sort()).toEqual([
      "THIRD-PARTY-LICENSES.txt",
      "check.js",
      "index.js",
      "mistake.js",
      "mqesm.js",
      "plan-digest.js",
      "rehearse.js",
      "review.js",
      "run-task-judge.js",
      "run-task.js",
      "types",
      "upload.js",
      "verify.js",
      "workspaces.js",
    ]);
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.scripts).toBeUndefined();
  });

  test("the licences of what is bundled go with it", () => {
    const text = readFileSync(join(installed, "lib/THIRD-PARTY-LICENSES.txt"), "utf8");
    for (const name of ["ipaddr.js", "picocolors"]) {
      const licence = readFileSync(join(ROOT, "node_modules", name, "LICENSE"), "utf8").trim();
      expect(text).toContain(`${name} `);
      expect(text).toContain(licence);
    }
    const bundled = [...text.matchAll(/^(\S+) \d+\.\d+\.\d+ \(.+\)$/gm)].map(([, name]) => name);
    const others = bundled.filter((name = "") => !/^@(aws|aws-sdk|smithy)\//.test(name));
    expect(others.sort()).toEqual([
      "b4a",
      "bowser",
      "events-universal",
      "fast-fifo",
      "fflate",
      "ipaddr.js",
      "picocolors",
      "streamx",
      "tar-stream",
      "text-decoder",
      "tslib",
      "zod",
    ]);
  });

  test.each([
    ["nat-private-subnet", 0, "works"],
    ["nat-in-private-subnet", 1, "fails"],
  ])("the command judges the plan of %s", (name, code, verdict) => {
    const { status, stdout, stderr } = mqesm("check", join(CASES, name, "plan.json"), "--json");
    expect(stderr).toBe("");
    expect(status).toBe(code);
    expect(JSON.parse(stdout).mappings).toMatchObject([{ verdict }]);
  });

  test.each([
    [
      ["chekc"],
      '"chekc" is not a command: expected one of check, plan-digest, verify, review, workspaces, upload, rehearse, run-task. See mqesm --help.',
    ],
    [["check", "gone.json"], "gone.json: there is no such file or folder."],
    [["check", "package.json"], expect.stringMatching(/^package\.json: .*; expected .*/)],
  ])("what the user can put right is said in one line: %j", (args, message) => {
    const { status, stdout, stderr } = mqesm(...args);
    expect(stdout).toBe("");
    expect(stderr.replace(/^mqesm: /, "").trimEnd()).toEqual(message);
    expect(status).toBe(2);
  });

  test("the command says its version, and reads what is piped in", () => {
    expect(mqesm("--version").stdout).toBe(
      `${JSON.parse(readFileSync(join(ROOT, "cli/package/package.json"), "utf8")).version}\n`,
    );
    const { status, stdout } = spawnSync(join(folder, "node_modules/.bin/mqesm"), ["check"], {
      cwd: folder,
      input: readFileSync(join(CASES, "nat-private-subnet/plan.json")),
      encoding: "utf8",
    });
    expect(stdout).toMatch(/^WORKS {2}aws_lambda_event_source_mapping\.orders\n/);
    expect(status).toBe(0);
  });

  test("a report that cannot be written is no verdict", () => {
    const full = openSync("/dev/full", "w");
    const args = [join(installed, "lib/mqesm.js"), "check", join(CASES, "nat-private-subnet/plan.json")];
    const { status, stderr } = spawnSync(process.execPath, args, { stdio: ["ignore", full, "pipe"], encoding: "utf8" });
    expect(stderr).toBe("mqesm: what this command prints cannot be written: ENOSPC: no space left on device, write.\n");
    expect(status).toBe(2);
  });

  describe("the run task", () => {
    const hcp = new RunTaskStandIn();
    beforeAll(() => hcp.start());
    afterAll(() => hcp.stop());

    /** A service as it is installed, and where it is asked. */
    async function started() {
      const args = ["run-task", "--port", "0", "--hostname", hcp.hostname];
      const service = spawn(process.execPath, [join(installed, "lib/mqesm.js"), ...args], {
        env: { ...process.env, MQESM_RUN_TASK_KEY: KEY },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line] = await once(createInterface({ input: service.stdout }), "line");
      return { service, url: `http://127.0.0.1:${JSON.parse(line).port}/run-task` };
    }

    async function ended(service: ChildProcess, signal: "SIGTERM" | "SIGKILL") {
      service.kill(signal);
      const [code] = await once(service, "exit");
      return code;
    }

    test("listens, judges in a process of its own, and stops; killed in the middle it has told nothing, and the next one is asked again", async () => {
      const plan = readFileSync(join(CASES, "nat-in-private-subnet/plan.json"));
      const result = hcp.result({ plan, planTroubles: ["silent"] });
      const first = await started();
      await hcp.ask(first.url, result);
      while (result.downloads === 0) await sleep(10);
      await ended(first.service, "SIGKILL");
      expect([result.finals, result.status]).toEqual([0, "running"]);

      const second = await started();
      await hcp.ask(second.url, result);
      await result.ended;
      expect(await ended(second.service, "SIGTERM")).toBe(0);
      expect([result.finals, result.status, result.message.slice(0, 7)]).toEqual([1, "failed", "FAILS: "]);
      expect(hcp.complaints).toEqual([]);
    }, 30_000);
  });

  describe("its README", () => {
    const text = readFileSync(join(ROOT, "cli/package/README.md"), "utf8");
    const blocksOf = (language: string) =>
      [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, code]) => code ?? "");

    test("is the package's own", () => {
      expect(readFileSync(join(installed, "README.md"), "utf8")).toBe(text);
    });

    test("has commands that work as written, with the file where npm runs and a plan where Terraform is not", () => {
      const here = folderWith({
        "package.json": JSON.stringify({ name: "consumer", private: true }),
        "plan.json": readFileSync(join(CASES, "nat-private-subnet/plan.json"), "utf8"),
        "network.json": JSON.stringify({ format_version: "1.0", terraform_version: "1.11.4" }),
      });
      copyFileSync(tarball, join(here, basename(tarball)));
      const prefix = join(here, "global");
      const environment = {
        ...process.env,
        npm_config_prefix: prefix,
        npm_config_offline: "true",
        PATH: `${join(prefix, "bin")}:${process.env.PATH}`,
      };
      const commands = blocksOf("sh").flatMap((block) => block.trim().split("\n"));
      // Saved plans and Terraform itself have tests of their own.
      expect(commands.filter((command) => /^terraform |\.tfplan$/.test(command))).toEqual([
        "terraform plan -out=plan.tfplan",
        "mqesm check plan.tfplan",
      ]);
      const runnable = commands.filter((command) => !/^terraform |\.tfplan$/.test(command));
      expect(runnable).toHaveLength(8);
      for (const command of runnable) {
        const { status, stderr } = spawnSync(command, { shell: true, cwd: here, env: environment, encoding: "utf8" });
        expect([command, status, stderr]).toEqual([command, 0, ""]);
      }
      expect(Object.keys(JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8")).packages)).toContain(
        "node_modules/mqesm",
      );
    }, 120_000);

    test("has a program that runs as written", () => {
      const [program = ""] = blocksOf("js");
      writeFileSync(join(folder, "readme.cjs"), program);
      copyFileSync(join(CASES, "nat-private-subnet/plan.json"), join(folder, "plan.json"));
      const { stdout, stderr } = node("readme.cjs");
      expect(stderr).toBe("");
      expect(stdout).toBe("aws_lambda_event_source_mapping.orders works\n");
    });

    test("names the version that it comes with", () => {
      expect([...text.matchAll(/mqesm-(\d\S*?)\.tgz/g)].map(([file]) => file)).toEqual([
        basename(tarball),
        basename(tarball),
      ]);
    });
  });

  test("in a clone, npx finds the clone's own command and asks no registry", () => {
    const { stdout, status } = spawnSync("npx", ["--offline", "mqesm", "--version"], { cwd: ROOT, encoding: "utf8" });
    expect(stdout).toBe(mqesm("--version").stdout);
    expect(status).toBe(0);
  });

  test("no document tells a reader to fetch mqesm by its name", () => {
    const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "cli/package/README.md"].concat(
      readdirSync(join(ROOT, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
    );
    for (const path of documents) {
      const text = readFileSync(join(ROOT, path), "utf8");
      expect([path, text.match(/\bnpx (?:-\S+ )*mqesm\b|npm (?:i|install|exec|add) (?:-\S+ )*mqesm(?![-\w])/)]).toEqual(
        [path, null],
      );
    }
  });

  const plan = JSON.stringify(join(CASES, "nat-private-subnet/plan.json"));
  const use = `
    const report = check([{ name: "plan.json", json: JSON.parse(readFileSync(${plan}, "utf8")) }]);
    let refused = null;
    try { check([{ name: "list.json", json: [] }]); } catch (error) { refused = error instanceof UnusableInputError; }
    console.log(report.mappings[0].verdict, refused);
  `;

  test.each([
    ["import", "use.mjs", `import { readFileSync } from "node:fs"; import { check, UnusableInputError } from "mqesm";`],
    [
      "require",
      "use.cjs",
      `const { readFileSync } = require("node:fs"); const { check, UnusableInputError } = require("mqesm");`,
    ],
  ])("the library answers to %s", (_, file, head) => {
    writeFileSync(join(folder, file), head + use);
    const { stdout, stderr } = node(file);
    expect(stderr).toBe("");
    expect(stdout).toBe("works true\n");
  });

  test("the schema is in the package", () => {
    const { stdout } = node("-p", "require('mqesm/report.schema.json').title");
    expect(stdout).toBe("What mqesm check --json prints\n");
  });

  test.each([
    ["CommonJS, as Node resolves it", "commonjs", "nodenext", "nodenext"],
    ["ES modules, as Node resolves them", "module", "nodenext", "nodenext"],
    ["a bundler", "module", "esnext", "bundler"],
  ])("the types serve %s", (_, type, module, moduleResolution) => {
    const consumer = join(folder, `types-${type}-${moduleResolution}`);
    mkdirSync(consumer);
    writeFileSync(join(consumer, "package.json"), JSON.stringify({ type }));
    writeFileSync(
      join(consumer, "use.ts"),
      `import { check, UnusableInputError, type Hop, type Report } from "mqesm";
       const report: Report = check([{ name: "plan.json", json: {} }], { assume: ["a:b"] });
       export const blocked: readonly Hop[] = report.mappings.flatMap(({ hops }) => hops.filter(({ verdict }) => verdict === "blocked"));
       export const error: Error = new UnusableInputError([]);
       // @ts-expect-error: a verdict is one of three
       export const never = report.mappings.filter(({ verdict }) => verdict === "maybe");
      `,
    );
    const compilerOptions = { module, moduleResolution, strict: true, noEmit: true, target: "es2022", types: [] };
    writeFileSync(join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["use.ts"] }));
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const { stdout, status } = node(tsc, "--project", consumer);
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });
});

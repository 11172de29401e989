import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { bundleOf, type FunctionName } from "../../../modules/functions/bundle";
import { deployedHandler } from "../../support/deployed-handler";
import { ProjectCopy } from "../../support/project-copy";

const run = promisify(execFile);
const names: readonly FunctionName[] = [
  "listener",
  "topology",
  "publisher",
  "interface-waiter",
  "run-task/receiver",
  "run-task/judge",
  "run-task/last-word",
];

describe.each(names)("%s", (name) => {
  const bundle = bundleOf(name);
  const zip = readFileSync(bundle.path);

  test("its hash is that of its bytes, as Lambda's CodeSha256 is", () => {
    expect(bundle.sourceCodeHash).toBe(createHash("sha256").update(zip).digest("base64"));
  });

  test("holds one file, with the handler that Lambda calls", () => {
    const { "index.js": code, ...others } = unzipSync(zip);
    expect(Object.keys(others)).toEqual([]);
    expect(code).toHaveLength(bundle.codeSize);
    expect(typeof deployedHandler(name)).toBe("function");
  });

  test("says nothing of this machine", () => {
    const code = Buffer.from(unzipSync(zip)["index.js"] ?? []).toString();
    expect(code).not.toContain(join(__dirname, "../../.."));
  });

  test("carries the time at which zip files begin, and rights that any reader has", () => {
    // https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12: central directory header
    const header = zip.indexOf(Buffer.from("PK\u0001\u0002"));
    expect(zip.readUInt32LE(header + 12)).toBe(0x00210000); // 1980-01-01 00:00:00
    expect((zip.readUInt32LE(header + 38) >>> 16).toString(8)).toBe("100644");
  });
});

test.each([
  ["listener", 20],
  ["topology", 20],
  // They have nothing of the check: one answers at once, one must not fail as the judge did.
  ["run-task/receiver", 30],
  ["run-task/last-word", 20],
] as const)("%s is smaller than %i KB", (name, kilobytes) => {
  expect(bundleOf(name).codeSize).toBeLessThan(kilobytes * 1000);
});

describe("the same code is the same bytes, other code is not", () => {
  const copy = new ProjectCopy();
  afterAll(() => copy.remove());

  const ours = Object.fromEntries(names.map((name) => [name, bundleOf(name).sourceCodeHash]));

  test("in another folder and time zone, on another day, and with what does not reach the bundle", async () => {
    const listener = copy.path("lambda-src/listener/index.ts");
    appendFileSync(listener, "\n// A comment.\n");
    utimesSync(listener, 1, 1);
    expect(await hashesOf(copy, "Pacific/Kiritimati")).toEqual(ours);
    expect(await hashesOf(copy, "America/St_Johns")).toEqual(ours);
  }, 60_000);

  test("a change of one function changes its hash and no other", async () => {
    appendFileSync(copy.path("lambda-src/listener/index.ts"), '\nexport const changed = "changed";\n');
    const { listener, ...others } = await hashesOf(copy, "UTC");
    const { listener: before, ...othersBefore } = ours;
    expect(listener).not.toBe(before);
    expect(others).toEqual(othersBefore);
  }, 60_000);
});

/** The hashes that a process of its own comes to, on another day. */
async function hashesOf(copy: ProjectCopy, timeZone: string): Promise<Record<string, string>> {
  const program = `
    const { bundleOf } = require("./modules/functions/bundle");
    const names = ${JSON.stringify(names)};
    console.log(JSON.stringify(Object.fromEntries(names.map((name) => [name, bundleOf(name).sourceCodeHash]))));
  `;
  const anotherDay = join(__dirname, "../../support/another-day.cjs");
  const { stdout } = await run(process.execPath, ["--require", anotherDay, "--require", "tsx/cjs", "-e", program], {
    cwd: copy.folder,
    env: { ...process.env, TZ: timeZone },
  });
  return JSON.parse(stdout);
}

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { zipSync } from "fflate";
import { pack, UnusableFolder } from "../../../hcp/archive/index";
import { failureOf } from "../../support/failure-of";
import { unpacked } from "../../support/unpacked";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of files by their paths. */
function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "archive-"));
  made.push(path);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

describe("an archive", () => {
  test("has the folder's files at its root, in the order of their paths", async () => {
    const { bytes, paths, leftOut } = await pack(
      folder({ "cdk.tf.json": "{}", "assets/b/1/x.zip": "b", "assets/a": "a" }),
    );
    expect(paths).toEqual(["assets/a", "assets/b/1/x.zip", "cdk.tf.json"]);
    expect(leftOut).toEqual([]);
    expect(unpacked(bytes)).toEqual({ "cdk.tf.json": "{}", "assets/b/1/x.zip": "b", "assets/a": "a" });
    expect(execFileSync("tar", ["-tz"], { input: bytes }).toString()).toBe("assets/a\nassets/b/1/x.zip\ncdk.tf.json\n");
  });

  test("is the same of the same files, whenever and by whoever they were written", async () => {
    const first = folder({ a: "1", "b/c": "2" });
    const second = folder({ "b/c": "2", a: "1" });
    utimesSync(join(second, "a"), 1, 1);
    chmodSync(join(second, "a"), 0o600);
    expect(Buffer.from((await pack(second)).bytes)).toEqual(Buffer.from((await pack(first)).bytes));
    expect((await pack(second)).digest).toBe((await pack(first)).digest);
    expect((await pack(folder({ a: "1" }))).digest).toBe(
      "36570ead6649251f230c98b967bdafe76351eb1a66e85c1164464bd3ccbbcee0",
    );
  });

  test("is another one of other files", async () => {
    const archives = [{ a: "1" }, { a: "2" }, { b: "1" }, { a: "1", b: "" }].map((files) => pack(folder(files)));
    expect(new Set((await Promise.all(archives)).map(({ digest }) => digest)).size).toBe(4);
  });

  test("keeps what may be executed so, and nothing else of modes", async () => {
    const source = folder({ script: "s", file: "f" });
    chmodSync(join(source, "script"), 0o700);
    chmodSync(join(source, "file"), 0o666);
    const target = folder();
    execFileSync("tar", ["-xzp", "-C", target], { input: (await pack(source)).bytes });
    const modes = ["script", "file"].map((name) => (statSync(join(target, name)).mode & 0o777).toString(8));
    expect(modes).toEqual(["755", "644"]);
  });

  test("unpacked by the system's tar, is what was packed: any names, any bytes", async () => {
    const name = fc.oneof(
      fc.stringMatching(/^[a-z0-9 _-]{1,12}$/),
      fc.constantFrom("ü", "例え", "x".repeat(99), "y".repeat(101), "z".repeat(200), "a=b", "-x", " "),
    );
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
    const content = fc.uint8Array({ maxLength: 1_100 });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(path, content, { maxKeys: 6, noNullPrototype: true }), async (wanted) => {
        const paths = Object.keys(wanted);
        const files = Object.fromEntries(
          Object.entries(wanted).filter(([each]) => !paths.some((other) => other.startsWith(`${each}/`))),
        );
        const { bytes } = await pack(folder(files));
        const expected = Object.fromEntries(
          Object.entries(files).map(([each, value]) => [each, Buffer.from(value).toString("latin1")]),
        );
        expect(unpacked(bytes)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});

describe("what must stay here stays, whatever .terraformignore says", () => {
  const rules = "!**\n!.terraform/\n!*.tfstate\n!plan\n";

  test.each([
    ["terraform.tfstate", "state"],
    ["prod.tfstate", "state"],
    ["terraform.tfstate.backup", "state"],
    ["terraform.tfstate.1764500000.backup", "state"],
    ["terraform.tfstate.d/dev/terraform.tfstate", "state"],
    [".terraform.tfstate.lock.info", "state"],
    ["errored.tfstate", "state"],
    [".terraform/terraform.tfstate", "state"],
    ["deep/down/errored.tfstate", "state"],
    ["plan.tfplan", "a saved plan"],
    ["crash.log", "the log of a crash"],
    ["crash.20260101.log", "the log of a crash"],
  ])("%s by its name", async (path, what) => {
    const { bytes, leftOut } = await pack(
      folder({ ".terraformignore": rules, "cdk.tf.json": "{}", [path]: "planted" }),
    );
    expect(leftOut).toEqual([{ path, what }]);
    expect(Object.keys(unpacked(bytes)).sort()).toEqual([".terraformignore", "cdk.tf.json"]);
  });

  const plan = zipSync({ tfplan: new Uint8Array([1]), "tfstate-prev": new Uint8Array([2]) });
  const planJson = '{"format_version":"1.2","planned_values":{"planted":1}}';
  test.each<[string, string | Uint8Array, string]>([
    ["a saved plan", plan, "a saved plan"],
    ["a bookmark of a plan", '{"remote_plan_format":1,"run_id":"run-1","hostname":"h"}', "a saved plan"],
    ["a plan's JSON", planJson, "a plan or state as JSON"],
    ["a plan's JSON, indented", JSON.stringify(JSON.parse(planJson), null, 2), "a plan or state as JSON"],
    ["a plan's JSON, written by PowerShell", Buffer.from(`\ufeff${planJson}`, "utf16le"), "a plan or state as JSON"],
    ["state", '{\n  "version": 4,\n  "terraform_version": "1.11.4",\n  "serial": 1', "state"],
  ])("%s by its content, under any name", async (_, content, what) => {
    const { bytes, leftOut } = await pack(
      folder({ ".terraformignore": rules, "assets/plan": content, "cdk.tf.json": "{}" }),
    );
    expect(leftOut).toEqual([{ path: "assets/plan", what }]);
    expect(Object.keys(unpacked(bytes)).sort()).toEqual([".terraformignore", "cdk.tf.json"]);
  });

  test("what only looks like it goes along", async () => {
    const files = {
      "archive.zip": zipSync({ "index.mjs": new Uint8Array([1]) }),
      "remote.tfstate.tf": "# the state of others",
      "tfstate.json": '{"version":4}',
      "plan.md": "the plan",
      "log.txt": "",
    };
    expect((await pack(folder(files))).paths).toEqual(Object.keys(files).sort());
  });
});

describe("links", () => {
  test("to what is in the folder stay links", async () => {
    const source = folder({ "a/file": "f" });
    symlinkSync("a/file", join(source, "link"));
    symlinkSync(`a/${"../a/".repeat(30)}file`, join(source, "long"));
    const { bytes } = await pack(source);
    const long = `a/${"../a/".repeat(30)}file`;
    expect(unpacked(bytes)).toEqual({ "a/file": "f", link: "-> a/file", long: `-> ${long}` });
  });

  test.each([
    ["outside", "../elsewhere"],
    ["with an absolute path", "/etc/hostname"],
    ["to nothing", "not-there"],
    ["through another link", "way/hostname"],
  ])("%s are refused, all at once", async (_, target) => {
    const source = folder({ "cdk.tf.json": "{}" });
    symlinkSync("/etc", join(source, "way"));
    symlinkSync(target, join(source, "link"));
    const failure = await failureOf(pack(source));
    expect(failure).toBeInstanceOf(UnusableFolder);
    expect((failure as UnusableFolder).problems).toEqual(
      ["link", "way"].map(
        (path) =>
          `${path} is a link to something that is not in the folder, and would be missing where it is unpacked: put the file there itself, or name the link in .terraformignore.`,
      ),
    );
  });

  test("that the rules name are left out, wherever they lead", async () => {
    const source = folder({ ".terraformignore": "way\n" });
    symlinkSync("/etc", join(source, "way"));
    expect((await pack(source)).paths).toEqual([".terraformignore"]);
  });
});

test("a rule that is none is refused", async () => {
  const failure = await failureOf(pack(folder({ ".terraformignore": "[z-a]" })));
  expect(failure.message).toMatch(/^\.terraformignore: line 1 is "\[z-a\]", which is no pattern\./);
});

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { gzipSync, zipSync } from "fflate";
import { pack, UnreadableArchive, UnusableFolder, unpack } from "../../../hcp/archive/index";
import { tar } from "../../../hcp/archive/tar";
import { failureOf } from "../../support/failure-of";

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

/** The files of a folder by their paths, as the system's own tar unpacks it. */
function unpackedByTar(bytes: Uint8Array): Readonly<Record<string, string>> {
  const target = folder();
  execFileSync("tar", ["-xz", "-C", target], { input: bytes });
  return contentOf(target);
}

function contentOf(target: string): Readonly<Record<string, string>> {
  const entries = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = entry.isSymbolicLink() ? `-> ${readlinkSync(path)}` : readFileSync(path, "latin1");
      return [path.slice(target.length + 1), content];
    }),
  );
}

const LIMIT = 10_000_000;

describe("an archive", () => {
  test("has the folder's files at its root, in the order of their paths", () => {
    const { bytes, paths, leftOut } = pack(folder({ "cdk.tf.json": "{}", "assets/b/1/x.zip": "b", "assets/a": "a" }));
    expect(paths).toEqual(["assets/a", "assets/b/1/x.zip", "cdk.tf.json"]);
    expect(leftOut).toEqual([]);
    expect(unpackedByTar(bytes)).toEqual({ "cdk.tf.json": "{}", "assets/b/1/x.zip": "b", "assets/a": "a" });
    expect(execFileSync("tar", ["-tz"], { input: bytes }).toString()).toBe("assets/a\nassets/b/1/x.zip\ncdk.tf.json\n");
  });

  test("is the same of the same files, whenever and by whoever they were written", () => {
    const first = folder({ a: "1", "b/c": "2" });
    const second = folder({ "b/c": "2", a: "1" });
    utimesSync(join(second, "a"), 1, 1);
    chmodSync(join(second, "a"), 0o600);
    expect(Buffer.from(pack(second).bytes)).toEqual(Buffer.from(pack(first).bytes));
    expect(pack(second).digest).toBe(pack(first).digest);
    expect(pack(folder({ a: "1" })).digest).toBe("b733f23779bcbac018dd86780a3a2bd3edf95130b2c7ca140be4b5baa35363e0");
  });

  test("is another one of other files", () => {
    const digests = [{ a: "1" }, { a: "2" }, { b: "1" }, { a: "1", b: "" }].map((files) => pack(folder(files)).digest);
    expect(new Set(digests).size).toBe(4);
  });

  test("keeps what may be executed so, and nothing else of modes", () => {
    const source = folder({ script: "s", file: "f" });
    chmodSync(join(source, "script"), 0o700);
    chmodSync(join(source, "file"), 0o666);
    const target = folder();
    execFileSync("tar", ["-xzp", "-C", target], { input: pack(source).bytes });
    const modes = ["script", "file"].map((name) => (statSync(join(target, name)).mode & 0o777).toString(8));
    expect(modes).toEqual(["755", "644"]);
  });

  test("read back, and unpacked by the system's tar, is what was packed: any names, any bytes", async () => {
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
        const { bytes } = pack(folder(files));
        const expected = Object.fromEntries(
          Object.entries(files).map(([each, value]) => [each, Buffer.from(value).toString("latin1")]),
        );
        expect(unpackedByTar(bytes)).toEqual(expected);
        const entries = await unpack(bytes, LIMIT);
        const read = entries.map((entry) => [
          entry.path,
          entry.kind === "file" ? Buffer.from(entry.content).toString("latin1") : "",
        ]);
        expect(Object.fromEntries(read)).toEqual(expected);
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
  ])("%s by its name", (path, what) => {
    const { bytes, leftOut } = pack(folder({ ".terraformignore": rules, "cdk.tf.json": "{}", [path]: "planted" }));
    expect(leftOut).toEqual([{ path, what }]);
    expect(Object.keys(unpackedByTar(bytes)).sort()).toEqual([".terraformignore", "cdk.tf.json"]);
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
  ])("%s by its content, under any name", (_, content, what) => {
    const { bytes, leftOut } = pack(folder({ ".terraformignore": rules, "assets/plan": content, "cdk.tf.json": "{}" }));
    expect(leftOut).toEqual([{ path: "assets/plan", what }]);
    expect(Object.keys(unpackedByTar(bytes)).sort()).toEqual([".terraformignore", "cdk.tf.json"]);
  });

  test("what only looks like it goes along", () => {
    const files = {
      "archive.zip": zipSync({ "index.mjs": new Uint8Array([1]) }),
      "remote.tfstate.tf": "# the state of others",
      "tfstate.json": '{"version":4}',
      "plan.md": "the plan",
      "log.txt": "",
    };
    expect(pack(folder(files)).paths).toEqual(Object.keys(files).sort());
  });
});

describe("links", () => {
  test("to what is in the folder stay links", async () => {
    const source = folder({ "a/file": "f" });
    symlinkSync("a/file", join(source, "link"));
    symlinkSync(`a/${"../a/".repeat(30)}file`, join(source, "long"));
    const { bytes } = pack(source);
    const long = `a/${"../a/".repeat(30)}file`;
    expect(unpackedByTar(bytes)).toEqual({ "a/file": "f", link: "-> a/file", long: `-> ${long}` });
    expect(await unpack(bytes, LIMIT)).toContainEqual({ kind: "link", path: "long", target: long });
  });

  test.each([
    ["outside", "../elsewhere"],
    ["with an absolute path", "/etc/hostname"],
    ["to nothing", "not-there"],
    ["through another link", "way/hostname"],
  ])("%s are refused, all at once", (_, target) => {
    const source = folder({ "cdk.tf.json": "{}" });
    symlinkSync("/etc", join(source, "way"));
    symlinkSync(target, join(source, "link"));
    const failure = (() => {
      try {
        return pack(source);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(UnusableFolder);
    expect((failure as UnusableFolder).problems).toEqual(
      ["link", "way"].map(
        (path) =>
          `${path} is a link to something that is not in the folder, and would be missing where it is unpacked: put the file there itself, or name the link in .terraformignore.`,
      ),
    );
  });

  test("that the rules name are left out, wherever they lead", () => {
    const source = folder({ ".terraformignore": "way\n" });
    symlinkSync("/etc", join(source, "way"));
    expect(pack(source).paths).toEqual([".terraformignore"]);
  });
});

test("a rule that is none is refused", () => {
  expect(() => pack(folder({ ".terraformignore": "[z-a]" }))).toThrow(
    '.terraformignore: line 1 is "[z-a]", which is no pattern.',
  );
});

describe("an archive of somebody else's", () => {
  test.each(["gnu", "pax", "ustar", "v7"])("in the format %s is read", async (format) => {
    const long = format === "v7" ? "n" : `${"d".repeat(90)}/${"n".repeat(90)}`;
    const source = folder({ "cdk.tf.json": "{}", [`${long}.tf`]: "long" });
    mkdirSync(join(source, "empty"));
    const bytes = execFileSync("tar", [`--format=${format}`, "-cz", "-C", source, "."]);
    const entries = await unpack(bytes, LIMIT);
    const paths = entries.map(({ path }) => path).sort();
    expect(paths).toEqual(["cdk.tf.json", `${long}.tf`].sort());
  });

  const packed = (path: string) =>
    gzipSync(tar([{ kind: "file", path, content: new Uint8Array([1]), executable: false }]));

  test.each(["../x", "/etc/passwd", "a/../../x", "a\\..\\x"])(
    "with a name that leads out is refused: %s",
    async (path) => {
      const failure = await failureOf(unpack(packed(path), LIMIT));
      expect(failure).toBeInstanceOf(UnreadableArchive);
      expect(failure.message).toBe("it holds a name that leads out of it");
    },
  );

  test("that unpacks to more than is allowed is refused before it is unpacked", async () => {
    const bomb = gzipSync(new Uint8Array(2_000_000));
    expect((await failureOf(unpack(bomb, 1_000_000))).message).toBe("it holds more than 1 MB");
  });

  test("that is damaged is refused, wherever it is damaged", async () => {
    const whole = tar([{ kind: "file", path: "ü".repeat(80), content: new Uint8Array(700), executable: false }]);
    const places = Array.from({ length: whole.length / 512 - 2 }, (_, block) => block * 512);
    for (const place of places)
      expect((await failureOf(unpack(gzipSync(whole.subarray(0, place)), LIMIT))).message).toBe("it is cut off");
    const damaged = Uint8Array.from(whole);
    damaged[0] = 0x7f;
    expect((await failureOf(unpack(gzipSync(damaged), LIMIT))).message).toBe("it is damaged, or no tar archive");
    expect((await failureOf(unpack(whole, LIMIT))).message).toBe("it is damaged, or not compressed by gzip");
  });
});

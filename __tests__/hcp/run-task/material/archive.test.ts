import { gunzipSync, gzipSync } from "node:zlib";
import { ArchiveError, readArchive } from "../../../../hcp/run-task/material/archive";
import { failureOf } from "../../../support/failure-of";
import { archiveOf } from "../../../support/hcp/archive";

const refusal = async (archive: Uint8Array, workingDirectory = "") => {
  const error = await failureOf(readArchive(archive, workingDirectory));
  expect(error).toBeInstanceOf(ArchiveError);
  return error.message;
};

test("a folder's configuration is what Terraform would read there, its modules and texts beside it", async () => {
  const archive = await archiveOf({
    "infra/main.tf": 'module "network" { source = "../modules/network" }',
    "infra/notes.md": "not Terraform's",
    "infra/policy.json": "{}",
    "infra/.terraform/modules/modules.json": JSON.stringify({
      Modules: [
        { Key: "", Dir: "." },
        { Key: "network", Dir: "../modules/network" },
        { Key: "registry", Dir: ".terraform/modules/registry" },
      ],
    }),
    "infra/.terraform/modules/registry/a.tf": "# registry",
    "modules/network/b.tf": "# network",
  });
  const { source, synthesized } = await readArchive(archive, "infra");
  expect(synthesized).toBeNull();
  expect(source?.root).toBe("infra");
  expect([...(source?.installed ?? [])]).toEqual([
    ["network", "modules/network"],
    ["registry", "infra/.terraform/modules/registry"],
  ]);
  expect(source?.files("infra")?.map(({ name }) => name)).toEqual(["main.tf"]);
  expect(source?.files("modules/network")).toEqual([{ name: "b.tf", text: "# network" }]);
  expect(source?.files("elsewhere")).toBeUndefined();
  expect(source?.read?.("policy.json")).toBe("{}");
  expect(source?.read?.("../../etc/passwd")).toBeUndefined();
});

test.each(["", ".", "./"])("the root is the working directory %p, however paths are written", async (directory) => {
  const archive = await archiveOf({ "./cdk.tf.json": "{}", "./assets/a/archive.zip": Buffer.alloc(2_000_000) });
  const { source, synthesized } = await readArchive(archive, directory);
  expect(synthesized?.toString()).toBe("{}");
  expect(source?.files(".")).toEqual([{ name: "cdk.tf.json", text: "{}" }]);
});

test("an archive without configuration where Terraform runs holds nothing to judge", async () => {
  const archive = await archiveOf({ "infra/main.tf": "" });
  expect(await readArchive(archive, "")).toEqual({ synthesized: null, source: null });
});

const LEADS_OUT = "a path in it, or the workspace's working directory, leads out of it.";

test.each(["../main.tf", "/etc/main.tf", "a/../../main.tf"])("a file at %s is refused", async (name) => {
  expect(await refusal(await archiveOf({ "main.tf": "", [name]: "" }))).toBe(LEADS_OUT);
});

test.each(["..", "../x", "/", "/infra"])("the working directory %s is refused", async (directory) => {
  expect(await refusal(await archiveOf({ "main.tf": "" }), directory)).toBe(LEADS_OUT);
});

test.each(["symlink", "link"] as const)(
  "a configuration that is a %s is refused, any other is passed over",
  async (type) => {
    const linked = (name: string) =>
      archiveOf({ "main.tf": "" }, [{ header: { name, type, linkname: "/etc/passwd" } }]);
    expect(await refusal(await linked("b.tf"))).toBe("a file of its configuration is a link, which is not followed.");
    const { source } = await readArchive(await linked("module"), "");
    expect(source?.read?.("module")).toBeUndefined();
  },
);

test("a file that is there twice is refused: which of them Terraform reads is not known", async () => {
  const twice = await archiveOf({ "main.tf": "" }, [{ header: { name: "./main.tf" }, content: "resource" }]);
  expect(await refusal(twice)).toBe("it holds a file twice.");
});

describe("what is damaged or too large", () => {
  const DAMAGED = "it is no archive that gzip has compressed, or it is cut off.";

  test("is refused", async () => {
    const whole = await archiveOf({ "main.tf": "x".repeat(5_000) });
    expect(await refusal(Buffer.alloc(0))).toBe(DAMAGED);
    expect(await refusal(Buffer.from("PK"))).toBe(DAMAGED);
    expect(await refusal(whole.subarray(0, whole.length - 10))).toBe(DAMAGED);
    expect(await refusal(gzipSync("not a tar ".repeat(100)))).toBe(
      "what gzip has compressed in it is no tar, or it is cut off.",
    );
  });

  test("a tar that ends in the middle of a file is refused", async () => {
    const tar = gunzipSync(await archiveOf({ "main.tf": "x".repeat(5_000) }));
    expect(await refusal(gzipSync(tar.subarray(0, 2_000)))).toBe(
      "what gzip has compressed in it is no tar, or it is cut off.",
    );
  });

  test("half a megabyte that unpacks to half a gigabyte is not unpacked to its end, and takes no memory", async () => {
    const folder = gunzipSync(await archiveOf({ "zeros.bin": "" })).subarray(0, 512);
    const header = Buffer.from(folder);
    header.write("07640000000", 124, "latin1");
    header.write("        ", 148, "latin1");
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    const bomb = gzipSync(Buffer.concat([header, Buffer.alloc(513_000_000)]), { level: 1 });
    const before = process.memoryUsage.rss();
    expect(await refusal(bomb)).toBe("unpacked it is larger than 512 MB.");
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
  });

  test("a file of configuration larger than any is refused, another one passed over", async () => {
    const large = "#".repeat(20_000_001);
    expect(await refusal(await archiveOf({ "main.tf": large }))).toBe(
      "its configuration is larger than 20 MB in one file, or 100 MB in all.",
    );
    const { source } = await readArchive(await archiveOf({ "main.tf": "", "notes.txt": large }), "");
    expect(source?.read?.("notes.txt")).toBeUndefined();
  });

  test.each([
    [50_000, null],
    [50_001, "it holds more than 50000 files."],
  ])("of %i entries: %p", async (entries, why) => {
    const folder = gunzipSync(await archiveOf({}, [{ header: { name: "folder", type: "directory" } }])).subarray(
      0,
      512,
    );
    const tar = Buffer.concat([...Array.from({ length: entries }, () => folder), Buffer.alloc(1_024)]);
    if (why === null) expect(await readArchive(gzipSync(tar), "")).toEqual({ synthesized: null, source: null });
    else expect(await refusal(gzipSync(tar))).toBe(why);
  });
});

import { strToU8, type Zippable, zipSync } from "fflate";
import { savedConfiguration } from "../../../cli/terraform/saved-plan";

const plan = (files: Readonly<Record<string, string>>) =>
  zipSync(
    Object.fromEntries(
      Object.entries({ tfplan: "", ...files }).map(([name, text]) => [name, strToU8(text)]),
    ) as Zippable,
  );

test("the files of every module are those in its folder", () => {
  const source = savedConfiguration(
    "plan.tfplan",
    plan({
      "tfconfig/m-/main.tf": "# root",
      "tfconfig/m-network.subnets/main.tf": "# subnets",
      "tfconfig/modules.json": '[{"Key":"","Dir":"."},{"Key":"network.subnets","Source":"./subnets","Dir":"subnets"}]',
    }),
  );
  expect(source?.files(source.root)).toEqual([{ name: "main.tf", text: "# root" }]);
  const folder = source?.installed.get("network.subnets") ?? "";
  expect(source?.files(folder)).toEqual([{ name: "main.tf", text: "# subnets" }]);
  expect(source?.files("elsewhere")).toBeUndefined();
});

test("entries that point elsewhere are left out, and nothing of them is unpacked", () => {
  const source = savedConfiguration(
    "plan.tfplan",
    plan({
      "tfconfig/m-/../../../etc/passwd": "x",
      "../tfconfig/m-/main.tf": "x",
      "/tfconfig/m-/main.tf": "x",
      tfstate: "x",
      "tfconfig/m-/main.tf": "",
    }),
  );
  expect(source?.files("m-")).toEqual([{ name: "main.tf", text: "" }]);
});

test("more than any configuration has is refused before it is unpacked", () => {
  const bomb = zipSync({ "tfconfig/m-/main.tf": new Uint8Array(30_000_000) }, { level: 9 });
  expect(bomb.length).toBeLessThan(100_000);
  const refused =
    "plan.tfplan holds more configuration than can be read: at most 50000 files of 20 MB each, 200 MB together. Give what `terraform show -json` prints for it instead.";
  expect(() => savedConfiguration("plan.tfplan", bomb)).toThrow(new Error(refused));
  const many = plan(Object.fromEntries(Array.from({ length: 50_001 }, (_, index) => [`tfconfig/m-/${index}.tf`, ""])));
  expect(() => savedConfiguration("plan.tfplan", many)).toThrow(new Error(refused));
});

test("a size that the archive states too small gives no more than it says", () => {
  const bytes = zipSync({ "tfconfig/m-/main.tf": new Uint8Array(5_000_000) }, { level: 9 });
  // The uncompressed size in the central directory, which is what is trusted beforehand.
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const directory = bytes.findLastIndex((byte, at) => byte === 0x50 && view.getUint32(at, true) === 0x02014b50);
  view.setUint32(directory + 24, 10, true);
  const [file] = savedConfiguration("plan.tfplan", bytes)?.files("m-") ?? [];
  expect(file?.text.length ?? 0).toBeLessThanOrEqual(10);
});

test("what is damaged has no configuration", () => {
  expect(
    savedConfiguration("plan.tfplan", plan({ "tfconfig/m-/main.tf": "locals {}" }).subarray(0, 60)),
  ).toBeUndefined();
  const odd = savedConfiguration(
    "plan.tfplan",
    plan({ "tfconfig/modules.json": '{"Modules":[1,{"Key":2}]}', "tfconfig/m-/main.tf": "" }),
  );
  expect([...(odd?.installed ?? [])]).toEqual([]);
});

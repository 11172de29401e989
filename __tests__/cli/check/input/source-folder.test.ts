import { linkSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { folderInputs } from "../../../../cli/check/input/folder";
import { folderConfiguration, type VariableOptions } from "../../../../cli/check/input/source-folder";
import { readModel } from "../../../../connectivity/terraform";
import { show } from "../../../connectivity/terraform/show";
import { folderWith } from "../../folders";

type Given = VariableOptions["given"];

/** What the argument of `example.it` comes to in a folder. */
function argument(folder: string, given: Given = [], env: NodeJS.ProcessEnv = {}): string {
  const source = folderConfiguration(folder, "infra", { given, env, at: (name) => join(folder, name) });
  const value = readModel([{ name: "infra", source }])
    .at("example.it")
    ?.get("argument");
  return value === undefined ? "nothing" : show(value);
}

const VARIABLE = 'variable "v" {\n  default = "default"\n}\nresource "example" "it" {\n  argument = var.v\n}\n';

test.each<[string, Record<string, string>, Given, NodeJS.ProcessEnv, string]>([
  ["its default", {}, [], {}, '"default"'],
  ["the environment", {}, [], { TF_VAR_v: "environment" }, '"environment"'],
  ["terraform.tfvars", { "terraform.tfvars": 'v = "file"' }, [], { TF_VAR_v: "environment" }, '"file"'],
  ["a file of JSON", { "terraform.tfvars": 'v = "file"', "terraform.tfvars.json": '{"v":"json"}' }, [], {}, '"json"'],
  [
    "*.auto.tfvars, the last by name",
    { "terraform.tfvars": 'v = "file"', "b.auto.tfvars": 'v = "b"', "a.auto.tfvars": 'v = "a"' },
    [],
    {},
    '"b"',
  ],
  [
    "options, the last of all",
    { "b.auto.tfvars": 'v = "b"', "own.tfvars": 'v = "own"' },
    [
      { kind: "var", name: "v", text: "option" },
      { kind: "file", name: "own.tfvars" },
    ],
    {},
    '"own"',
  ],
  [
    "an option after a file",
    { "own.tfvars": 'v = "own"' },
    [
      { kind: "file", name: "own.tfvars" },
      { kind: "var", name: "v", text: "option" },
    ],
    {},
    '"option"',
  ],
  ["nothing else: a file that is not asked for", { "own.tfvars": 'v = "own"' }, [], {}, '"default"'],
])("a variable has the value of %s", (_, files, given, env, expected) => {
  expect(argument(folderWith({ "main.tf": VARIABLE, ...files }), given, env)).toBe(expected);
});

test("an option is an expression where the variable is no text", () => {
  const main = VARIABLE.replace('default = "default"', "type = list(number)");
  expect(argument(folderWith({ "main.tf": main }), [{ kind: "var", name: "v", text: "[1, 2]" }])).toBe("[1, 2]");
});

test("a file that is not there is named", () => {
  const folder = folderWith({ "main.tf": VARIABLE });
  expect(() => argument(folder, [{ kind: "file", name: "gone.tfvars" }])).toThrow(
    "--var-file is gone.tfvars: there is no such file.",
  );
});

test("modules are read where they are local or installed", () => {
  const folder = folderWith({
    "main.tf":
      'module "a" {\n  source = "./modules/a"\n}\nmodule "b" {\n  source = "example/b/aws"\n}\nresource "example" "it" {\n  argument = [module.a.v, module.b.v]\n}\n',
    "modules/a/main.tf": 'output "v" {\n  value = "local"\n}\n',
    ".terraform/modules/modules.json": '{"Modules":[{"Key":"","Dir":"."},{"Key":"b","Dir":".terraform/modules/b"}]}',
    ".terraform/modules/b/main.tf": 'output "v" {\n  value = "installed"\n}\n',
  });
  expect(argument(folder)).toBe('["local", "installed"]');
});

test("a module that is not installed is named, with what installs it", () => {
  const folder = folderWith({
    "main.tf": 'module "network" {\n  source = "git::https://token@example.com/network"\n}\n',
  });
  expect(() => argument(folder)).toThrow(
    new Error(
      "infra: module.network is not installed; expected what `terraform init` installs (`terraform init -backend=false` needs no credentials)",
    ),
  );
});

test("a file that cannot be read is named with the line, and without what stands there", () => {
  const folder = folderWith({ "main.tf": 'locals {\n  a = "hunter2" "hunter3"\n}\n', "m.tf.json": "[]" });
  expect(() => argument(folder)).toThrow(
    new Error(
      "m.tf.json: a list of 0; expected an object\nmain.tf: line 2 is not understood; expected the end of the line there"
        .split("\n")
        .sort()
        .join("\n"),
    ),
  );
});

describe("what file() reads", () => {
  const reading = (path: string) => `resource "example" "it" {\n  argument = file("${path}")\n}\n`;

  test("is below the folder", () => {
    expect(argument(folderWith({ "main.tf": reading("$" + "{path.module}/a/b.txt"), "a/b.txt": "inside" }))).toBe(
      '"inside"',
    );
  });

  test("is never outside it", () => {
    expect(argument(folderWith({ "main.tf": reading("/etc/hostname") }))).toBe(
      "? what file() reads is not in this input",
    );
    expect(argument(folderWith({ "main.tf": reading("../../../../../../etc/hostname") }))).toBe(
      "? what file() reads is not in this input",
    );
  });

  test("is never outside it by a symbolic link", () => {
    const folder = folderWith({ "main.tf": reading("link.txt") });
    symlinkSync("/etc/hostname", join(folder, "link.txt"));
    expect(argument(folder)).toBe("? what file() reads is not in this input");
  });
});

test("a folder with more files than any configuration is refused before they are read", () => {
  const folder = folderWith({ "main.tf": VARIABLE });
  for (let at = 0; at < 50_000; at++) linkSync(join(folder, "main.tf"), join(folder, `${at}.tf`));
  expect(() => argument(folder)).toThrow(/^infra holds more than can be read: at most 50000 files in a folder/);
  expect(() => folderInputs(folder, (name) => name)).toThrow(
    `${folder} holds more than 50000 files: name the one to judge.`,
  );
});

test("a file larger than any configuration is refused before it is read", () => {
  const folder = folderWith({ "main.tf": VARIABLE, "large.tf": "" });
  truncateSync(join(folder, "large.tf"), 100_000_000);
  expect(() => argument(folder)).toThrow(
    "infra holds more than can be read: at most 50000 files in a folder, of 20 MB each, 200 MB together. Give what `terraform show -json` prints for its plan instead.",
  );
});

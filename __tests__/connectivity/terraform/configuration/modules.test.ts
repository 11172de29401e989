// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are Terraform's.
import { type ConfigurationSource, readModel, UnusableInputError } from "../../../../connectivity/terraform";
import { show } from "../show";

type Folders = Readonly<Record<string, Readonly<Record<string, string>>>>;

function sourceOf(folders: Folders): ConfigurationSource {
  return {
    root: ".",
    installed: new Map([["remote", "modules/remote"]]),
    files: (folder) => folders[folder] && Object.entries(folders[folder]).map(([name, text]) => ({ name, text })),
  };
}

const read = (folders: Folders) => readModel([{ name: "infra", source: sourceOf(folders) }]);

/** What the argument of `example.it` comes to. */
function argument(expression: string, more = "", folders: Folders = {}): string {
  const main = `${more}\nresource "example" "it" {\n  argument = ${expression}\n}\n`;
  const value = read({ ".": { "main.tf": main }, ...folders })
    .at("example.it")
    ?.get("argument");
  return value === undefined ? "nothing" : show(value);
}

const SUBNETS = {
  "main.tf": [
    'variable "zones" {\n  type = list(string)\n}',
    'variable "settings" {\n  type = object({ name = optional(string, "main"), public = optional(bool, false), more = optional(string) })\n  default = {}\n}',
    'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}',
    'resource "aws_subnet" "private" {\n  count  = length(var.zones)\n  vpc_id = aws_vpc.main.id\n  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)\n}',
    'output "ids" {\n  value = aws_subnet.private[*].id\n}',
    'output "vpc_id" {\n  value = try(aws_vpc.main.id, null)\n}',
    'output "settings" {\n  value = var.settings\n}',
  ].join("\n"),
};

const CALL = 'module "network" {\n  source = "./subnets"\n  zones  = ["a", "b"]\n}\n';

test.each<[string, string, string, string]>([
  ["an output of a module", "module.network.vpc_id", CALL, "one(module.network.aws_vpc.main.id)"],
  [
    "a list of what it makes",
    "module.network.ids",
    CALL,
    "[one(module.network.aws_subnet.private[0].id), one(module.network.aws_subnet.private[1].id)]",
  ],
  ["a part of it", "slice(module.network.ids, 1, 2)", CALL, "[one(module.network.aws_subnet.private[1].id)]"],
  ["defaults of optional attributes", "module.network.settings", CALL, '{name: "main", public: false}'],
  [
    "given and converted attributes",
    "module.network.settings",
    CALL.replace("zones", 'settings = { name = 5, public = "true", dropped = 1 }\n  zones'),
    '{name: "5", public: true}',
  ],
  [
    "a counted module",
    "module.network[1].vpc_id",
    CALL.replace("zones", "count = 2\n  zones"),
    "one(module.network[1].aws_vpc.main.id)",
  ],
  [
    "all of them",
    "module.network[*].vpc_id",
    CALL.replace("zones", "count = 2\n  zones"),
    "[one(module.network[0].aws_vpc.main.id), one(module.network[1].aws_vpc.main.id)]",
  ],
  [
    "a module by key",
    'module.network["x"].vpc_id',
    CALL.replace("zones ", 'for_each = toset(["x"])\n  zones '),
    'one(module.network["x"].aws_vpc.main.id)',
  ],
  [
    "each.value in a call",
    'module.network["x"].ids',
    CALL.replace('zones  = ["a", "b"]', 'for_each = { x = ["a"] }\n  zones = each.value'),
    '[one(module.network["x"].aws_subnet.private[0].id)]',
  ],
  [
    "an installed module",
    "module.remote.v",
    'module "remote" {\n  source  = "example/remote/aws"\n  version = "1.0.0"\n}\n',
    '"remote"',
  ],
  ["the one id of a list", 'join("", [module.network.ids[0]])', CALL, "one(module.network.aws_subnet.private[0].id)"],
  [
    "a cycle of modules",
    "module.a.v",
    'module "a" {\n  source = "./echo"\n  v = module.b.v\n}\nmodule "b" {\n  source = "./echo"\n  v = module.a.v\n}\n',
    "? module.a.v refers to itself",
  ],
])("%s", (_, expression, more, expected) => {
  const folders: Folders = {
    subnets: SUBNETS,
    "modules/remote": { "main.tf": 'output "v" {\n  value = "remote"\n}\n' },
    echo: { "main.tf": 'variable "v" {}\noutput "v" {\n  value = var.v\n}\n' },
  };
  expect(argument(expression, more, folders)).toBe(expected);
});

test("what a module makes has the module's address, and depends on what its arguments lead to", () => {
  const main = `${CALL}resource "example" "it" {\n  depends_on = [module.network]\n}\nlocals {\n  vpc = module.network.vpc_id\n}\nresource "example" "by_local" {\n  vpc = local.vpc\n}\n`;
  const model = read({ ".": { "main.tf": main }, subnets: SUBNETS });
  expect(model.instances.map(({ address }) => address).sort()).toEqual([
    "example.by_local",
    "example.it",
    "module.network.aws_subnet.private[0]",
    "module.network.aws_subnet.private[1]",
    "module.network.aws_vpc.main",
  ]);
  const dependencies = (address: string) =>
    model
      .at(address)
      ?.dependencies()
      .map((each) => each.address)
      .sort();
  expect(dependencies("example.it")).toEqual([
    "module.network.aws_subnet.private[0]",
    "module.network.aws_subnet.private[1]",
    "module.network.aws_vpc.main",
  ]);
  expect(dependencies("example.by_local")).toEqual(["module.network.aws_vpc.main"]);
});

test("override files replace arguments, and blocks of the same kind", () => {
  const model = read({
    ".": {
      "main.tf":
        'resource "example" "it" {\n  kept = 1\n  argument = "before"\n  rule {\n    port = 1\n  }\n  rule {\n    port = 2\n  }\n}\n',
      "x_override.tf": 'resource "example" "it" {\n  argument = "after"\n  rule {\n    port = 3\n  }\n}\n',
      "override.tf.json": '{"locals":{"unused":1}}',
    },
  });
  const it = model.at("example.it");
  expect(["kept", "argument", "rule"].map((name) => show(it?.get(name) as never))).toEqual([
    "1",
    '"after"',
    "[{port: 3}]",
  ]);
});

test("of two files for Terraform and OpenTofu the latter counts", () => {
  const file = (value: string) => `resource "example" "it" {\n  argument = "${value}"\n}\n`;
  const it = read({ ".": { "main.tf": file("terraform"), "main.tofu": file("opentofu"), "other.tf.json": "{}" } }).at(
    "example.it",
  );
  expect(show(it?.get("argument") as never)).toBe('"opentofu"');
});

test.each([
  ["once", 'module "again" {\n  source = "./"\n}\n'],
  [
    "often",
    'module "again" {\n  source = "./"\n  count = 100\n}\nmodule "and_again" {\n  source = "./"\n  count = 100\n}\n',
  ],
])("a module that calls itself %s is refused", (_, main) => {
  expect(() => read({ ".": { "main.tf": main } })).toThrow(
    new UnusableInputError([
      { input: "infra", found: "modules in modules without an end", expected: "modules that do not call themselves" },
    ]),
  );
});

test("modules that call others twice, many levels deep, are refused before they are all made", () => {
  const levels = Array.from({ length: 40 }, (_, at): [string, Record<string, string>] => [
    at === 0 ? "." : `m${at}`,
    {
      "main.tf": ["a", "b"]
        .map((name) => `module "${name}" {\n  source = "${at === 0 ? "./" : "../"}m${at + 1}"\n}\n`)
        .join(""),
    },
  ]);
  expect(() => read(Object.fromEntries([...levels, ["m40", { "main.tf": "" }]]))).toThrow(
    "modules in modules without an end",
  );
});

test("what has no file of Terraform is named", () => {
  expect(() => read({})).toThrow(
    new UnusableInputError([{ input: "infra", found: "no configuration", expected: "files of Terraform" }]),
  );
});

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderConfiguration } from "../../../cli/check/input/source-folder";
import { savedConfiguration } from "../../../cli/terraform/saved-plan";
import { check, type Report } from "../../../connectivity";
import { describeWithTerraform } from "../../support/describe-terraform";
import { Random } from "../fuzz/random";
import { type Composition, someComposition, verdictOf } from "./composition";
import { flat } from "./flat";
import { styled } from "./styled";

/** Others by hand: `SPELLED_SEED=7 npx jest __tests__/connectivity/spelled`. */
const SEED = Number(process.env.SPELLED_SEED ?? 20260101);
const COUNT = 24;

const PROVIDER = `
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
`;

interface PlanJson {
  readonly resource_changes: readonly { readonly module_address: string }[];
  readonly configuration: { readonly root_module: { readonly module_calls: Readonly<Record<string, unknown>> } };
}

/** The plan as if the other modules were not there. */
function onlyModules(plan: PlanJson, isWanted: (module: string) => boolean): unknown {
  const { root_module } = plan.configuration;
  const calls = Object.entries(root_module.module_calls).filter(([name]) => isWanted(name));
  return {
    ...plan,
    resource_changes: plan.resource_changes.filter(({ module_address }) =>
      isWanted(module_address.split(".")[1] ?? ""),
    ),
    configuration: { ...plan.configuration, root_module: { ...root_module, module_calls: Object.fromEntries(calls) } },
  };
}

const random = new Random(SEED);
const compositions = Array.from({ length: COUNT }, (_, at): readonly [string, Composition] => [
  `c${at}`,
  someComposition(random),
]);

test("the compositions work and fail for several reasons", () => {
  const verdicts = compositions.map(([, composition]) => verdictOf(composition));
  expect(new Set(verdicts)).toEqual(new Set(["works", "fails"]));
});

// All in one plan, each in a module of its own, as Terraform and its provider take seconds to start.
describeWithTerraform(
  "configurations of our own, in the styles of public modules and written out flat",
  ({ binary, env }) => {
    const folder = mkdtempSync(join(tmpdir(), "spelled-"));
    const terraform = (...args: readonly string[]) =>
      execFileSync(binary, args, { cwd: folder, env, maxBuffer: 500_000_000, stdio: ["ignore", "pipe", "pipe"] });
    let saved: Report;
    let flatAlone: Report;
    let styledAlone: Report;
    let fromFolder: Report;

    function write(name: string, text: string): void {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "main.tf"), text);
    }

    beforeAll(() => {
      cpSync(join(__dirname, "modules"), join(folder, "modules"), { recursive: true });
      const calls: string[] = [];
      for (const [name, composition] of compositions) {
        write(`${name}-flat`, flat(composition, `${name}-flat`));
        write(name, styled(composition, name, random));
        calls.push(
          `module "${name}-flat" {\n  source = "./${name}-flat"\n}\n`,
          `module "${name}" {\n  source = "./${name}"\n}\n`,
        );
      }
      writeFileSync(join(folder, "main.tf"), `${PROVIDER}${calls.join("\n")}`);
      terraform("init", "-no-color");
      terraform("plan", "-no-color", "-refresh=false", "-out=plan.tfplan");
      const json: PlanJson = JSON.parse(terraform("show", "-json", "plan.tfplan").toString());
      const source = savedConfiguration("plan.tfplan", readFileSync(join(folder, "plan.tfplan")));
      if (source === undefined) throw new Error("the saved plan has no configuration");
      saved = check([{ name: "plan.tfplan", json, source }]);
      flatAlone = check([{ name: "plan.json", json: onlyModules(json, (module) => module.endsWith("-flat")) }]);
      styledAlone = check([{ name: "plan.json", json: onlyModules(json, (module) => !module.endsWith("-flat")) }]);
      fromFolder = check([
        { name: "folder", source: folderConfiguration(folder, "folder", { given: [], env: {}, at: (file) => file }) },
      ]);
    }, 240_000);

    afterAll(() => rmSync(folder, { recursive: true }));

    function verdictIn(report: Report, module: string): string | undefined {
      return report.mappings.find(({ address }) => address.startsWith(`module.${module}.`))?.verdict;
    }

    test("nothing is said against the configuration in the saved plan", () => {
      expect(saved.mappings).toHaveLength(2 * COUNT);
      const codes = saved.mappings.flatMap(({ findings }) => findings.map(({ rule }) => rule));
      expect(codes).not.toContain("source-differs");
    });

    test.each(compositions)("%s: %j", (name, composition) => {
      const expected = verdictOf(composition);
      expect(verdictIn(flatAlone, `${name}-flat`)).toBe(expected);
      expect(verdictIn(saved, `${name}-flat`)).toBe(expected);
      expect(verdictIn(saved, name)).toBe(expected);
      expect([expected, "unknown"]).toContain(verdictIn(styledAlone, name));
      expect([expected, "unknown"]).toContain(verdictIn(fromFolder, name));
    });
  },
);

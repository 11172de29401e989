import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readModel } from "../../../connectivity/terraform";
import { describeWithTerraform } from "../../support/describe-terraform";
import { show } from "./show";
import { ARGUMENTS, BLANK, BLOCKS, LISTS, MODULES, REPETITION } from "./spellings/expected";

describeWithTerraform("the spellings, planned anew", ({ binary, env }) => {
  const folder = mkdtempSync(join(tmpdir(), "spellings-"));
  const terraform = (...args: readonly string[]) =>
    execFileSync(binary, args, { cwd: folder, env, maxBuffer: 100_000_000, stdio: ["ignore", "pipe", "ignore"] });

  afterAll(() => rmSync(folder, { recursive: true }));

  test("say what the plan that the unit tests read says", () => {
    cpSync(join(__dirname, "spellings"), folder, { recursive: true });
    terraform("init", "-no-color");
    terraform("plan", "-no-color", "-out=plan.tfplan");
    const json: unknown = JSON.parse(terraform("show", "-json", "plan.tfplan").toString());
    const model = readModel([{ name: "plan.json", json }]);

    const spellings = [...ARGUMENTS, ...REPETITION, ...LISTS, ...BLOCKS, ...BLANK, ...MODULES];
    const read = spellings.map(([address, attribute]) => {
      const instance = model.at(address);
      return [address, attribute, instance === undefined ? "no such instance" : show(instance.get(attribute))];
    });
    expect(read).toEqual(spellings);
  }, 120_000);
});

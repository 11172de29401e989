import { check, type Report } from "../../../connectivity";
import { type Base, baseFiles } from "./completion";
import { type Code, codesIn, documented, examples, judgeFiles, verdictsIn } from "./examples";
import { configuration, planOf, readPlanned } from "./plan";

/** Examples that no run judges: provider 5.100 hides the difference, which later ones show. */
const NOT_RUN: readonly Code[] = ["broker-user-changed"];

/** The example is an option of the check, and no Terraform. */
const OPTIONS: readonly Code[] = ["assumption-unused", "source-differs"];

const planned = readPlanned();
const judged = new Map<string, Report>();

/** Many examples share a twin. */
function judgePlan(module: string): Report {
  const report = judged.get(module) ?? check([{ name: "plan.json", json: planOf(planned.plan, module) }]);
  judged.set(module, report);
  return report;
}

test("every code's example is run", () => {
  const run = [...examples.map(({ code }) => code), ...NOT_RUN, ...OPTIONS];
  expect(run.sort()).toEqual(Object.keys(documented).sort());
});

test("the plan is of the examples as they are documented now: npm run plan-examples makes it so", () => {
  expect(planned.configuration).toEqual(configuration());
});

describe("planned", () => {
  const plannable = examples.filter(({ completion }) => completion.unplanned === undefined);

  test.each(plannable)("$code is what its example leads to", ({ code, module }) => {
    expect(codesIn(judgePlan(module))).toContain(code);
  });

  test.each(plannable)("$code is gone once the example is mended", ({ code, twin }) => {
    const report = judgePlan(twin.module);
    expect(codesIn(report)).not.toContain(code);
    expect(verdictsIn(report)).toEqual(["works"]);
  });
});

describe("judged as it is written", () => {
  const unplannable = examples.filter(({ completion }) => completion.unplanned !== undefined);

  test("because no plan can be made", () => {
    expect(Object.fromEntries(unplannable.map(({ code, completion }) => [code, completion.unplanned]))).toEqual({
      "activemq-authentication-unknown":
        "In a plan, what the provider computes and the configuration does not show counts as left to it.",
      "audit-log": "The provider refuses it.",
      "authentication-strategy": "Only later versions of the provider take it.",
      "endpoint-hidden": "The data source is read while planning, from an account.",
      "function-missing": "The provider refuses it.",
      "one-vpc-unknown": "The data source is read while planning, from an account.",
      "private-zone-unknown": "The data source is read while planning, from an account.",
      "security-group-unknown": "The data source is read while planning, from an account.",
      "virtual-host": "It needs a provider for RabbitMQ.",
    });
  });

  test.each(unplannable)("$code is what its example leads to", ({ code, files }) => {
    expect(codesIn(judgeFiles(files))).toContain(code);
  });

  test.each(unplannable)("$code is gone once the example is mended", ({ code, twin }) => {
    const report = judgeFiles(twin.files);
    expect(codesIn(report)).not.toContain(code);
    expect(verdictsIn(report)).toEqual(["works"]);
  });
});

test("an assumption that nothing rests on is the one of its example", () => {
  const [, assumption = ""] = /--assume (\S+)/.exec(documented["assumption-unused"].example) ?? [];
  const source = { root: ".", installed: new Map<string, string>(), files: () => baseFiles("nat") };
  const inputs = [{ name: "example", source }];
  expect(codesIn(check(inputs, { assume: [assumption] }))).toContain("assumption-unused");
  expect(codesIn(check(inputs))).not.toContain("assumption-unused");
});

test("a configuration that is not the plan's is told apart from the one that is", () => {
  const json = planOf(planned.plan, "base_nat");
  const call = { name: "main.tf", text: 'module "base_nat" {\n  source = "./base_nat"\n}\n' };
  const judgeWith = (base: Base) => {
    const files = (folder: string) => (folder === "." ? [call] : baseFiles(base));
    return check([{ name: "plan.json", json, source: { root: ".", installed: new Map(), files } }]);
  };
  expect(codesIn(judgeWith("endpoints"))).toContain("source-differs");
  expect(codesIn(judgeWith("nat"))).toEqual([]);
});

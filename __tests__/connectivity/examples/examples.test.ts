import { check, type Report } from "../../../connectivity";
import { type Base, baseFiles } from "./completion";
import { type Code, codesIn, documented, examples, judgeFiles, verdictsIn } from "./examples";
import { configuration, type Plan, planOf, readPlanned } from "./plan";

/** Provider 5.100 hides the difference, which later ones show. */
const SHOWN_LATER: readonly Code[] = ["broker-user-changed"];

/** The example is an option of the check, and no Terraform. */
const OPTIONS: readonly Code[] = ["assumption-unused", "source-differs", "source-guessed"];

const planned = readPlanned();
const judged = new Map<string, Report>();

/** Many examples share a twin. */
function judgePlan(module: string): Report {
  const report = judged.get(module) ?? check([{ name: "plan.json", json: planOf(planned.plan, module) }]);
  judged.set(module, report);
  return report;
}

test("every code's example is run", () => {
  const run = [...examples.map(({ code }) => code), ...SHOWN_LATER, ...OPTIONS];
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

describe("shown by later versions of the provider only", () => {
  /** A plan in which everything exists already and stays, as a later provider shows it with another password. */
  const applied = planOf(planned.plan, "broker_waits_mended");
  const broker = "module.broker_waits_mended.aws_mq_broker.orders";

  function withPassword(password: string): Plan {
    const resource_changes = applied.resource_changes.map((each) => {
      if (each.address !== broker) return each;
      const { change } = each as unknown as { change: { after: { user: readonly object[] } } };
      const after = { ...change.after, user: change.after.user.map((user) => ({ ...user, password })) };
      return { ...each, change: { ...change, actions: ["update"], after } };
    });
    return { ...applied, resource_changes };
  }

  test("broker-user-changed is what its example leads to, and gone without the change", () => {
    expect(documented["broker-user-changed"].example).toBe("# ~ user {\n#   ~ password = (sensitive value)");
    const judgedWith = (plan: Plan) => check([{ name: "plan.json", json: plan }]);
    expect(codesIn(judgedWith(withPassword("battery-staple-correct")))).toContain("broker-user-changed");
    expect(codesIn(judgedWith(applied))).not.toContain("broker-user-changed");
    expect(verdictsIn(judgedWith(applied))).toEqual(["works"]);
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
  const judgeWith = (base: Base, guess: { readonly guessedFrom?: string } = {}) => {
    const files = (folder: string) => (folder === "." ? [call] : baseFiles(base));
    return check([{ name: "plan.json", json, source: { root: ".", installed: new Map(), files, ...guess } }]);
  };
  expect(codesIn(judgeWith("endpoints"))).toContain("source-differs");
  expect(codesIn(judgeWith("nat"))).toEqual([]);
  expect(codesIn(judgeWith("nat", { guessedFrom: "infrastructure" }))).toEqual(["source-guessed"]);
  expect(codesIn(judgeWith("endpoints", { guessedFrom: "infrastructure" }))).toEqual([]);
});

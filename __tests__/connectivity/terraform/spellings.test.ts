import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readModel } from "../../../connectivity/terraform";
import { withRemedy } from "../../../connectivity/wording/clauses";
import { show } from "./show";
import { ARGUMENTS, BLANK, BLOCKS, LISTS, MODULES, REPETITION } from "./spellings/expected";

// What Terraform planned for the configuration in `spellings/`, without what reading does not look at.
const plan: unknown = JSON.parse(readFileSync(join(__dirname, "spellings/plan.json"), "utf8"));

describe.each([
  ["single arguments", ARGUMENTS],
  ["count and for_each", REPETITION],
  ["lists and sets", LISTS],
  ["blocks", BLOCKS],
  ["blank arguments", BLANK],
  ["modules", MODULES],
])("in a plan: %s", (_, spellings) => {
  const model = readModel([{ name: "plan.json", json: plan }]);

  test.each(spellings)("%s %s", (address, attribute, value) => {
    const instance = model.at(address);
    expect(instance && show(instance.get(attribute))).toBe(value);
  });
});

describe("what objects a planned value denotes", () => {
  const model = readModel([{ name: "plan.json", json: plan }]);
  const links = (address: string, attribute: string, types: readonly string[]) => {
    const instance = model.at(address);
    if (instance === undefined) throw new Error(`no ${address}`);
    const { certain, possible, outside, missing } = model.links(instance.get(attribute), types);
    const names = (targets: typeof certain) =>
      targets.map((target) => `${target.instance.address}.${target.attribute}`);
    return { certain: names(certain), possible: names(possible), outside, missing: missing.map(withRemedy) };
  };

  test("the type decides among the outputs of a module, where the plan lost which one is meant", () => {
    expect(links("aws_vpc_endpoint.by_index[1]", "vpc_id", ["aws_vpc"])).toEqual({
      certain: ["module.counted[1].aws_vpc.own.id"],
      possible: [],
      outside: [],
      missing: [],
    });
  });

  test("several candidates of one type are possible, not certain", () => {
    expect(
      links("aws_vpc_security_group_ingress_rule.conditional", "security_group_id", ["aws_security_group"]),
    ).toEqual({
      certain: [],
      possible: ["aws_security_group.a.id", "aws_security_group.b.id"],
      outside: [],
      missing: [],
    });
  });

  test("the default group of a VPC is a group, not the VPC", () => {
    const address = "module.brokers.aws_mq_broker.explicit";
    expect(links(address, "security_groups", ["aws_security_group"]).certain).toEqual([
      "aws_vpc.main.default_security_group_id",
    ]);
    expect(links(address, "security_groups", ["aws_vpc"])).toEqual({
      certain: [],
      possible: [],
      outside: [],
      missing: [
        "module.brokers.aws_mq_broker.explicit.security_groups is known after apply only: " +
          "it is made from aws_vpc.main.default_security_group_id",
      ],
    });
  });

  test("a policy that is made by jsonencode denotes no document", () => {
    const policies = model.at("aws_iam_role.named")?.get("inline_policy");
    const encoded = policies?.kind === "list" ? policies.items[1] : undefined;
    const policy = encoded?.kind === "block" ? encoded.get("policy") : undefined;
    if (policy === undefined) throw new Error("no policy");
    expect(model.links(policy, ["aws_iam_policy_document"]).missing.map(withRemedy)).toEqual([
      "aws_iam_role.named.inline_policy.policy is known after apply only: it is made from aws_secretsmanager_secret.a.arn",
    ]);
  });
});

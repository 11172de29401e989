import { Names } from "../../modules/names";
import { optionIds } from "../support/expected-network";

const functions = ["listener", "topology", "publisher", "interface-waiter"] as const;

describe("names hold project, environment and option", () => {
  const names = new Names({ project: "shop", environment: "prod" }, "option-4-isolated");

  test.each([
    ["prefix", names.prefix, "shop-prod-option-4-isolated"],
    ["broker", names.broker, "shop-prod-option-4-isolated"],
    ["function", names.function("listener"), "shop-prod-option-4-isolated-listener"],
    ["network object", names.network("private-1"), "shop-prod-option-4-isolated-private-1"],
    ["prefix of a secret", names.secretPrefix("mapping"), "shop-prod-option-4-isolated/mapping-"],
  ])("%s", (_, given, expected) => {
    expect(given).toBe(expected);
  });
});

describe.each(optionIds)("with the longest project and environment, %s", (id) => {
  const names = new Names({ project: "p".repeat(12), environment: "e".repeat(10) }, id);

  test.each([
    // https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html
    ["broker", names.broker, /^[0-9A-Za-z_-]{1,50}$/],
    // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html and
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
    ...functions.map((role) => [role, names.function(role), /^[a-zA-Z0-9-_]{1,64}$/] as const),
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
    ["security group", names.network("endpoints"), /^(?!sg-)[a-zA-Z0-9-]{1,255}$/],
    // 512 characters, of which the provider adds 26. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
    ["prefix of a secret", names.secretPrefix("administrator"), /^[a-zA-Z0-9/_+=.@-]{1,486}$/],
    // https://developer.hashicorp.com/terraform/cloud-docs/workspaces/create
    ["workspace", names.prefix, /^[A-Za-z0-9_-]{1,90}$/],
  ] as const)("the %s's name keeps within its service's limits", (_, name, limits) => {
    expect(name).toMatch(limits);
  });
});

describe("names of another app's stack", () => {
  const refusal = (option: string, longest: number) =>
    `Names would hold "${option}": with the project "shop" and the environment "dev" it must be 1 to ${longest} lower-case letters, digits and hyphens. ` +
    "Shorten it, or the project. See https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html";
  const named = (option: string) => () => new Names({ project: "shop", environment: "dev" }, option);

  test("may be as long as a function's name lets them", () => {
    expect(named("o".repeat(38))().function("interface-waiter")).toHaveLength(64);
    expect(named("o".repeat(39))).toThrow(new Error(refusal("o".repeat(39), 38)));
  });

  test.each(["", "Orders", "orders_1", "-orders", "orders-", "a b"])("%j is refused", (option) => {
    expect(named(option)).toThrow(new Error(refusal(option, 38)));
  });
});

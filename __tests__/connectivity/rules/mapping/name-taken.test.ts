import { BROKER, findings, MAPPING, planned, ROLE, SECRET } from "../stack";

/** Resources whose name is another's, and what is said of it. */
function taken(...changed: Parameters<typeof planned>[]) {
  const resources = changed.map((one) => planned(...one));
  return findings({}, ...resources)
    .filter(({ rule }) => rule === "name-taken")
    .map(({ resource, explanation, remedy }) => ({ resource, explanation, remedy }));
}

const CREATED_FIRST = ["create", "delete"];
const DESTROYED_FIRST = ["delete", "create"];
const GROUP = "aws_security_group.broker";
const group = (name: string, before: string, actions = CREATED_FIRST): Parameters<typeof planned> => [
  GROUP,
  { vpc_id: "vpc-1", name },
  { actions, before: { vpc_id: "vpc-1", name: before } },
];

test("what is made before the old one is destroyed cannot have its name", () => {
  expect(taken(group("broker", "broker"))).toEqual([
    {
      resource: GROUP,
      explanation: `The plan makes the new ${GROUP} before it destroys the present one, which still has the same name: AWS refuses a second.`,
      remedy: "Change name as well, with name_prefix say, or take create_before_destroy away.",
    },
  ]);
});

test.each([
  [ROLE, "name"],
  ["aws_lambda_function.listener", "function_name"],
  [BROKER, "broker_name"],
])("%s has the name of the one that it replaces", (address, argument) => {
  const values = { [argument]: "orders", timeout: 30, engine_type: "RabbitMQ" };
  expect(taken([address, values, { actions: CREATED_FIRST, before: values }])).toMatchObject([{ resource: address }]);
});

test.each([
  ["another name", group("broker-2", "broker")],
  ["the old one is gone by then", group("broker", "broker", DESTROYED_FIRST)],
])("%s is taken", (_, resource) => {
  expect(taken(resource)).toEqual([]);
});

test("a generated name is another one", () => {
  const values = { vpc_id: "vpc-1", name_prefix: "broker-" };
  const change = { actions: CREATED_FIRST, before: { name: "broker-2026" }, computed: ["id", "arn", "name"] };
  expect(taken([GROUP, values, change])).toEqual([]);
});

describe("a secret keeps its name after it is destroyed", () => {
  const secret = (window: number, actions = DESTROYED_FIRST): Parameters<typeof planned> => [
    SECRET,
    { name: "orders/broker" },
    { actions, before: { name: "orders/broker", recovery_window_in_days: window } },
  ];
  const gone = (name: string): Parameters<typeof planned> => [
    "aws_secretsmanager_secret.former",
    {},
    { actions: ["delete"], before: { name, recovery_window_in_days: 7 } },
  ];

  test("for the recovery window", () => {
    expect(taken(secret(30))).toEqual([
      {
        resource: SECRET,
        explanation: `The plan destroys the present one and gives ${SECRET} its name, which Secrets Manager keeps for the recovery window, so that it refuses the new secret.`,
        remedy: "Use name_prefix, another name, or apply recovery_window_in_days = 0 before.",
      },
    ]);
  });

  test("under another address too", () => {
    const [found] = taken(gone("orders/broker"));
    expect(found?.explanation).toBe(
      `The plan destroys aws_secretsmanager_secret.former and gives ${SECRET} its name, which Secrets Manager keeps for the recovery window, so that it refuses the new secret.`,
    );
  });

  test("and not without one", () => {
    expect(taken(secret(0))).toEqual([]);
    expect(taken(gone("orders/other"))).toEqual([]);
  });
});

test("what stays keeps its name", () => {
  expect(findings().filter(({ rule }) => rule === "name-taken")).toEqual([]);
  const kept = planned(GROUP, { name: "broker" }, { actions: ["no-op"], before: { name: "broker" } });
  expect(findings({ [MAPPING]: {} }, kept).filter(({ rule }) => rule === "name-taken")).toEqual([]);
});

describe("an endpoint that replaces another under one private DNS name", () => {
  const ENDPOINT = "aws_vpc_endpoint.sts";
  const endpoint = (privateDns: boolean, actions = CREATED_FIRST): Parameters<typeof planned> => {
    const values = {
      vpc_id: "vpc-1",
      service_name: "com.amazonaws.eu-west-1.sts",
      vpc_endpoint_type: "Interface",
      private_dns_enabled: privateDns,
    };
    return [ENDPOINT, values, { actions, before: { ...values, private_dns_enabled: true } }];
  };

  test("is refused while that one is there", () => {
    expect(taken(endpoint(true))).toEqual([
      {
        resource: ENDPOINT,
        explanation: `The plan makes the new ${ENDPOINT} before it destroys the present one, which still has the service's private DNS name in the VPC: AWS refuses a second.`,
        remedy: "Take create_before_destroy away, or apply private_dns_enabled = false before.",
      },
    ]);
  });

  test("is taken without private DNS, or after it is gone", () => {
    expect(taken(endpoint(false))).toEqual([]);
    expect(taken(endpoint(true, DESTROYED_FIRST))).toEqual([]);
  });
});

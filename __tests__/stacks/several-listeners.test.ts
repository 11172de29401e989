import { check } from "../../connectivity";
import { DependencyGraph } from "../support/dependency-graph";
import { everyVariant, optionIds } from "../support/expected-network";
import { type SynthesizedStack, synthesize } from "../support/synthesized-stack";

/** What the names of each listener's own things end with, in the order of the settings. */
const suffixes = ["", "-orders", "-invoices"] as const;
const further = [{ name: "orders" }, { name: "invoices", mappingBatchSize: 10, deliveryLimit: 3 }];
const inVpc = (id: string) => id !== "option-1-public-broker";

describe.each(everyVariant)("three listeners, $id, $mode", ({ id, mode }) => {
  const stack = synthesize(id, { brokerDeploymentMode: mode, listeners: further });
  const graph = new DependencyGraph(stack);
  const all = suffixes.map((suffix) => partsOf(stack, suffix));

  test("nothing goes round in a circle", () => {
    expect(graph.creationOrder()).toHaveLength(stack.managed.length + stack.data.length);
  });

  test("each has a queue, a mapping, a role, a log group and a secret of its own", () => {
    for (const [index, { mapping, listener, role, logGroup, secret }] of all.entries()) {
      const name = `mqesm-dev-${id}-listener${suffixes[index]}`;
      expect(mapping.values).toMatchObject({
        function_name: stack.attribute(listener, "arn"),
        queues: [["messages", "orders", "invoices"][index]],
        batch_size: [100, 100, 10][index],
        source_access_configuration: [
          { type: "BASIC_AUTH", uri: stack.attribute(secret, "arn") },
          { type: "VIRTUAL_HOST", uri: "/" },
        ],
      });
      expect(listener.values).toMatchObject({ function_name: name, role: stack.attribute(role, "arn") });
      expect(logGroup.values.name).toBe(`/aws/lambda/${name}`);
    }
    for (const type of ["aws_lambda_event_source_mapping", "aws_mq_broker"]) {
      expect(stack.resources(type)).toHaveLength(type === "aws_mq_broker" ? 1 : 3);
    }
  });

  test("the check judges every mapping", () => {
    const { mappings } = check([{ name: "cdk.tf.json", json: stack.json }]);
    expect(mappings.map(({ address }) => address).sort()).toEqual(all.map(({ mapping }) => mapping.address).sort());
    const verdict = id === "option-2-default-vpc" ? "unknown" : "works";
    expect(mappings.map((mapping) => mapping.verdict)).toEqual([verdict, verdict, verdict]);
  });

  test("each mapping is created after what it needs, and needs nothing of another listener", () => {
    for (const own of all) {
      const needs = graph.needsOf(own.mapping.address);
      for (const need of [own.listener, own.role, own.policy, own.secret, own.declaration]) {
        expect(needs).toContain(need.address);
      }
      const removal = graph.needsOf(own.declaration.address);
      for (const other of all.filter((each) => each !== own)) {
        expect(needs).not.toContain(other.mapping.address);
        expect(needs).not.toContain(other.declaration.address);
        expect(removal).not.toContain(other.listener.address);
      }
      expect([...graph.dependentsOf(own.mapping.address)]).toEqual([]);
    }
  });

  if (!inVpc(id)) {
    test("no interface is waited for: there is none", () => {
      expect(stack.resources("aws_lambda_invocation").map(({ address }) => address)).toEqual(
        all.map(({ declaration }) => declaration.address),
      );
    });
    return;
  }

  test("all mappings are deleted before the waiting that decides, and every role outlives it", () => {
    for (const index of [1, 2, 3]) {
      const wait = stack.one("aws_lambda_invocation", `wait-${index}`).address;
      for (const { mapping, listener, role, policy } of all) {
        expect(graph.dependentsOf(wait)).toContain(mapping.address);
        for (const { address } of [listener, role, policy]) expect(graph.needsOf(wait)).toContain(address);
      }
    }
  });

  test.each(["orders", "invoices"])(
    "%s: where it is removed alone, its role waits a while for its interfaces",
    (name) => {
      const wait = stack.one("aws_lambda_invocation", `wait-${name}`);
      const { mapping, listener, role, policy } = partsOf(stack, `-${name}`);
      expect(wait.values).toMatchObject({ lifecycle_scope: "CRUD", input: '{"last":false}' });
      expect([...graph.dependentsOf(wait.address)]).toEqual([mapping.address]);
      for (const { address } of [listener, role, policy]) expect(graph.needsOf(wait.address)).toContain(address);
    },
  );
});

describe.each(optionIds)("least privilege by absence, %s", (id) => {
  const stack = synthesize(id, { listeners: further });
  const secrets = stack.resources("aws_secretsmanager_secret");

  test("no listener's role reads another's secret", () => {
    for (const suffix of suffixes) {
      const { policy, secret } = partsOf(stack, suffix);
      const document = JSON.stringify(stack.findMeant("aws_iam_policy_document", policy.values.policy, "json")?.values);
      const named = secrets.filter(({ address }) => document.includes(`${address}.`));
      expect(named.map(({ address }) => address)).toEqual([secret.address]);
    }
  });

  test("each topology function reads the administrator's secret and those of its own users", () => {
    for (const suffix of suffixes) {
      const { secret } = partsOf(stack, suffix);
      const { values } = named(stack, "aws_iam_role_policy", "name", `topology${suffix}`);
      const document = JSON.stringify(stack.findMeant("aws_iam_policy_document", values.policy, "json")?.values);
      const read = secrets.filter(({ address }) => document.includes(`${address}.`)).map(({ address }) => address);
      const own = [...(suffix === "" ? ["publisher-secret"] : []), "administrator"].map(
        (part) => stack.one("aws_secretsmanager_secret", part).address,
      );
      expect(read.sort()).toEqual([secret.address, ...own].sort());
    }
  });

  test("each lets its mapping's user read its queue and nothing else", () => {
    const permissions = (read: string) => ({ configure: "^$", write: "^$", read });
    const user = (suffix: string, queue: string) => ({
      username: `mapping${suffix}`,
      secretArn: stack.attribute(partsOf(stack, suffix).secret, "arn"),
      permissions: permissions(`^${queue}$`),
    });
    const publisher = {
      username: "publisher",
      secretArn: stack.attribute(stack.one("aws_secretsmanager_secret", "publisher-secret"), "arn"),
      permissions: { configure: "^$", write: "^(?!.*[.]dead-letter$)", read: "^$" },
    };
    expect(suffixes.map((suffix) => usersOf(stack, suffix))).toEqual([
      [user("", "messages"), publisher],
      [user("-orders", "orders")],
      [user("-invoices", "invoices")],
    ]);
    expect(JSON.parse(String(partsOf(stack, "-invoices").declaration.values.input))).toEqual({
      virtualHost: "/",
      queue: "invoices",
      deliveryLimit: 3,
    });
  });
});

describe("what changes when a listener comes or goes", () => {
  test.each([
    ...everyVariant.map(({ id, mode }) => ({ id, given: { brokerDeploymentMode: mode } })),
    { id: "option-4-isolated", given: { alarms: true } },
    {
      id: "option-6-existing",
      given: {
        existingBroker: "b-1234a5b6-78cd-901e-2fab-3c45d6e17819",
        existingBrokerSecret: "arn:aws:secretsmanager:us-east-1:123456789012:secret:ours/admin-AbCdEf",
      },
    },
  ])("$id, $given: what is its own, and nothing else", ({ id, given }) => {
    const [one, two, three] = [[], further.slice(0, 1), further].map((listeners) =>
      blocksOf(synthesize(id, { ...given, listeners })),
    ) as [Blocks, Blocks, Blocks];
    for (const [before, after, name] of [
      [one, two, "orders"],
      [two, three, "invoices"],
    ] as const) {
      const added = [...after.keys()].filter((address) => !before.has(address));
      expect(added.length).toBeGreaterThan(10);
      expect(added.filter((address) => !address.includes(name))).toEqual([]);
      expect([...before].filter(([address, text]) => after.get(address) !== text)).toEqual([]);
    }
  });

  test("one listener is what it was before there could be more", () => {
    const paths = synthesize("option-4-isolated").managed.map((block) => synthesize("option-4-isolated").path(block));
    expect(paths).toEqual(
      expect.arrayContaining([
        "listener/function",
        "topology/mapping-secret",
        "topology/declaration",
        "interface-waiter/wait-3",
        "event-source-mapping/mapping",
      ]),
    );
    const names = Object.keys(synthesize("option-4-isolated").json.output);
    expect(names.filter((name) => name.startsWith("listener"))).toEqual([]);
  });
});

test("outputs say where everything of a further listener is", () => {
  const stack = synthesize("option-4-isolated", { listeners: further });
  const { listener, role, logGroup, mapping } = partsOf(stack, "-orders");
  expect(stack.json.output.listener_orders).toEqual({
    description:
      "Listener orders: its queue and dead-letter queue, the mapping's UUID, the function, its role and log group, the command that publishes one test message to it, and the function that declares the queue",
    value: {
      queue: "orders",
      dead_letter_queue: "orders.dead-letter",
      event_source_mapping_uuid: stack.attribute(mapping, "uuid"),
      function_name: stack.attribute(listener, "function_name"),
      role_arn: stack.attribute(role, "arn"),
      log_group: stack.attribute(logGroup, "name"),
      publish_command: `echo '{"count":1,"queue":"orders"}' | aws lambda invoke --region us-east-1 --function-name ${stack.attribute(stack.one("aws_lambda_function", "publisher"), "function_name")} --payload fileb:///dev/stdin /dev/stdout`,
      topology_function_name: stack.attribute(
        named(stack, "aws_lambda_function", "function_name", "topology-orders"),
        "function_name",
      ),
    },
  });
  expect(stack.json.output).toHaveProperty("listener_invoices");
  expect(stack.json.output.queue?.value).toBe("messages");
});

test("where mappings take no tags, one provider without any serves them all", () => {
  const { json } = synthesize("option-4-isolated", { region: "cn-north-1", listeners: further });
  expect(json.provider.aws?.map(({ alias }) => alias)).toEqual([undefined, "untagged"]);
});

test("bindings are declared with the queue", () => {
  const stack = synthesize("option-1-public-broker", {
    exchange: "shop",
    routingKeys: ["order.*"],
    listeners: [{ name: "audit", exchange: "shop", exchangeType: "fanout" }],
  });
  const inputs = ["", "-audit"].map((suffix) => JSON.parse(String(declarationOf(stack, suffix).values.input)));
  expect(inputs).toEqual([
    {
      virtualHost: "/",
      queue: "messages",
      deliveryLimit: 20,
      exchange: "shop",
      exchangeType: "topic",
      routingKeys: ["order.*"],
    },
    { virtualHost: "/", queue: "audit", deliveryLimit: 20, exchange: "shop", exchangeType: "fanout", routingKeys: [] },
  ]);
});

describe("what somebody's code gets", () => {
  const listenerPolicyFile = "__tests__/stacks/listener-policy.json";

  test.each(["", "-orders"])("variables, and a policy beside what pollers need: listener%s", (suffix) => {
    const own = { listenerEnvironment: { TABLE: "orders" }, listenerPolicyFile };
    const stack = synthesize(
      "option-4-isolated",
      suffix === "" ? own : { listeners: [{ name: "orders", ...own }, { name: "invoices" }] },
    );
    const { listener, role, mapping } = partsOf(stack, suffix);
    expect(listener.values.environment).toEqual({ variables: { TABLE: "orders", LOG_BODIES: "false" } });
    const [policy, ...more] = stack.resources("aws_iam_role_policy").filter(({ values }) => values.name === "code");
    expect(more).toEqual([]);
    expect(policy?.values.role).toBe(stack.attribute(role, "id"));
    expect(stack.findMeant("aws_iam_policy_document", policy?.values.policy, "json")?.values.statement).toEqual([
      {
        sid: "Put",
        effect: "Allow",
        actions: ["dynamodb:PutItem"],
        resources: ["arn:aws:dynamodb:*:*:table/orders"],
        // `${` is Terraform's own.
        condition: [{ test: "StringLike", variable: "dynamodb:LeadingKeys", values: ["&{aws:PrincipalTag/tenant}*"] }],
      },
      { effect: "Deny", not_actions: ["s3:GetObject"], not_resources: ["arn:aws:s3:::public/*"] },
    ]);
    // The first message finds it in place.
    expect(new DependencyGraph(stack).needsOf(mapping.address)).toContain(policy?.address);
  });

  test("an empty policy is none: AWS would refuse it", () => {
    const listeners = [
      {
        name: "orders",
        listenerPolicyFile: "lambda-src/listeners/example/policy.json",
        listenerCode: "listeners/example",
      },
    ];
    const policies = synthesize("option-4-isolated", { listeners }).resources("aws_iam_role_policy");
    expect(policies.filter(({ values }) => values.name === "code")).toEqual([]);
  });

  test("a policy that takes from the pollers what they need fails the proof of that mapping alone, and is named", () => {
    const listeners = [{ name: "orders", listenerPolicyFile: "__tests__/stacks/denying-policy.json" }];
    const { json } = synthesize("option-4-isolated", { listeners });
    const { mappings } = check([{ name: "cdk.tf.json", json }]);
    const verdicts = Object.fromEntries(
      mappings.map(({ constructPath, verdict, findings }) => [
        constructPath,
        [verdict, findings.map(({ rule }) => rule)],
      ]),
    );
    expect(verdicts).toEqual({
      "option-4-isolated/event-source-mapping/mapping": ["works", []],
      "option-4-isolated/event-source-mapping-orders/mapping": ["fails", ["role-lacks-permission"]],
    });
  });

  test("its own code, in one file for all who share it", () => {
    const listeners = ["one", "two"].map((name) => ({ name, listenerCode: "listeners/example" }));
    const stack = synthesize("option-4-isolated", { listeners: [...listeners, { name: "three" }] });
    const files = ["", "-one", "-two", "-three"].map((suffix) => partsOf(stack, suffix).listener.values.filename);
    expect(files).toEqual([
      expect.stringMatching(/^assets\/listener_code_\w+\/[0-9a-f]{16}\/listener\.zip$/),
      expect.stringMatching(/^assets\/code-listeners-example\/[0-9a-f]{16}\/example\.zip$/),
      files[1],
      files[0],
    ]);
  });
});

/** What is one listener's own. */
function partsOf(stack: SynthesizedStack, suffix: string) {
  const listener = named(stack, "aws_lambda_function", "function_name", `listener${suffix}`);
  const role = named(stack, "aws_iam_role", "name", `listener${suffix}`);
  const policy = named(stack, "aws_iam_role_policy", "name", `listener${suffix}`);
  const logGroup = stack
    .resources("aws_cloudwatch_log_group")
    .find(({ values }) => values.name === `/aws/lambda/${listener.values.function_name}`);
  const mapping = stack
    .resources("aws_lambda_event_source_mapping")
    .find(({ values }) => values.function_name === stack.attribute(listener, "arn"));
  const secret = stack
    .resources("aws_secretsmanager_secret")
    .find(({ values }) => String(values.name_prefix).endsWith(`/mapping${suffix}-`));
  if (logGroup === undefined || mapping === undefined || secret === undefined) {
    throw new Error(`The listener "${suffix}" is not whole.`);
  }
  return { listener, role, policy, logGroup, mapping, secret, declaration: declarationOf(stack, suffix) };
}

/** The users that a listener's topology function declares. */
function usersOf(stack: SynthesizedStack, suffix: string): unknown {
  const { values } = named(stack, "aws_lambda_function", "function_name", `topology${suffix}`);
  return JSON.parse((values.environment as { variables: { USERS: string } }).variables.USERS);
}

function declarationOf(stack: SynthesizedStack, suffix: string) {
  const path = `topology${suffix}/declaration`;
  const found = stack.resources("aws_lambda_invocation").find((block) => stack.path(block) === path);
  if (found === undefined) throw new Error(`There is no ${path}.`);
  return found;
}

function named(stack: SynthesizedStack, type: string, argument: string, end: string) {
  const found = stack.resources(type).find(({ values }) => String(values[argument]).endsWith(`-${end}`));
  if (found === undefined) throw new Error(`There is no ${type} named ${end}.`);
  return found;
}

type Blocks = ReadonlyMap<string, string>;

/**
 * Every resource, data source and output as text, without where it comes from and what it waits for, which is no change to Terraform.
 */
function blocksOf(stack: SynthesizedStack): Blocks {
  const outputs = Object.entries(stack.json.output).map(
    ([name, output]) => [`output.${name}`, JSON.stringify(output)] as const,
  );
  const blocks = [...stack.managed, ...stack.data].map(
    ({ address, values: { "//": _, depends_on: __, ...values } }) => [address, JSON.stringify(values)] as const,
  );
  return new Map([...blocks, ...outputs]);
}

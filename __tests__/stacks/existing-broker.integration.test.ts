import { AppliedStack } from "../support/applied-stack";
import { describeWithTerraform } from "../support/describe-terraform";
import { type SynthesizedStack, synthesize } from "../support/synthesized-stack";
import { type Run, type RunResult, TerraformTests } from "../support/terraform-tests";

const id = "option-6-existing";
const existingBroker = "b-1234a5b6-78cd-901e-2fab-3c45d6e17819";
const existingBrokerSecret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ours/admin-AbCdEf";
const ofBroker = `The broker ${existingBroker} of existingBroker (MQESM_EXISTING_BROKER)`;

/** What the account answers of the broker. */
const privateBroker = {
  arn: `arn:aws:mq:us-east-1:123456789012:broker:orders:${existingBroker}`,
  id: existingBroker,
  broker_name: "orders",
  engine_type: "RabbitMQ",
  publicly_accessible: false,
  subnet_ids: ["subnet-b", "subnet-a"],
  security_groups: ["sg-orders", "sg-monitoring"],
  instances: [
    {
      console_url: "https://b-1.mq.us-east-1.on.aws",
      endpoints: ["https://b-1.mq.us-east-1.on.aws:16001", "amqps://b-1.mq.us-east-1.on.aws:5671"],
      ip_address: "",
    },
  ],
};
const publicBroker = { ...privateBroker, publicly_accessible: true, subnet_ids: ["subnet-a"], security_groups: [] };

/** A rule as its data source shows it. */
const rule = (given: object) => ({
  security_group_id: "sg-orders",
  is_egress: false,
  ip_protocol: "tcp",
  from_port: 5671,
  to_port: 5671,
  description: "",
  cidr_ipv4: "",
  referenced_security_group_id: "",
  ...given,
});
const everythingOut = rule({ is_egress: true, ip_protocol: "-1", from_port: -1, to_port: -1, cidr_ipv4: "0.0.0.0/0" });
const itself = rule({ referenced_security_group_id: "sg-orders" });
const others = rule({ referenced_security_group_id: "sg-application" });
const ours = (given: object) => rule({ description: "mqesm-dev-option-6-existing: AMQPS", ...given });

/** A route as its data source shows it: what is left out is empty, and would be made up otherwise. */
const route = (given: object) => ({
  core_network_arn: "",
  destination_prefix_list_id: "",
  gateway_id: "",
  nat_gateway_id: "",
  network_interface_id: "",
  transit_gateway_id: "",
  vpc_endpoint_id: "",
  ...given,
});
const nowhere: readonly object[] = [];
const byNat = [route({ cidr_block: "0.0.0.0/0", nat_gateway_id: "nat-1" })];
const byInternetGateway = [route({ cidr_block: "0.0.0.0/0", gateway_id: "igw-1" })];

interface Account {
  readonly broker?: object;
  readonly rules?: Readonly<Record<string, object>>;
  readonly routes?: readonly object[];
}

describeWithTerraform("listeners on a broker that exists, with a mocked AWS provider", (terraform) => {
  const tests = new TerraformTests(terraform);
  let results: ReadonlyMap<string, RunResult>;

  beforeAll(async () => {
    const closed = { rules: { "sgr-1": others } };
    const open = { rules: { "sgr-1": others, "sgr-2": itself, "sgr-3": everythingOut } };
    add("closed", {}, closed);
    const again = { "sgr-1": others, "sgr-2": ours({ referenced_security_group_id: "sg-monitoring" }) };
    add("open", {}, open);
    add("nat", { existingBrokerConnectivity: "nat" }, { ...closed, routes: byNat });
    add("nat-open", { existingBrokerConnectivity: "nat" }, { ...open, routes: byNat });
    add("nat-without-way", { existingBrokerConnectivity: "nat" }, { ...open, routes: byInternetGateway });
    add("public", { existingBrokerConnectivity: "public" }, { broker: publicBroker });
    add("activemq", {}, { ...open, broker: { ...privateBroker, engine_type: "ActiveMQ" } });
    add("not-made", {}, { ...open, broker: { ...privateBroker, instances: [] } });
    add("is-public", {}, { broker: publicBroker });
    add("is-private", { existingBrokerConnectivity: "public" }, { broker: privateBroker });
    const stack = made({});
    tests.addConfiguration("applied", stack.json);
    tests.addFile("applied", {
      applied: { of: "applied", answers: answers(stack, closed) },
      "applied-again": { of: "applied", command: "plan", answers: answers(stack, { rules: again }) },
    });
    results = await tests.run();
  }, 300_000);
  afterAll(() => tests.remove());

  function add(name: string, settings: object, account: Account): void {
    const stack = made(settings);
    tests.addConfiguration(name, stack.json);
    tests.addFile(name, { [name]: { of: name, command: "plan", answers: answers(stack, account) } });
  }

  function made(settings: object): SynthesizedStack {
    return synthesize(id, { existingBroker, existingBrokerSecret, ...settings });
  }

  function answers(stack: SynthesizedStack, { broker = privateBroker, rules = {}, routes = nowhere }: Account) {
    const given: Record<string, object> = { [stack.oneDataSource("aws_mq_broker").address]: broker };
    const ofBroker = "broker-rules";
    const list = stack.dataSources("aws_vpc_security_group_rules").find(({ address }) => address.includes(ofBroker));
    if (list === undefined) return given;
    given[list.address] = { ids: Object.keys(rules) };
    for (const [key, values] of Object.entries(rules)) {
      const shown = stack.oneDataSource("aws_vpc_security_group_rule", ofBroker);
      given[`${shown.address}[${JSON.stringify(key)}]`] = values;
    }
    given[stack.oneDataSource("aws_vpc").address] = {
      id: "vpc-1",
      enable_dns_support: true,
      enable_dns_hostnames: true,
      main_route_table_id: "rtb-main",
      cidr_block_associations: [{ association_id: "a-1", cidr_block: "10.0.0.0/16", state: "associated" }],
    };
    given[stack.oneDataSource("aws_route_table", "network_subnets").address] = { id: "rtb-main", routes };
    return given satisfies Run["answers"];
  }

  const errorsOf = (run: string) => results.get(run)?.errors.map((text) => text.replace(/\s+/g, " "));
  /** What a plan adds to the broker's own groups, by the construct's name. */
  const addedToGroup = (run: string) =>
    Object.keys(results.get(run)?.changes ?? {})
      .filter((address) => /(broker-from|broker-to|mapping-to)-/.test(address))
      .map((address) => address.replace(/^.*_rules_(.*)_[0-9A-F]{8}(\[0\])?$/, "$1"))
      .sort();

  const fromClients = ["broker-from-clients-amqps", "broker-from-clients-https"];

  test.each([
    ["closed", [...fromClients, "broker-from-mapping", "broker-to-apis", "mapping-to-broker"]],
    ["open", [...fromClients, "broker-to-apis"]],
    ["nat", [...fromClients, "broker-from-mapping", "broker-to-apis", "mapping-to-broker"]],
    ["nat-open", fromClients],
    ["public", []],
  ])("%s: to the broker's groups comes what nobody has let through yet", (run, added) => {
    expect(errorsOf(run)).toEqual([]);
    expect(addedToGroup(run)).toEqual([...added].sort());
  });

  test.each([
    [
      "activemq",
      `${ofBroker} runs ActiveMQ: queues and users of RabbitMQ cannot be declared there. Name a RabbitMQ broker; aws mq list-brokers --region us-east-1 lists all. See https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html`,
    ],
    [
      "not-made",
      `${ofBroker} has no AMQPS endpoint: it is still being made, or could not be (CREATION_FAILED). aws mq describe-broker --broker-id ${existingBroker} --region us-east-1 says which in BrokerState. Wait until it is RUNNING, or name another broker.`,
    ],
    [
      "is-private",
      `${ofBroker} is private, and existingBrokerConnectivity (MQESM_EXISTING_BROKER_CONNECTIVITY) is "public". Set it to "endpoints" or "nat". See https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html`,
    ],
    [
      "is-public",
      `${ofBroker} is public, and existingBrokerConnectivity (MQESM_EXISTING_BROKER_CONNECTIVITY) is "endpoints". Set it to "public". See https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html`,
    ],
  ])("%s: refused while planning, in one sentence", (run, text) => {
    expect(errorsOf(run)).toEqual([`Resource postcondition failed: ${text}`]);
  });

  test("subnets without a way out are named", () => {
    expect(errorsOf("nat-without-way")).toEqual([
      "Resource postcondition failed: Nothing in these route tables leads private addresses out of the VPC: rtb-main of subnet-a, rtb-main of subnet-b. An internet gateway carries public addresses only. " +
        'Add a route of 0.0.0.0/0 to a NAT gateway or a transit gateway, name the interface endpoints that the VPC has in existingEndpoints, or set existingBrokerConnectivity to "endpoints", which makes them. ' +
        "See https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
    ]);
  });

  test("is applied, and a second plan, which sees our own rules in that group, changes nothing", () => {
    expect(results.get("applied")).toMatchObject({ status: "pass", errors: [] });
    expect(results.get("applied-again")).toMatchObject({ status: "pass", errors: [], changes: {} });
  });

  test("no password is in state", () => {
    const { state } = results.get("applied") ?? {};
    if (state === undefined) throw new Error("Nothing was applied.");
    const stack = new AppliedStack(state, `mqesm-dev-${id}-`);
    expect(stack.resources("aws_secretsmanager_secret_version")).toEqual([]);
    expect(JSON.stringify(state)).not.toContain("rolled-for-the-first-plan");
  });
});

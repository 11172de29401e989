import fc from "fast-check";
import {
  type Attributes,
  type CostedResource,
  changeInWords,
  costOf,
  monthlyCost,
  priceTable,
  quantityOf,
  titleOf,
  totalInWords,
} from "../../../plan-review/cost";

const known = (values: Attributes["values"], unknown: readonly string[] = []): Attributes => ({ values, unknown });

const made = (type: string, after: Attributes, region: string | null = "us-east-1"): CostedResource => ({
  address: `${type}.it`,
  type,
  region,
  before: null,
  after,
});

const endpoint = (subnets: number, unknown: readonly string[] = []) =>
  known({ vpc_endpoint_type: "Interface", subnet_ids: Array(subnets).fill("subnet-1") }, unknown);

const broker = known({ host_instance_type: "mq.m7g.medium", deployment_mode: "SINGLE_INSTANCE" });

test.each([
  ["an interface endpoint in one zone", "aws_vpc_endpoint", endpoint(1), "7.30 USD"],
  ["an interface endpoint in three zones", "aws_vpc_endpoint", endpoint(3), "21.90 USD"],
  ["a NAT gateway", "aws_nat_gateway", known({}), "32.85 USD"],
  ["an elastic IP address", "aws_eip", known({}), "3.65 USD"],
  ["a secret", "aws_secretsmanager_secret", known({}), "0.40 USD"],
  ["a secret with two replicas", "aws_secretsmanager_secret", known({ replica: [{}, {}] }), "1.20 USD"],
  ["a broker", "aws_mq_broker", broker, "unknown"],
  ["a regional NAT gateway", "aws_nat_gateway", known({ availability_mode: "regional" }), "unknown"],
  ["an interface endpoint whose subnets are not known", "aws_vpc_endpoint", endpoint(0, ["subnet_ids"]), "unknown"],
  ["an endpoint of an unknown type", "aws_vpc_endpoint", known({}, ["vpc_endpoint_type"]), "unknown"],
  [
    "a gateway load balancer's endpoint",
    "aws_vpc_endpoint",
    known({ vpc_endpoint_type: "GatewayLoadBalancer" }),
    "unknown",
  ],
  ["a secret whose replicas are not known", "aws_secretsmanager_secret", known({}, ["replica"]), "unknown"],
  ["an EC2 instance", "aws_instance", known({ instance_type: "m7g.large" }), "unknown"],
])("%s", (_, type, attributes, cost) => {
  const { lines } = monthlyCost([made(type, attributes)]);
  expect(lines.map(({ after }) => costOf(after))).toEqual([cost]);
});

test.each([
  ["a gateway endpoint", "aws_vpc_endpoint", known({ vpc_endpoint_type: "Gateway" })],
  ["an endpoint without a type, which is a gateway endpoint", "aws_vpc_endpoint", known({})],
  ["an address of one's own pool", "aws_eip", known({ public_ipv4_pool: "ipv4pool-ec2-1" })],
  ["a security group", "aws_security_group", known({})],
  ["a type that is called like a property of every object", "constructor", known({})],
])("%s is not billed by the hour", (_, type, attributes) => {
  expect(monthlyCost([made(type, attributes)]).lines).toEqual([]);
});

test("a price holds in the Regions that its source names; one for every Region where the Region is not known, too", () => {
  const elsewhere = monthlyCost([
    made("aws_nat_gateway", known({}), "eu-west-1"),
    made("aws_nat_gateway", known({}), null),
    made("aws_eip", known({}), "eu-west-1"),
    made("aws_eip", known({}), null),
  ]);
  expect(elsewhere.lines.map((line) => [line.item, line.region, costOf(line.after)])).toEqual([
    ["nat-gateway", null, "unknown"],
    ["nat-gateway", "eu-west-1", "unknown"],
    ["public-ipv4-address", null, "3.65 USD"],
    ["public-ipv4-address", "eu-west-1", "3.65 USD"],
  ]);
  expect(totalInWords(elsewhere.after)).toBe("7.30 USD and what is unknown");
});

test("a broker that stays as it is changes nothing, though its price is not known", () => {
  const cost = monthlyCost([
    { address: "aws_mq_broker.it", type: "aws_mq_broker", region: "us-east-1", before: broker, after: broker },
    { ...made("aws_nat_gateway", known({})), before: known({}), after: null },
    made("aws_vpc_endpoint", endpoint(2)),
  ]);
  expect(cost.lines.map((line) => [titleOf(line), costOf(line.before), costOf(line.after)])).toEqual([
    ["Amazon MQ broker (mq.m7g.medium, SINGLE_INSTANCE)", "unknown", "unknown"],
    ["Interface endpoint", "0.00 USD", "14.60 USD"],
    ["NAT gateway", "32.85 USD", "0.00 USD"],
  ]);
  expect(totalInWords(cost.before)).toBe("32.85 USD and what is unknown");
  expect(totalInWords(cost.after)).toBe("14.60 USD and what is unknown");
  expect(changeInWords(cost.change)).toBe("-18.25 USD");
});

test("another instance type is another price: by how much is unknown", () => {
  const larger = known({ host_instance_type: "mq.m7g.large", deployment_mode: "SINGLE_INSTANCE" });
  const cost = monthlyCost([
    { address: "aws_mq_broker.it", type: "aws_mq_broker", region: "us-east-1", before: broker, after: larger },
  ]);
  expect(cost.lines.map((line) => [titleOf(line), costOf(line.before), costOf(line.after)])).toEqual([
    ["Amazon MQ broker (mq.m7g.large, SINGLE_INSTANCE)", "0.00 USD", "unknown"],
    ["Amazon MQ broker (mq.m7g.medium, SINGLE_INSTANCE)", "unknown", "0.00 USD"],
  ]);
  expect(changeInWords(cost.change)).toBe("unknown");
});

test("what cannot be counted is named, and the rest is said to be the least", () => {
  const { lines, change } = monthlyCost([
    made("aws_vpc_endpoint", endpoint(1)),
    { ...made("aws_vpc_endpoint", endpoint(0, ["subnet_ids"])), address: "aws_vpc_endpoint.other" },
  ]);
  expect(lines.map((line) => [quantityOf(line, line.after), costOf(line.after), line.after.uncounted])).toEqual([
    ["at least 1 zone of an endpoint", "at least 7.30 USD", ["aws_vpc_endpoint.other"]],
  ]);
  expect(changeInWords(change)).toBe("unknown");
});

test("nothing billed costs nothing", () => {
  const { before, after, change } = monthlyCost([]);
  expect([totalInWords(before), totalInWords(after), changeInWords(change)]).toEqual([
    "0.00 USD",
    "0.00 USD",
    "no change",
  ]);
});

test("every price is dated, has a source, and is more than nothing", () => {
  for (const { prices, priceList } of Object.values(priceTable)) {
    expect(priceList).toMatch(/^https:\/\/aws\.amazon\.com\/\S+\/$/);
    for (const { usd, source, asOf } of prices) {
      expect(usd).toBeGreaterThan(0);
      expect(source).toMatch(/^https:\/\/\S+$/);
      expect(asOf).toMatch(/^20\d\d-\d\d(-\d\d)?$/);
    }
  }
});

const types = fc.constantFrom(
  "aws_mq_broker",
  "aws_vpc_endpoint",
  "aws_nat_gateway",
  "aws_eip",
  "aws_secretsmanager_secret",
);
const attributes = fc.option(
  fc.record({
    values: fc.record(
      {
        vpc_endpoint_type: fc.constantFrom("Interface", "Gateway"),
        subnet_ids: fc.array(fc.string(), { maxLength: 4 }),
      },
      { requiredKeys: [] },
    ),
    unknown: fc.subarray(["subnet_ids", "vpc_endpoint_type", "replica"]),
  }),
  { nil: null },
);
const resource: fc.Arbitrary<CostedResource> = fc.record({
  address: fc.string(),
  type: types,
  region: fc.constantFrom("us-east-1", "eu-west-1", null),
  before: attributes,
  after: attributes,
});

test("in any order the same; turned round, the opposite; and what is not known is never nothing", () => {
  fc.assert(
    fc.property(fc.array(resource, { maxLength: 8 }), (resources) => {
      const cost = monthlyCost(resources);
      expect(monthlyCost([...resources].reverse())).toEqual(cost);
      const back = monthlyCost(resources.map((each) => ({ ...each, before: each.after, after: each.before })));
      expect(back.before).toEqual(cost.after);
      expect(back.change.usd + cost.change.usd).toBeCloseTo(0, 5);
      for (const { price, after } of cost.lines) {
        if (after.usd === 0) expect(after.quantity).toBe(0);
        if (price === null && after.quantity > 0) expect(after.usd).toBeNull();
      }
    }),
  );
});

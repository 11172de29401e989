import { obstaclesOf } from "../../connectivity";
import { explain } from "../../connectivity/wording/explain";
import { type Sentence, spell } from "../../connectivity/wording/sentence";
import { type Changes, changed, ref, verdictOn, WITH_ENDPOINTS, WITH_NAT, without } from "./paths/stack";

const VPC = ref("aws_vpc.main.id");

/** A cluster of which each subnet has a route table of its own. */
function cluster(names: readonly string[], different: Changes = {}): Changes {
  const subnets = names.map(
    (name, index): Changes => ({
      [`aws_subnet.${name}`]: {
        vpc_id: VPC,
        cidr_block: `10.0.${20 + index}.0/24`,
        availability_zone: `eu-west-1${name}`,
      },
      [`aws_route_table.${name}`]: { vpc_id: VPC },
      [`aws_route_table_association.${name}`]: {
        subnet_id: ref(`aws_subnet.${name}.id`),
        route_table_id: ref(`aws_route_table.${name}.id`),
      },
    }),
  );
  return Object.assign(
    {
      "aws_mq_broker.orders": {
        deployment_mode: "CLUSTER_MULTI_AZ",
        subnet_ids: names.map((name) => ref(`aws_subnet.${name}.id`)),
      },
    },
    ...subnets,
    different,
  );
}

function told(stack: Changes) {
  return obstaclesOf(verdictOn(stack).mapping.hops).map((obstacle) => ({
    hops: obstacle.hops.map(({ target, from }) => `${target} ${from}`),
    resources: obstacle.resources,
    explanation: spell(explain(obstacle.told).explanation),
    remedy: spelled(explain(obstacle.told).remedy),
  }));
}

function spelled(sentence: Sentence | null): string | null {
  return sentence === null ? null : spell(sentence);
}

const SERVICES = ["sts", "secretsmanager", "lambda"];
const everyHop = (names: readonly string[], targets: readonly string[]) =>
  names.flatMap((name) => targets.map((target) => `${target} aws_subnet.${name}`));

test("route tables that lack the same route are one matter", () => {
  expect(told(changed(WITH_NAT, cluster(["a", "b", "c"])))).toEqual([
    {
      hops: everyHop(["a", "b", "c"], SERVICES),
      resources: ["aws_route_table.a", "aws_route_table.b", "aws_route_table.c"],
      explanation:
        "There is no IPv4 route to the internet: aws_route_table.a, aws_route_table.b and aws_route_table.c have no routes; aws_vpc.main has no endpoint for STS, Secrets Manager and Lambda either.",
      remedy:
        "Give aws_route_table.a, aws_route_table.b and aws_route_table.c a default route to a NAT gateway, or create interface endpoints for STS, Secrets Manager and Lambda in aws_vpc.main.",
    },
  ]);
});

test("subnets that lack the same association are one matter", () => {
  const unassociated = without("aws_route_table_association.a", "aws_route_table_association.b");
  expect(told(changed(WITH_NAT, cluster(["a", "b"], unassociated)))).toEqual([
    {
      hops: everyHop(["a", "b"], SERVICES),
      resources: ["aws_subnet.a", "aws_subnet.b"],
      explanation:
        "There is no IPv4 route to the internet: no route table is associated with aws_subnet.a and aws_subnet.b, and the main one of aws_vpc.main has no routes (aws_route_table.private leads to a NAT gateway, but is not associated with them); aws_vpc.main has no endpoint for STS, Secrets Manager and Lambda either.",
      remedy: "Associate aws_subnet.a and aws_subnet.b with aws_route_table.private.",
    },
  ]);
});

test("a group that lets nothing pass is one matter for each direction, from whichever subnet and to whichever endpoint", () => {
  const closed = { "aws_security_group.broker": { ingress: [], egress: [] } };
  expect(told(changed(WITH_ENDPOINTS, cluster(["a", "b"], closed)))).toEqual([
    {
      hops: everyHop(["a", "b"], ["broker"]),
      resources: ["aws_security_group.broker"],
      explanation:
        "aws_security_group.broker lets nothing out on TCP 5671 to the broker in aws_subnet.a and aws_subnet.b: it has no egress rules. Also: aws_security_group.broker lets nothing in on TCP 5671 from the mapping's interfaces in aws_subnet.a and aws_subnet.b (with aws_security_group.broker): it has no ingress rules.",
      remedy:
        "Give aws_security_group.broker an egress rule for TCP 5671 to the broker in aws_subnet.a and aws_subnet.b.",
    },
    {
      hops: everyHop(["a", "b"], SERVICES),
      resources: ["aws_security_group.broker"],
      explanation:
        "aws_security_group.broker lets nothing out on TCP 443 to aws_vpc_endpoint.sts, aws_vpc_endpoint.secretsmanager and aws_vpc_endpoint.lambda: it has no egress rules.",
      remedy:
        "Give aws_security_group.broker an egress rule for TCP 443 to aws_vpc_endpoint.sts, aws_vpc_endpoint.secretsmanager and aws_vpc_endpoint.lambda.",
    },
  ]);
});

test("endpoints that lack the same are one matter", () => {
  const off = Object.fromEntries(["sts", "lambda"].map((name) => [`aws_vpc_endpoint.${name}`, { subnet_ids: [] }]));
  expect(told(changed(WITH_ENDPOINTS, off))).toMatchObject([
    {
      resources: ["aws_vpc_endpoint.sts", "aws_vpc_endpoint.lambda"],
      explanation: "aws_vpc_endpoint.sts and aws_vpc_endpoint.lambda have no subnets, so they have no addresses.",
      remedy: "Give aws_vpc_endpoint.sts and aws_vpc_endpoint.lambda subnet_ids.",
    },
  ]);
});

test("the endpoint that was forgotten beside others comes first", () => {
  expect(told(changed(WITH_ENDPOINTS, cluster(["a", "b"], without("aws_vpc_endpoint.sts"))))).toMatchObject([
    {
      hops: everyHop(["a", "b"], ["sts"]),
      resources: ["aws_route_table.a", "aws_route_table.b"],
      explanation:
        "There is no IPv4 route to the internet: aws_route_table.a and aws_route_table.b have no routes; aws_vpc.main has no endpoint for STS either, only aws_vpc_endpoint.secretsmanager and aws_vpc_endpoint.lambda for others.",
      remedy:
        "Create an interface endpoint for STS in aws_vpc.main, or give aws_route_table.a and aws_route_table.b a default route to a NAT gateway.",
    },
  ]);
});

test("what is not known of each subnet is listed once each, with one remedy", () => {
  const [A, B] = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"];
  const changes = { "aws_mq_broker.orders": { subnet_ids: [A, B], deployment_mode: "CLUSTER_MULTI_AZ" } };
  expect(told(changed(WITH_NAT, changes))).toEqual([
    {
      hops: [`broker ${A}`, `broker ${B}`],
      resources: [],
      explanation: `${A} is not in this input; ${B} is not in this input: add the state of their workspace; the network ACL of ${A} is not in this input; the network ACL of ${B} is not in this input.`,
      remedy: "Add the input that shows it.",
    },
    {
      hops: [...SERVICES.map((service) => `${service} ${A}`), ...SERVICES.map((service) => `${service} ${B}`)],
      resources: [],
      explanation: `${A} is not in this input; ${B} is not in this input: add the state of their workspace; the routes of the route table of ${A} are not in this input: add its workspace's state, or data.aws_route_table; the routes of the route table of ${B} are not in this input: add its workspace's state, or data.aws_route_table.`,
      remedy: "Add the input that shows the routes.",
    },
  ]);
});

test("subnets that lack different things stay apart", () => {
  const one = { "aws_route_table_association.a": null };
  expect(told(changed(WITH_NAT, cluster(["a", "b"], one))).map(({ hops }) => hops)).toEqual([
    everyHop(["a"], SERVICES),
    everyHop(["b"], SERVICES),
  ]);
});

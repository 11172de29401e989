import { type Changes, changed, ref, verdictOn, WITH_ENDPOINTS, WITH_NAT } from "../../../paths/stack";

const BROKER = "aws_mq_broker.orders";
const isPublic = (values: object = {}): Changes => ({
  [BROKER]: { publicly_accessible: true, security_groups: undefined, ...values },
});

/** Rule and resource of what decides the verdict on a stack with a public broker. */
function decisive(stack: Changes, values?: object) {
  const { verdict, findings } = verdictOn(changed(stack, isPublic(values))).mapping;
  return { verdict, findings: findings.filter(({ effect }) => effect !== "none") };
}

const takenIn = (subnet: string) => ({ subnet_ids: [ref(`${subnet}.id`)] });

test("a subnet that is routed to an internet gateway takes a public broker", () => {
  expect(decisive(WITH_NAT, takenIn("aws_subnet.public"))).toEqual({ verdict: "works", findings: [] });
});

test("without a route to one there is no such subnet, says Amazon MQ", () => {
  expect(decisive(WITH_ENDPOINTS)).toMatchObject({
    verdict: "fails",
    findings: [
      {
        rule: "public-broker-subnet",
        kind: "refused",
        resource: BROKER,
        explanation: `${BROKER} is publicly accessible, and aws_subnet.private has no route to an internet gateway: Amazon MQ answers that there is no such subnet.`,
        remedy: "Give the route table of aws_subnet.private a route to an internet gateway, or name no subnet_ids.",
      },
    ],
  });
});

test.each([
  ["a NAT gateway is another way", WITH_NAT, takenIn("aws_subnet.private")],
  ["the subnet is known by its id only", WITH_NAT, { subnet_ids: ["subnet-0123456789abcdef0"] }],
  ["the subnets are not known", WITH_NAT, { deployment_mode: "CLUSTER_MULTI_AZ", subnet_ids: ref("var.subnets") }],
])("it is not known where %s", (_, stack, values) => {
  const { verdict, findings } = decisive(stack, values);
  expect(verdict).toBe("unknown");
  expect(findings.map(({ rule }) => rule)).toEqual(["broker-unknown"]);
});

test("Amazon MQ chooses a public subnet where none is named", () => {
  expect(decisive(WITH_ENDPOINTS, { subnet_ids: undefined })).toEqual({ verdict: "works", findings: [] });
});

test("one subnet of a cluster without a gateway is enough", () => {
  const cluster = {
    deployment_mode: "CLUSTER_MULTI_AZ",
    subnet_ids: [ref("aws_subnet.public.id"), ref("aws_subnet.isolated.id")],
  };
  const stack = changed(WITH_NAT, {
    "aws_subnet.isolated": {
      vpc_id: ref("aws_vpc.main.id"),
      cidr_block: "10.0.2.0/24",
      availability_zone: "eu-west-1b",
    },
    "aws_route_table.isolated": { vpc_id: ref("aws_vpc.main.id") },
    "aws_route_table_association.isolated": {
      subnet_id: ref("aws_subnet.isolated.id"),
      route_table_id: ref("aws_route_table.isolated.id"),
    },
  });
  expect(decisive(stack, cluster)).toMatchObject({
    verdict: "fails",
    findings: [{ rule: "public-broker-subnet", facts: { broker: BROKER, subnet: "aws_subnet.isolated" } }],
  });
});

test("a private broker needs no internet gateway", () => {
  expect(verdictOn(WITH_ENDPOINTS).mapping.verdict).toBe("works");
});

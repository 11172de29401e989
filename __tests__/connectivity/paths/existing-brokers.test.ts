import { stateOf } from "./applied";
import { type Arguments, type Changes, changed, MAPPING, SERVICES, Verdict, WITH_ENDPOINTS } from "./stack";

const [subnet, group, vpc, arn] = [
  "subnet-0a1b2c3d",
  "sg-0a1b2c3d",
  "vpc-0a1b2c3d",
  "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1",
];

const secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-AbCdEf";

/** A rule of the broker's group, as its data source shows it. */
const rule = (given: Arguments): Arguments => ({
  security_group_id: group,
  is_egress: false,
  ip_protocol: "tcp",
  from_port: 5671,
  to_port: 5671,
  cidr_ipv4: "",
  referenced_security_group_id: "",
  ...given,
});
const itself = rule({ id: "sgr-1", referenced_security_group_id: group });
const application = rule({ id: "sgr-1", referenced_security_group_id: "sg-0application" });
const everythingOut = rule({
  id: "sgr-2",
  is_egress: true,
  ip_protocol: "-1",
  from_port: -1,
  to_port: -1,
  cidr_ipv4: "0.0.0.0/0",
});
const amqpsOut = rule({ id: "sgr-2", is_egress: true, referenced_security_group_id: group });

/** A broker that a data source reads, with its network, beside endpoints of ours. */
const EXISTING: Changes = changed(WITH_ENDPOINTS, {
  "aws_vpc.main": null,
  "aws_subnet.private": null,
  "aws_security_group.broker": null,
  "aws_mq_broker.orders": null,
  "data.aws_mq_broker.orders": {
    id: "b-1",
    broker_id: "b-1",
    arn,
    engine_type: "RabbitMQ",
    deployment_mode: "SINGLE_INSTANCE",
    publicly_accessible: false,
    subnet_ids: [subnet],
    security_groups: [group],
  },
  "data.aws_subnet.broker": { id: subnet, vpc_id: vpc, cidr_block: "10.0.1.0/24", availability_zone: "eu-west-1a" },
  "data.aws_vpc.broker": { id: vpc, cidr_block: "10.0.0.0/16", enable_dns_support: true, enable_dns_hostnames: true },
  "data.aws_vpc_security_group_rules.broker": {
    filter: [{ name: "group-id", values: [group] }],
    ids: ["sgr-1", "sgr-2"],
  },
  "data.aws_vpc_security_group_rule.in": itself,
  "data.aws_vpc_security_group_rule.out": everythingOut,
  "aws_security_group.endpoints": {
    vpc_id: vpc,
    ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["10.0.0.0/16"] }],
  },
  ...Object.fromEntries(
    SERVICES.map((service) => [`aws_vpc_endpoint.${service}`, { vpc_id: vpc, subnet_ids: [subnet] }]),
  ),
  "aws_secretsmanager_secret.orders": { arn: secret },
  [MAPPING]: { event_source_arn: arn, source_access_configuration: [{ type: "BASIC_AUTH", uri: secret }] },
});

const judged = (changes: Changes = {}) => new Verdict([stateOf(changed(EXISTING, changes))]);

test("a broker that is read is judged like one that is made", () => {
  const { verdict, hops } = judged().mapping;
  expect({ verdict, ports: hops.map(({ port }) => port) }).toEqual({ verdict: "works", ports: [5671, 443, 443, 443] });
});

test("its group is closed to the mapping where only others are let in", () => {
  const verdict = judged({ "data.aws_vpc_security_group_rule.in": application });
  expect(verdict.hops).toEqual({ broker: "blocked: security-group-ingress", services: "reachable" });
});

test("what its group does not let out does not reach the endpoints", () => {
  const verdict = judged({ "data.aws_vpc_security_group_rule.out": amqpsOut });
  expect(verdict.hops).toEqual({ broker: "reachable", services: "blocked: security-group-egress" });
});

test("without its rules it is unknown, and what would show them is named", () => {
  const verdict = judged({
    "data.aws_vpc_security_group_rules.broker": null,
    "data.aws_vpc_security_group_rule.in": null,
    "data.aws_vpc_security_group_rule.out": null,
  });
  expect(verdict.mapping.verdict).toBe("unknown");
  expect(verdict.to("broker").explanation).toContain(
    "data.aws_vpc_security_group_rules and data.aws_vpc_security_group_rule show them",
  );
});

test("a public one needs nothing of a network", () => {
  const verdict = judged({
    "data.aws_mq_broker.orders": { publicly_accessible: true, security_groups: [] },
    ...Object.fromEntries(SERVICES.map((service) => [`aws_vpc_endpoint.${service}`, null])),
  });
  expect(verdict.mapping.verdict).toBe("works");
});

test("an ActiveMQ broker is polled as such, on another port, which this group does not let in", () => {
  const verdict = judged({ "data.aws_mq_broker.orders": { engine_type: "ActiveMQ" } });
  expect(verdict.hops.broker).toBe("blocked: security-group-ingress");
  expect(verdict.to("broker").port).toBe(61617);
});

test("where the broker was not read yet, its place is unknown", () => {
  const verdict = judged({
    "data.aws_mq_broker.orders": { subnet_ids: null, security_groups: null, publicly_accessible: null },
  });
  expect(verdict.mapping.verdict).toBe("unknown");
});

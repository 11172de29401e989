import { check, inWords, reasons, rules, UnusableInputError } from "../../connectivity";
import {
  type Arguments,
  type Changes,
  changed,
  configuration,
  MAPPING,
  ref,
  WITH_ENDPOINTS,
  WITH_NAT,
} from "./paths/stack";

const report = (stack: Changes, ...assume: string[]) =>
  inWords(check([{ name: "cdk.tf.json", json: configuration(stack) }], { assume }));

describe("mappings", () => {
  test("none", () => {
    expect(check([{ name: "cdk.tf.json", json: { resource: { aws_vpc: { main: {} } } } }])).toEqual({
      mappings: [],
      findings: [],
    });
  });

  test("several, each on its own broker", () => {
    const stack = changed(WITH_NAT, {
      "aws_mq_broker.public": {
        ...WITH_NAT["aws_mq_broker.orders"],
        publicly_accessible: true,
        subnet_ids: null,
        security_groups: null,
      },
      "aws_lambda_event_source_mapping.public": {
        ...WITH_NAT[MAPPING],
        event_source_arn: ref("aws_mq_broker.public.arn"),
      },
      "aws_route.private": null,
    });
    const { mappings } = report(stack);
    expect(mappings.map(({ address, verdict }) => [address, verdict])).toEqual([
      [MAPPING, "fails"],
      ["aws_lambda_event_source_mapping.public", "works"],
    ]);
  });

  test("on one of two brokers, of which the input lost which", () => {
    const second = { ...WITH_NAT["aws_mq_broker.orders"] };
    const both: Changes = {
      "aws_mq_broker.second": second,
      [MAPPING]: { event_source_arn: ref("var.second ? aws_mq_broker.second.arn : aws_mq_broker.orders.arn") },
    };
    expect(report(changed(WITH_NAT, both)).mappings[0]?.verdict).toBe("works");
    const closed = changed(changed(WITH_NAT, both), { "aws_mq_broker.second": { host_instance_type: "mq.t3.micro" } });
    const [mapping] = report(closed).mappings;
    expect(mapping?.verdict).toBe("unknown");
    expect(mapping?.hops[0]?.explanation).toBe(
      `Which of aws_mq_broker.second, aws_mq_broker.orders ${MAPPING} is on is not in this input.`,
    );
  });

  test("on one of two brokers that both fail, but not by the same hop", () => {
    const subnet = { ...WITH_NAT["aws_subnet.private"], cidr_block: "10.0.2.0/24" };
    const stack = changed(WITH_NAT, {
      "aws_subnet.elsewhere": subnet,
      "aws_mq_broker.elsewhere": { ...WITH_NAT["aws_mq_broker.orders"], subnet_ids: [ref("aws_subnet.elsewhere.id")] },
      "aws_mq_broker.orders": { host_instance_type: "mq.t3.micro" },
      [MAPPING]: { event_source_arn: ref("var.second ? aws_mq_broker.elsewhere.arn : aws_mq_broker.orders.arn") },
    });
    const [mapping] = report(stack).mappings;
    expect(mapping?.verdict).toBe("fails");
    expect(mapping?.findings.map(({ rule }) => rule)).toContain("instance-type");
    expect(mapping?.hops.map(({ target, from, verdict }) => [target, from, verdict])).toEqual([
      ["broker", "aws_subnet.elsewhere", "reachable"],
      ["broker", "aws_subnet.private", "reachable"],
      ["sts", null, "unknown"],
      ["secretsmanager", null, "unknown"],
      ["lambda", null, "unknown"],
    ]);
    expect(mapping?.hops[2]?.explanation).toContain("is on is not in this input. From aws_subnet.elsewhere: ");
  });

  test("on a broker that is not in the input", () => {
    const arn = "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1";
    const [mapping] = report(
      changed(WITH_NAT, { "aws_mq_broker.orders": null, [MAPPING]: { event_source_arn: arn } }),
    ).mappings;
    expect(mapping).toMatchObject({ address: MAPPING, verdict: "unknown", assumptions: [] });
    expect(mapping?.findings.map(({ rule }) => rule)).toEqual(["secret-value"]);
    expect(
      mapping?.hops.map(({ target, from, verdict, reason, explanation }) => ({
        target,
        from,
        verdict,
        reason,
        explanation,
      })),
    ).toEqual(
      ["broker", "sts", "secretsmanager", "lambda"].map((target) => ({
        target,
        from: null,
        verdict: "unknown",
        reason: "broker-unknown-source",
        explanation: `${arn} is not in this input: add its workspace's state.`,
      })),
    );
  });
});

describe("a broker of which the input does not show the engine", () => {
  const unknown = { "aws_mq_broker.orders": { engine_type: ref("var.engine") } };

  test("has the port of either, and what holds for both holds", () => {
    const [mapping] = report(changed(WITH_NAT, unknown)).mappings;
    expect(mapping?.verdict).toBe("unknown");
    expect(mapping?.hops[0]).toMatchObject({
      target: "broker",
      port: null,
      verdict: "unknown",
      explanation:
        "Whether aws_mq_broker.orders is Amazon MQ for RabbitMQ or Amazon MQ for ActiveMQ is not in this input.",
    });
  });

  test("is not told what is wrong with one of the kinds only, though it fails as either", () => {
    const [mapping] = report(
      changed(WITH_NAT, { "aws_mq_broker.orders": { engine_type: ref("var.engine"), engine_version: "3.8" } }),
    ).mappings;
    expect(mapping?.verdict).toBe("unknown");
    expect(mapping?.findings.map(({ rule }) => rule)).toEqual(["secret-value", "ordering"]);
  });

  test("fails by what is wrong for either", () => {
    const [mapping] = report(changed(WITH_NAT, { ...unknown, [MAPPING]: { batch_size: 0 } })).mappings;
    expect(mapping?.verdict).toBe("fails");
    expect(mapping?.findings.map(({ rule }) => rule)).toContain("batch-size");
  });

  test("is on RabbitMQ where the mapping names a virtual host", () => {
    const secret = { type: "BASIC_AUTH", uri: ref("aws_secretsmanager_secret.orders.arn") };
    const named = { source_access_configuration: [secret, { type: "VIRTUAL_HOST", uri: "/" }] };
    const [mapping] = report(changed(WITH_NAT, { ...unknown, [MAPPING]: named })).mappings;
    expect(mapping?.verdict).toBe("works");
    expect(mapping?.hops[0]?.port).toBe(5671);
  });
});

describe("sources that are not on Amazon MQ", () => {
  test.each<[string, Changes, string]>([
    [
      "MSK",
      {
        "aws_msk_cluster.events": {},
        [MAPPING]: { event_source_arn: ref("aws_msk_cluster.events.arn"), queues: null, topics: ["orders"] },
      },
      `${MAPPING} is on Amazon MSK, which obeys the same rules on TCP 9092 to 9098, and is not judged.`,
    ],
    [
      "MSK from elsewhere",
      { [MAPPING]: { event_source_arn: "arn:aws:kafka:eu-west-1:123456789012:cluster/events/1", queues: null } },
      `${MAPPING} is on Amazon MSK, which obeys the same rules on TCP 9092 to 9098, and is not judged.`,
    ],
    [
      "self-managed Kafka",
      {
        [MAPPING]: {
          event_source_arn: null,
          queues: null,
          self_managed_event_source: [{ endpoints: { KAFKA_BOOTSTRAP_SERVERS: "kafka:9092" } }],
        },
      },
      `${MAPPING} is on self-managed Kafka, which obeys the same rules on TCP 9092 to 9098, and is not judged.`,
    ],
  ])("%s is named as not judged", (_, changes, explanation) => {
    const { mappings, findings } = report(changed(WITH_NAT, changes));
    expect(mappings).toEqual([]);
    expect(findings).toMatchObject([
      {
        rule: "event-source-not-judged",
        severity: "note",
        effect: "none",
        kind: "outcome",
        resource: MAPPING,
        constructPath: null,
        explanation,
        remedy: "Check its network by hand.",
      },
    ]);
  });

  test("queues and streams need no VPC", () => {
    const queue = changed(WITH_NAT, {
      "aws_sqs_queue.orders": {},
      [MAPPING]: { event_source_arn: ref("aws_sqs_queue.orders.arn"), queues: null },
    });
    expect(report(queue)).toEqual({ mappings: [], findings: [] });
    const stream = changed(WITH_NAT, {
      [MAPPING]: { event_source_arn: "arn:aws:kinesis:eu-west-1:123456789012:stream/orders", queues: null },
    });
    expect(report(stream)).toEqual({ mappings: [], findings: [] });
  });

  test("a source that is not shown is said to be", () => {
    const { mappings, findings } = report(
      changed(WITH_NAT, { [MAPPING]: { event_source_arn: ref("var.source"), queues: null } }),
    );
    expect(mappings).toEqual([]);
    expect(findings).toMatchObject([{ rule: "event-source-unknown", severity: "warning", resource: MAPPING }]);
    const withQueues = report(changed(WITH_NAT, { [MAPPING]: { event_source_arn: ref("var.source") } }));
    expect(withQueues.mappings[0]?.verdict).toBe("unknown");
  });
});

describe("assumptions", () => {
  const behind: Arguments = { nat_gateway_id: null, transit_gateway_id: "tgw-0123" };

  test("that a verdict rests on are repeated", () => {
    const { mappings, findings } = report(
      changed(WITH_NAT, { "aws_route.private": behind }),
      "tgw-0123:leads-to-aws-services",
    );
    expect(mappings[0]).toMatchObject({ verdict: "works", assumptions: ["tgw-0123:leads-to-aws-services"] });
    expect(findings).toEqual([]);
  });

  test("that none rests on are said to be unused", () => {
    const { mappings, findings } = report(WITH_NAT, "tgw-0123:leads-to-aws-services", "tgw-0123:leads-to-aws-services");
    expect(mappings[0]).toMatchObject({ verdict: "works", assumptions: [] });
    expect(findings).toMatchObject([
      {
        rule: "assumption-unused",
        facts: { assumption: "tgw-0123:leads-to-aws-services" },
        severity: "warning",
        effect: "none",
        kind: "outcome",
        resource: null,
        constructPath: null,
        explanation: 'No verdict rests on the assumption "tgw-0123:leads-to-aws-services".',
        remedy: "Spell it as the remedy of an unknown hop does, or leave it out.",
      },
    ]);
  });

  test("do not make anything worse", () => {
    expect(
      report(changed(WITH_NAT, { "aws_route.private": null }), "aws_vpc.main:dns-support").mappings[0]?.verdict,
    ).toBe("fails");
  });
});

describe("what the report says", () => {
  test("construct paths of what has to change", () => {
    const metadata = { "//": { metadata: { path: "orders/network/private-route" } } };
    const wrong: Arguments = { ...metadata, nat_gateway_id: null, gateway_id: ref("aws_internet_gateway.main.id") };
    const [mapping] = report(changed(WITH_NAT, { "aws_route.private": wrong })).mappings;
    expect(mapping?.hops[1]).toMatchObject({
      target: "sts",
      from: "aws_subnet.private",
      verdict: "blocked",
      via: null,
      reason: "internet-gateway-private-address",
      resource: "aws_route.private",
      constructPath: "orders/network/private-route",
      explanation:
        "aws_subnet.private is a public subnet: aws_route.private leads to aws_internet_gateway.main, which drops what comes from private addresses, and the mapping's interfaces have no others; aws_vpc.main has no endpoint for STS either.",
      remedy:
        "Create an interface endpoint for STS in aws_vpc.main, or place the broker in a subnet that is routed to a NAT gateway.",
    });
  });

  test("several blockers, the decisive one first", () => {
    const [mapping] = report(
      changed(WITH_ENDPOINTS, {
        "aws_security_group.broker": { egress: [] },
        "aws_security_group.endpoints": { ingress: [] },
      }),
    ).mappings;
    expect(mapping?.hops[1]).toMatchObject({
      reason: "security-group-egress",
      resource: "aws_security_group.broker",
      explanation:
        "aws_security_group.broker lets nothing out on TCP 443 to aws_vpc_endpoint.sts: it has no egress rules. Also: aws_security_group.endpoints lets nothing in on TCP 443 from the mapping's interfaces in aws_subnet.private (with aws_security_group.broker): it has no ingress rules.",
    });
  });

  test("what fails the mapping comes before what leaves it unknown", () => {
    const { mappings } = report(
      changed(WITH_NAT, {
        "aws_iam_role.listener": { permissions_boundary: "arn:aws:iam::123456789012:policy/guard" },
        [MAPPING]: { batch_size: 0 },
      }),
    );
    const decisive = mappings[0]?.findings.filter(({ effect }) => effect !== "none");
    expect(decisive?.map(({ rule, resource }) => `${rule} at ${resource}`)).toEqual([
      `batch-size at ${MAPPING}`,
      "permission-unknown at aws_iam_role.listener",
    ]);
  });

  test("every code is documented", () => {
    expect(Object.keys(reasons).filter((code) => Object.hasOwn(rules, code))).toEqual([]);
    for (const entry of [...Object.values(reasons), ...Object.values(rules)]) {
      expect(entry.source).toMatch(/^https:\/\//);
      expect([entry.title, entry.meaning, entry.example].every((text) => text.length > 0)).toBe(true);
    }
  });
});

describe("inputs", () => {
  test("that are no Terraform JSON are refused by name", () => {
    expect(() => check([{ name: "notes.json", json: [] }])).toThrow(UnusableInputError);
    expect(() => check([{ name: "notes.json", json: [] }])).toThrow(/notes\.json/);
  });

  test("of absurd values are unknown or blocked, never a crash", () => {
    const absurd: Changes = {
      "aws_vpc.main": { cidr_block: "999.0.0.0/99" },
      "aws_subnet.private": { cidr_block: "10.0.1.0/33", vpc_id: ref("aws_subnet.private.vpc_id") },
      "aws_route.private": { destination_cidr_block: { nested: ["0.0.0.0/0"] }, route_table_id: 7 },
      "aws_security_group.broker": {
        ingress: "everything",
        egress: [[["10.0.0.0/8"]]],
        vpc_id: ref("aws_vpc.main.id.id.id"),
      },
      "aws_nat_gateway.main": { subnet_id: [ref("aws_subnet.private.id"), null], connectivity_type: 3 },
      "aws_network_acl.odd": {
        vpc_id: ref("aws_vpc.main.id"),
        subnet_ids: {},
        ingress: [{ rule_no: "first", protocol: [] }],
      },
    };
    expect(report(changed(WITH_NAT, absurd)).mappings[0]?.verdict).not.toBe("works");
  });

  test("of references in a circle come to an end", () => {
    const stack = changed(WITH_ENDPOINTS, {
      "aws_vpc_endpoint.sts": { subnet_ids: ref("aws_vpc_endpoint.lambda.subnet_ids") },
      "aws_vpc_endpoint.lambda": { subnet_ids: ref("aws_vpc_endpoint.sts.subnet_ids") },
      "aws_subnet.private": { vpc_id: ref("aws_security_group.broker.vpc_id") },
      "aws_security_group.broker": { vpc_id: ref("aws_subnet.private.vpc_id") },
    });
    expect(report(stack).mappings[0]?.verdict).toBe("unknown");
  });
});

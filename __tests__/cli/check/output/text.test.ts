import { NOTHING_ACCEPTED } from "../../../../cli/check/acceptance/acceptance";
import { renderText } from "../../../../cli/check/output/text";
import { cause } from "../../../../connectivity/causes/cause";
import { missingFact } from "../../../../connectivity/causes/missing-fact";
import type { FindingOf } from "../../../../connectivity/verdict";
import { blocked, finding, hop, mapping, report } from "../../reports";

jest.mock("../../../../cli/check/output/code-entry", () => ({
  codeEntry: (code: string | null) =>
    code === null ? undefined : { title: `Title of ${code}`, source: `https://docs.aws.amazon.com/${code}` },
}));

const one = (...mappings: Parameters<typeof report>) =>
  renderText([{ workspace: "plan.json", report: report(...mappings) }], NOTHING_ACCEPTED, false);

test("a mapping that works is drawn hop by hop", () => {
  expect(one(mapping())).toBe(`WORKS  aws_lambda_event_source_mapping.orders

  aws_subnet.private[0]
  ├── inside the VPC ─────▶ broker :5671
  ├── NAT gateway ────────▶ STS :443
  ├── interface endpoint ─▶ Secrets Manager :443
  └── NAT gateway ────────▶ Lambda :443

The event source mapping works. Nothing has to change.
`);
});

const lost: FindingOf<"role-lacks-logs"> = {
  ...finding({ severity: "warning", effect: "none" }),
  rule: "role-lacks-logs",
  facts: { role: "aws_iam_role.listener", actions: ["logs:PutLogEvents"] },
};

test("a mapping that fails names the resource, its construct, why, the remedy and AWS's page", () => {
  const text = one(
    mapping({
      verdict: "fails",
      constructPath: "app/listener/mapping",
      hops: [hop(), blocked({ constructPath: "app/network/private" })],
      findings: [lost, finding()],
    }),
  );
  expect(text).toBe(`FAILS  aws_lambda_event_source_mapping.orders
  construct app/listener/mapping

  aws_subnet.private[0]
  ├── inside the VPC ──────────▶ broker :5671
  └── aws_route_table.private ─✗ STS :443  blocked

  blocked STS from aws_subnet.private[0] [no-route-out]
    resource  aws_route_table.private
    construct app/network/private
    why       There is no IPv4 route to the internet: aws_route_table.private has no routes.
    remedy    Give aws_route_table.private a default route to a NAT gateway, or create interface endpoints for the services.
    see       https://docs.aws.amazon.com/no-route-out

  error Title of role-lacks-permission [role-lacks-permission]
    resource  aws_iam_role.listener
    why       aws_iam_role.listener is not allowed mq:DescribeBroker on aws_mq_broker.orders: it has no policy that allows it.
    remedy    Allow mq:DescribeBroker on aws_mq_broker.orders in a policy of aws_iam_role.listener.
    see       https://docs.aws.amazon.com/role-lacks-permission

  warning Title of role-lacks-logs [role-lacks-logs]
    resource  aws_iam_role.listener
    why       aws_iam_role.listener is not allowed logs:PutLogEvents, so what the function writes to its log is lost.
    remedy    Allow logs:PutLogEvents on the function's log group in a policy of aws_iam_role.listener.
    see       https://docs.aws.amazon.com/role-lacks-logs

The event source mapping fails. Change aws_route_table.private first, plan again, and check again.
`);
});

test.each([
  [["sts a", "lambda a"], "STS and Lambda from a"],
  [["sts a", "sts b"], "STS from a and b"],
  [
    ["sts a", "lambda a", "secretsmanager a", "sts b", "lambda b", "secretsmanager b"],
    "STS, Lambda and Secrets Manager from a and b",
  ],
  [["sts a", "lambda b"], "STS from a; Lambda from b"],
] as const)("hops that one thing stops are told once: %j", (hops, phrase) => {
  const each = hops.map((name) => name.split(" ") as ["sts" | "lambda" | "secretsmanager", string]);
  const text = one(mapping({ verdict: "fails", hops: each.map(([target, from]) => blocked({ target, from })) }));
  expect(text).toContain(`  blocked ${phrase} [no-route-out]\n`);
  expect(text.match(/Give aws_route_table/g)).toHaveLength(1);
});

test("subnets from which everything goes the same way share a tree", () => {
  const text = one(mapping({ hops: [hop(), hop({ from: "aws_subnet.private[1]" })] }));
  expect(text).toContain("  aws_subnet.private[0]\n  aws_subnet.private[1]\n  └── inside the VPC ─▶ broker :5671");
});

test("a public broker's mapping has no subnet", () => {
  const text = one(mapping({ hops: [hop({ from: null, via: "public" })] }));
  expect(text).toContain("  Lambda's own network (public broker)\n  └── public network ─▶ broker :5671");
});

test("subnets that the input does not hold are not a public network", () => {
  const text = one(mapping({ verdict: "unknown", hops: [hop({ from: null, via: null, verdict: "unknown" })] }));
  expect(text).toContain("  the broker's subnets (not in this input)\n  └─────? broker :5671  unknown");
});

test("an unknown hop says what would decide it", () => {
  const subnet = missingFact("resource", { resource: "subnet-0abc" }, "its-workspace");
  const unknown = hop({
    target: "lambda",
    verdict: "unknown",
    via: null,
    reason: "endpoint-unknown",
    causes: [cause("endpoint-unknown", null, { open: "subnet" }, [subnet])],
  });
  const text = one(mapping({ verdict: "unknown", hops: [unknown] }));
  expect(text).toContain("└── What the endpoint is, or where, is not known ─? Lambda :443  unknown");
  expect(text).toContain("    why       subnet-0abc is not in this input: add its workspace's state.");
  expect(text).toContain("    remedy    Add the input that shows the subnet.");
  expect(text).not.toContain("resource");
  expect(text).toContain(
    "The event source mapping cannot be decided from this input. Each remedy says what would decide it.\n",
  );
});

test("what was asserted is repeated", () => {
  const text = one(mapping({ assumptions: ["data.aws_vpc.default:default-network-acl-open"] }));
  expect(text).toContain("because it was asserted");
  expect(text).toContain("    data.aws_vpc.default:default-network-acl-open\n");
  expect(text).toContain("The event source mapping works, as far as what is assumed holds.");
});

test("no mapping in the input is said", () => {
  expect(one()).toBe(
    "The input holds no event source mapping on an Amazon MQ broker: nothing was judged. " +
      "If there should be one, check that this is the input that holds it.\n",
  );
});

test("of several workspaces each block says which is its own", () => {
  const text = renderText(
    [
      { workspace: "stacks/a", report: report(mapping()) },
      { workspace: "stacks/b", report: { mappings: [], findings: [finding({ severity: "note" })] } },
    ],
    NOTHING_ACCEPTED,
    false,
  );
  expect(text).toContain("WORKS  aws_lambda_event_source_mapping.orders\n  in stacks/a\n");
  expect(text).toContain("No event source mapping on an Amazon MQ broker in stacks/b\n");
  expect(text).toContain("Besides, in stacks/b\n\n  note Title of role-lacks-permission");
});

test("names of the input cannot steer the terminal", () => {
  const text = one(mapping({ address: 'aws_x.y["\x1b[2J\u202e"]', hops: [hop({ from: "a\nb" })] }));
  expect(text).toContain('aws_x.y["\\u{1b}[2J\\u{202e}"]');
  expect(text).toContain("a\\u{a}b");
  expect(text).not.toContain("\x1b");
});

test("colours are used when asked for only", () => {
  expect(one(mapping({ verdict: "fails", hops: [blocked()] }))).not.toContain("\x1b");
  const colored = renderText([{ workspace: "a", report: report(mapping()) }], NOTHING_ACCEPTED, true);
  expect(colored).toContain("\x1b[32m▶ broker :5671\x1b[39m");
});

import { problemsOf } from "../../../../cli/check/output/problems";
import { cause } from "../../../../connectivity/causes/cause";
import { type MissingFact, missingFact } from "../../../../connectivity/causes/missing-fact";
import type { Service } from "../../../../connectivity/causes/party";
import type { FindingOf } from "../../../../connectivity/verdict";
import { blocked, finding, hop, mapping } from "../../reports";

type Target = "sts" | "secretsmanager" | "lambda" | "broker";

const DNS = missingFact("dns-attribute", { vpc: "vpc-1", attribute: "enable_dns_support" }, "input", {
  assumable: ["vpc-1:dns-support"],
});

/** A hop of which the input does not show whether the VPC has an endpoint for its service. */
function unknown(target: Service, ...missing: readonly MissingFact[]) {
  const about = { vpc: "vpc-1", services: [target] };
  const endpoint = missingFact("endpoint-beside", about, "input", { assumable: [`vpc-1:${target}-endpoint-open`] });
  const facts = [endpoint, ...missing];
  const causes = [cause("endpoint-hidden", null, { vpc: "vpc-1" }, facts)];
  const assumable = facts.flatMap((fact) => fact.assumable);
  return hop({ target, verdict: "unknown", via: null, reason: "endpoint-hidden", causes, assumable });
}

function without(target: Target, missing: MissingFact) {
  const causes = [cause("dns-unknown", null, { vpc: "vpc-1", isLookedUp: false }, [missing])];
  return hop({ target, verdict: "unknown", via: null, reason: "dns-unknown", causes });
}

test("what is not known of several services alike is told once, of all of them", () => {
  const hops = [unknown("sts", DNS), unknown("secretsmanager", DNS)];
  expect(problemsOf(mapping({ verdict: "unknown", hops }))).toMatchObject([
    {
      kind: "unknown",
      hops,
      explanation:
        "Whether vpc-1 has an endpoint for STS and Secrets Manager beside what is in this input is not known; enable_dns_support of vpc-1 is not in this input.",
      remedy:
        "Add the input that shows the VPC's endpoints. If you know it to be so, assert it: --assume 'vpc-1:sts-endpoint-open' --assume 'vpc-1:secretsmanager-endpoint-open' --assume 'vpc-1:dns-support'",
    },
  ]);
});

test("what differs in more than the service stays apart", () => {
  const hops = [unknown("lambda", DNS), unknown("sts")];
  expect(problemsOf(mapping({ verdict: "unknown", hops })).map(({ explanation }) => explanation)).toEqual([
    "Whether vpc-1 has an endpoint for Lambda beside what is in this input is not known; enable_dns_support of vpc-1 is not in this input.",
    "Whether vpc-1 has an endpoint for STS beside what is in this input is not known.",
  ]);
});

test("what the broker and a service lack alike is told once", () => {
  const hops = [without("broker", DNS), without("sts", DNS)];
  expect(problemsOf(mapping({ verdict: "unknown", hops }))).toMatchObject([
    { hops, explanation: "enable_dns_support of vpc-1 is not in this input." },
  ]);
});

test("what blocks several services alike is told once, of all of them", () => {
  const hops = (["sts", "lambda"] as const).map((target) => {
    const facts = { zone: "aws_route53_zone.aws", services: [target], vpc: "vpc-1" };
    const causes = [cause("private-zone-without-record", null, facts)];
    return hop({ target, verdict: "blocked", via: null, reason: "private-zone-without-record", causes });
  });
  expect(problemsOf(mapping({ verdict: "fails", hops }))).toMatchObject([
    {
      kind: "blocked",
      hops,
      explanation:
        "aws_route53_zone.aws answers for the name of STS and Lambda in vpc-1 and has no record that leads to an endpoint.",
    },
  ]);
});

test("what blocks in different places stays apart", () => {
  const hops = ["aws_nat_gateway.a", "aws_nat_gateway.b"].map((nat) =>
    blocked({ reason: "nat-gateway-without-address", causes: [cause("nat-gateway-without-address", null, { nat })] }),
  );
  expect(problemsOf(mapping({ verdict: "fails", hops }))).toHaveLength(2);
});

test("what AWS refuses is told apart from what is blocked, and before what would not work", () => {
  const refused: FindingOf<"engine-version"> = {
    ...finding(),
    rule: "engine-version",
    kind: "refused",
    facts: { why: "missing", broker: "aws_mq_broker.orders", offered: ["4.2"] },
  };
  const kinds = problemsOf(mapping({ verdict: "fails", hops: [blocked()], findings: [finding(), refused] }));
  expect(kinds.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
    "blocked no-route-out",
    "refused engine-version",
    "error role-lacks-permission",
  ]);
});

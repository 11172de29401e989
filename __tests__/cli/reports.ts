import { toldCause } from "../../connectivity/causes/cause";
import type { Finding, Hop, MappingReport, Report } from "../../connectivity/verdict";

/** What a test says of a hop or a finding, and its words. */
type Different<It> = Partial<It> & { readonly explanation?: string; readonly remedy?: string };

/** A hop that is fine, but for what a test says. */
export function hop({ explanation, remedy = "", ...different }: Different<Hop> = {}): Hop {
  const { reason = null, resource = null, constructPath = null } = different;
  const subject = resource === null ? null : { address: resource, constructPath };
  return {
    target: "broker",
    port: different.target === undefined || different.target === "broker" ? 5671 : 443,
    from: "aws_subnet.private[0]",
    verdict: "reachable",
    via: "vpc",
    through: [],
    reason: null,
    resource: null,
    constructPath: null,
    causes:
      explanation === undefined
        ? []
        : [toldCause({ code: reason ?? "gateway-unknown", resource: subject, explanation, remedy })],
    cases: [],
    assumable: [],
    ...different,
  };
}

export function blocked(different: Different<Hop> = {}): Hop {
  return hop({
    target: "sts",
    verdict: "blocked",
    via: null,
    reason: "no-route-out",
    resource: "aws_route_table.private",
    explanation: "aws_route_table.private has no route out.",
    remedy: "Add a route to a NAT gateway.",
    ...different,
  });
}

export function finding({ explanation, remedy, ...different }: Different<Finding> = {}): Finding {
  const told = {
    explanation: explanation ?? "aws_iam_role.listener may not mq:DescribeBroker.",
    remedy: remedy ?? "Allow it.",
  };
  return {
    rule: "role-lacks-permission",
    severity: "error",
    effect: "fails",
    kind: "outcome",
    resource: "aws_iam_role.listener",
    constructPath: null,
    facts: { told },
    missing: [],
    ...different,
  };
}

export function mapping(different: Partial<MappingReport> = {}): MappingReport {
  return {
    address: "aws_lambda_event_source_mapping.orders",
    constructPath: null,
    verdict: "works",
    assumptions: [],
    hops: [
      hop(),
      hop({ target: "sts", via: "nat-gateway" }),
      hop({ target: "secretsmanager", via: "interface-endpoint" }),
      hop({ target: "lambda", via: "nat-gateway" }),
    ],
    findings: [],
    ...different,
  };
}

export function report(...mappings: MappingReport[]): Report {
  return { mappings, findings: [] };
}

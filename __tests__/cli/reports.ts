import type { Finding, Hop, MappingReport, Report } from "../../connectivity/verdict";

/** A hop that is fine, but for what a test says. */
export function hop(different: Partial<Hop> = {}): Hop {
  return {
    target: "broker",
    from: "aws_subnet.private[0]",
    verdict: "reachable",
    via: "vpc",
    reason: null,
    resource: null,
    constructPath: null,
    explanation: "aws_security_group.broker admits itself on 5671.",
    remedy: "",
    ...different,
  };
}

export function blocked(different: Partial<Hop> = {}): Hop {
  return hop({
    target: "sts",
    verdict: "blocked",
    via: null,
    reason: "no-way-out",
    resource: "aws_route_table.private",
    explanation: "aws_route_table.private has no route out.",
    remedy: "Add a route to a NAT gateway.",
    ...different,
  });
}

export function finding(different: Partial<Finding> = {}): Finding {
  return {
    rule: "role-lacks-permission",
    severity: "error",
    effect: "fails",
    kind: "outcome",
    resource: "aws_iam_role.listener",
    constructPath: null,
    explanation: "aws_iam_role.listener may not mq:DescribeBroker.",
    remedy: "Allow it.",
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

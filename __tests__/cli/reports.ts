import { cause } from "../../connectivity/causes/cause";
import type { FindingOf, Hop, MappingReport, Report } from "../../connectivity/verdict";

/** A hop that is fine, but for what a test says. */
export function hop(different: Partial<Hop> = {}): Hop {
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
    causes: [],
    cases: [],
    assumable: [],
    ...different,
  };
}

const NO_ROUTE = {
  why: "no-route",
  nat: null,
  subnets: ["aws_subnet.private"],
  vpc: "aws_vpc.main",
  tables: ["aws_route_table.private"],
  isMain: false,
  held: null,
  destroyed: null,
  unassociated: null,
  withoutEndpoint: null,
} as const;

/** A hop to STS from a subnet without a route out. */
export function blocked(different: Partial<Hop> = {}): Hop {
  return hop({
    target: "sts",
    verdict: "blocked",
    via: null,
    reason: "no-route-out",
    resource: "aws_route_table.private",
    causes: [cause("no-route-out", null, NO_ROUTE)],
    ...different,
  });
}

type Lack = FindingOf<"role-lacks-permission">;

/** A finding about a role that lacks a permission. */
export function finding(different: Partial<Lack> = {}): Lack {
  return {
    rule: "role-lacks-permission",
    severity: "error",
    effect: "fails",
    kind: "outcome",
    resource: "aws_iam_role.listener",
    constructPath: null,
    facts: {
      role: "aws_iam_role.listener",
      permissions: [{ action: "mq:DescribeBroker", on: "aws_mq_broker.orders" }],
      why: "no-statement",
      policies: [],
      place: null,
      destroyed: [],
      ofNoRole: [],
    },
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

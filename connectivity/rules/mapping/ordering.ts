import type { Iam } from "../../aws/iam/iam";
import type { Instance } from "../../terraform/model/model";
import { isNew, textOf } from "../../terraform/model/shown-values";
import { rule } from "../rule";
import type { Subjects } from "../subjects";
import { waitsFor } from "./depends-on";
import { ancestorsOf } from "./queue-declarers";

const SERVICE = /\.(sts|secretsmanager|lambda)$/;

const RULES = [
  { type: "aws_security_group_rule", argument: "security_group_id" },
  { type: "aws_vpc_security_group_ingress_rule", argument: "security_group_id" },
  { type: "aws_vpc_security_group_egress_rule", argument: "security_group_id" },
];

/** Mappings that are not made after what they need, and destroyed before. */
export const ordering = rule({
  code: "ordering",
  severity: "warning",
  effect: "none",
  kind: "apply",
  title: "The mapping does not wait for what it needs",
  meaning:
    "Terraform may create the mapping before the role's permissions or the way to the services exist, and destroy those before Lambda has removed the mapping's network interfaces.",
  example: 'resource "aws_lambda_event_source_mapping" "orders" { # no depends_on = [aws_iam_role_policy.consume]\n}',
  source: "https://github.com/cloudposse/terraform-aws-lambda-function/issues/10",
  check({ mapping, broker, functionAndRole, iam }: Subjects, found) {
    if (!isNew(mapping)) return [];
    const before = new Set(ancestorsOf(mapping));
    const role = functionAndRole.role.instance;
    const needs = [
      { needed: "permissions", all: role === null ? [] : iam.rolePolicies.of(role).carriers },
      { needed: "network", all: networkOf(broker, iam) },
    ] as const;
    return needs.flatMap(({ needed, all }) => {
      const missed = all.filter((one) => one.change === "create" && !before.has(one));
      if (missed.length === 0) return [];
      const late = missed.map(({ address }) => address);
      return [found(mapping, { mapping: mapping.address, needed, late, waits: waitsFor(mapping, missed) })];
    });
  },
});

/** Endpoints, routes to NAT gateways and rules of the broker's groups. A public broker's mapping needs none. */
function networkOf(broker: Instance | null, iam: Iam): readonly Instance[] {
  if (broker === null) return [];
  const { model, referrers } = iam;
  const access = broker.get("publicly_accessible");
  if (access.kind === "scalar" && access.value === true) return [];
  const groups = model.links(broker.get("security_groups"), ["aws_security_group"]).certain;
  const rules = groups.flatMap(({ instance }) =>
    RULES.flatMap(({ type, argument }) => referrers.certain(instance, type, argument)),
  );
  const subnets = model.links(broker.get("subnet_ids"), ["aws_subnet"]).certain.map(({ instance }) => instance);
  const vpcs = new Set(
    subnets.flatMap((subnet) => model.links(subnet.get("vpc_id"), ["aws_vpc"]).certain.map(({ instance }) => instance)),
  );
  const endpoints = [...vpcs].flatMap((vpc) => referrers.certain(vpc, "aws_vpc_endpoint", "vpc_id"));
  const used = endpoints.filter((endpoint) => SERVICE.test(textOf(endpoint.get("service_name")) ?? ""));
  return [...new Set([...used, ...subnets.flatMap((subnet) => natRoutes(subnet, iam)), ...rules])];
}

function natRoutes(subnet: Instance, { model, referrers }: Iam): readonly Instance[] {
  const associations = referrers.certain(subnet, "aws_route_table_association", "subnet_id");
  return associations.flatMap((association) => {
    const tables = model.links(association.get("route_table_id"), ["aws_route_table"]).certain;
    const routes = tables.flatMap(({ instance }) => referrers.certain(instance, "aws_route", "route_table_id"));
    return [
      association,
      ...routes.filter((route) => model.links(route.get("nat_gateway_id"), ["aws_nat_gateway"]).certain.length > 0),
    ];
  });
}

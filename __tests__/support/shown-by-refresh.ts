type Attributes = Readonly<Record<string, unknown>>;

interface Resource {
  readonly type: string;
  readonly attributes: Attributes;
}

/** What a resource shows of others once AWS has been asked. */
export function shownByRefresh(type: string, { id }: Attributes, all: readonly Resource[]): Attributes {
  const ofType = (wanted: string) => all.filter((each) => each.type === wanted).map(({ attributes }) => attributes);
  const rules = (direction: string) =>
    ofType(`aws_vpc_security_group_${direction}_rule`).filter((rule) => rule.security_group_id === id);
  switch (type) {
    case "aws_security_group":
      return { ingress: rules("ingress").map(inlineRule), egress: rules("egress").map(inlineRule) };
    case "aws_route_table":
      return {
        route: ofType("aws_route")
          .filter(({ route_table_id }) => route_table_id === id)
          .map(inlineRoute),
      };
    default:
      return {};
  }
}

function inlineRule({ security_group_id: group, referenced_security_group_id: peer, ...rule }: Attributes): Attributes {
  return {
    description: rule.description,
    from_port: rule.from_port,
    to_port: rule.to_port,
    protocol: rule.ip_protocol,
    cidr_blocks: rule.cidr_ipv4 ? [rule.cidr_ipv4] : [],
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    security_groups: peer && peer !== group ? [peer] : [],
    self: peer === group,
  };
}

function inlineRoute({ destination_cidr_block, gateway_id, nat_gateway_id }: Attributes): Attributes {
  const none = Object.fromEntries(
    [
      ...["carrier_gateway_id", "core_network_arn", "destination_prefix_list_id", "egress_only_gateway_id"],
      ...["ipv6_cidr_block", "local_gateway_id", "network_interface_id", "transit_gateway_id", "vpc_endpoint_id"],
      "vpc_peering_connection_id",
    ].map((name) => [name, ""]),
  );
  return {
    ...none,
    cidr_block: destination_cidr_block,
    gateway_id: gateway_id ?? "",
    nat_gateway_id: nat_gateway_id ?? "",
  };
}

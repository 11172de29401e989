/** A VPC that somebody else has made, for a broker to be placed in. */
export interface Layout {
  /** @default true */
  readonly dnsHostnames?: boolean;
  /** Subnets by their zone, and where their routes lead: to a NAT gateway, nowhere, or as the VPC's main table says. */
  readonly subnets: Readonly<Record<string, "nat" | "nowhere" | "main">>;
  /** Tags of all of them. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Whether the VPC's main table leads to a NAT gateway, and to S3 by a gateway endpoint. */
  readonly mainThroughNat?: boolean;
  /** Whether the NAT gateway's own subnet has no way to the internet. @default false */
  readonly natLeadsNowhere?: boolean;
  /** Endpoints that are there, by default of the three services, and whom their group admits. */
  readonly endpoints?: "for-the-vpc" | "for-others";
  readonly services?: readonly string[];
  /** A network ACL of the subnets that lets nothing in but what is listed in it. */
  readonly restrictiveAcl?: boolean;
}

const allServices = ["sts", "secretsmanager", "lambda"];

/** Terraform's configuration of some layouts, with an output for each: the ids of its subnets, in the order of their zones. */
export function configurationOf(layouts: Readonly<Record<string, Layout>>, aws: object): object {
  const blocks: Record<string, Record<string, object>> = {};
  const add = (type: string, name: string, values: object) => {
    blocks[type] = { ...blocks[type], [name]: values };
    return `\${${type}.${name}.id}`;
  };
  const output: Record<string, { value: unknown }> = {};
  for (const [name, layout] of Object.entries(layouts)) {
    const vpc = add("aws_vpc", name, {
      cidr_block: "10.0.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: layout.dnsHostnames ?? true,
    });
    const needsNat = layout.mainThroughNat || Object.values(layout.subnets).includes("nat");
    const nat = needsNat ? addNat(name, vpc, layout.natLeadsNowhere ?? false, add) : undefined;
    if (layout.mainThroughNat) {
      const main = `\${aws_vpc.${name}.main_route_table_id}`;
      add("aws_route", name, {
        route_table_id: main,
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: nat,
      });
      add("aws_vpc_endpoint", `${name}-s3`, {
        vpc_id: vpc,
        service_name: "com.amazonaws.us-east-1.s3",
        route_table_ids: [main],
      });
    }
    const subnets = Object.entries(layout.subnets).map(([zone, way], index) => {
      const part = `${name}-${zone}`;
      const subnet = add("aws_subnet", part, {
        vpc_id: vpc,
        cidr_block: `10.0.${index}.0/24`,
        availability_zone: `us-east-1${zone}`,
        tags: layout.tags,
      });
      if (way !== "main") {
        const route = way === "nat" ? [{ cidr_block: "0.0.0.0/0", nat_gateway_id: nat }] : [];
        const table = add("aws_route_table", part, { vpc_id: vpc, route: route.map(wholeRoute) });
        add("aws_route_table_association", part, { subnet_id: subnet, route_table_id: table });
      }
      return subnet;
    });
    if (layout.endpoints !== undefined) addEndpoints(name, vpc, subnets, layout, add);
    if (layout.restrictiveAcl) {
      add("aws_network_acl", name, { vpc_id: vpc, subnet_ids: subnets });
    }
    output[name] = { value: { vpc, subnets } };
  }
  return {
    terraform: { required_providers: { aws } },
    provider: { aws: [{ region: "us-east-1" }] },
    resource: blocks,
    output,
  };
}

type Add = (type: string, name: string, values: object) => string;

/** A NAT gateway, with or without a way to the internet. */
function addNat(name: string, vpc: string, leadsNowhere: boolean, add: Add): string {
  const part = `${name}-public`;
  const gateway = add("aws_internet_gateway", name, { vpc_id: vpc });
  const subnet = add("aws_subnet", part, {
    vpc_id: vpc,
    cidr_block: "10.0.100.0/24",
    availability_zone: "us-east-1a",
  });
  const route = leadsNowhere ? [] : [wholeRoute({ cidr_block: "0.0.0.0/0", gateway_id: gateway })];
  const table = add("aws_route_table", part, { vpc_id: vpc, route });
  add("aws_route_table_association", part, { subnet_id: subnet, route_table_id: table });
  const address = add("aws_eip", name, { domain: "vpc" });
  return add("aws_nat_gateway", name, { subnet_id: subnet, allocation_id: address });
}

/** A route inside a table: in JSON, Terraform wants each of its arguments. */
function wholeRoute(given: object): object {
  return {
    carrier_gateway_id: null,
    core_network_arn: null,
    destination_prefix_list_id: null,
    egress_only_gateway_id: null,
    gateway_id: null,
    ipv6_cidr_block: null,
    local_gateway_id: null,
    nat_gateway_id: null,
    network_interface_id: null,
    transit_gateway_id: null,
    vpc_endpoint_id: null,
    vpc_peering_connection_id: null,
    ...given,
  };
}

function addEndpoints(name: string, vpc: string, subnets: readonly string[], layout: Layout, add: Add): void {
  const group = add("aws_security_group", name, { name: `${name}-endpoints`, vpc_id: vpc });
  add("aws_vpc_security_group_ingress_rule", name, {
    security_group_id: group,
    cidr_ipv4: layout.endpoints === "for-the-vpc" ? "10.0.0.0/16" : "192.0.2.0/24",
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
  });
  for (const service of layout.services ?? allServices) {
    add("aws_vpc_endpoint", `${name}-${service}`, {
      vpc_id: vpc,
      service_name: `com.amazonaws.us-east-1.${service}`,
      vpc_endpoint_type: "Interface",
      subnet_ids: subnets,
      security_group_ids: [group],
      private_dns_enabled: true,
    });
  }
}

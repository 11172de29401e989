import * as ec2 from "@aws-sdk/client-ec2";
import { DHCP_OPTIONS_ACTIONS, readDhcpOptions } from "./dhcp-options";
import { PREFIX_LIST_ACTIONS, readPrefixLists } from "./prefix-lists";
import { groupResource } from "./security-groups";
import type { Resource } from "./state";
import type { Readable } from "./unread";

/** Reads a VPC with all that decides where packets go in it. */
export async function readVpc(client: ec2.EC2Client, vpcId: string, readable: Readable): Promise<readonly Resource[]> {
  const within = { Filters: [{ Name: "vpc-id", Values: [vpcId] }] };
  const attached = { Filters: [{ Name: "attachment.vpc-id", Values: [vpcId] }] };
  const paging = { client };
  const [vpc, ...others] = await Promise.all([
    readAttributes(client, vpcId, readable),
    all(ec2.paginateDescribeSubnets(paging, within), ({ Subnets }) => Subnets?.map(subnetResource)),
    all(ec2.paginateDescribeRouteTables(paging, within), ({ RouteTables }) => RouteTables?.flatMap(tableResources)),
    all(ec2.paginateDescribeNetworkAcls(paging, within), ({ NetworkAcls }) => NetworkAcls?.map(aclResource)),
    all(ec2.paginateDescribeSecurityGroups(paging, within), ({ SecurityGroups }) => SecurityGroups?.map(groupResource)),
    all(ec2.paginateDescribeInternetGateways(paging, attached), ({ InternetGateways }) =>
      InternetGateways?.map((gateway) => internetGatewayResource(gateway, vpcId)),
    ),
    all(ec2.paginateDescribeNatGateways(paging, { Filter: within.Filters }), ({ NatGateways }) =>
      NatGateways?.filter(({ State }) => State === "available").map(natGatewayResource),
    ),
    all(ec2.paginateDescribeVpcEndpoints(paging, within), ({ VpcEndpoints }) =>
      VpcEndpoints?.filter(({ State = "" }) => State.toLowerCase() === "available").map(endpointResource),
    ),
  ]);
  const resources = [...vpc, ...others.flat()];
  const named = prefixListsNamedBy(resources);
  const lists = await readable.read("prefix lists", PREFIX_LIST_ACTIONS, () => readPrefixLists(client, named));
  return [...resources, ...lists];
}

/** The ids of prefix lists that rules and routes name. */
function prefixListsNamedBy(resources: readonly Resource[]): readonly string[] {
  type Named = { readonly prefix_list_ids?: readonly string[]; readonly destination_prefix_list_id?: string };
  const parts = resources.flatMap(({ values: { ingress, egress, route } }) => [ingress, egress, route].flat());
  const ids = (parts as (Named | undefined)[]).flatMap((part) => [
    ...(part?.prefix_list_ids ?? []),
    ...(part?.destination_prefix_list_id ? [part.destination_prefix_list_id] : []),
  ]);
  return [...new Set(ids)];
}

/** The VPC of a subnet. @throws Error where EC2 knows no such subnet */
export async function vpcOfSubnet(client: ec2.EC2Client, subnetId: string): Promise<string> {
  const { Subnets } = await client.send(new ec2.DescribeSubnetsCommand({ SubnetIds: [subnetId] }));
  const vpcId = Subnets?.[0]?.VpcId;
  if (vpcId === undefined) throw new Error(`EC2 shows no subnet ${subnetId}.`);
  return vpcId;
}

async function all<T>(
  pages: AsyncIterable<T>,
  read: (page: T) => readonly Resource[] | undefined,
): Promise<readonly Resource[]> {
  const found: Resource[] = [];
  for await (const page of pages) found.push(...(read(page) ?? []));
  return found;
}

async function readAttributes(client: ec2.EC2Client, vpcId: string, readable: Readable): Promise<readonly Resource[]> {
  const attribute = (Attribute: ec2.VpcAttributeName) =>
    client.send(new ec2.DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute }));
  const [{ Vpcs = [] }, support, hostnames] = await Promise.all([
    client.send(new ec2.DescribeVpcsCommand({ VpcIds: [vpcId] })),
    attribute("enableDnsSupport"),
    attribute("enableDnsHostnames"),
  ]);
  const [vpc] = Vpcs;
  if (vpc === undefined) return [];
  const dhcp = await readable.read("DHCP options", DHCP_OPTIONS_ACTIONS, () =>
    readDhcpOptions(client, vpcId, vpc.DhcpOptionsId),
  );
  const blocks = vpc.CidrBlockAssociationSet ?? [];
  return [
    {
      type: "aws_vpc",
      name: vpcId,
      values: {
        id: vpcId,
        cidr_block: vpc.CidrBlock,
        enable_dns_support: support.EnableDnsSupport?.Value,
        enable_dns_hostnames: hostnames.EnableDnsHostnames?.Value,
      },
    },
    ...blocks
      .filter(({ CidrBlock, CidrBlockState }) => CidrBlock !== vpc.CidrBlock && CidrBlockState?.State === "associated")
      .map(({ AssociationId = "", CidrBlock }) => ({
        type: "aws_vpc_ipv4_cidr_block_association",
        name: AssociationId,
        values: { id: AssociationId, vpc_id: vpcId, cidr_block: CidrBlock },
      })),
    ...dhcp,
  ];
}

function subnetResource({ SubnetId = "", VpcId, CidrBlock, AvailabilityZone }: ec2.Subnet): Resource {
  return {
    type: "aws_subnet",
    name: SubnetId,
    values: { id: SubnetId, vpc_id: VpcId, cidr_block: CidrBlock, availability_zone: AvailabilityZone },
  };
}

/** A route table, and which subnets have it: the main one, those that have no other. */
function tableResources({ RouteTableId = "", VpcId, Routes = [], Associations = [] }: ec2.RouteTable): Resource[] {
  const routes = Routes.filter(({ GatewayId, State }) => GatewayId !== "local" && State !== "blackhole");
  const table: Resource = {
    type: "aws_route_table",
    name: RouteTableId,
    values: { id: RouteTableId, vpc_id: VpcId, route: routes.map(routeBlock) },
  };
  const associations = Associations.flatMap(({ RouteTableAssociationId = "", Main, SubnetId, GatewayId }) => {
    if (Main === true) {
      return {
        type: "aws_main_route_table_association",
        name: RouteTableAssociationId,
        values: { id: RouteTableAssociationId, vpc_id: VpcId, route_table_id: RouteTableId },
      };
    }
    return {
      type: "aws_route_table_association",
      name: RouteTableAssociationId,
      values: {
        id: RouteTableAssociationId,
        route_table_id: RouteTableId,
        subnet_id: SubnetId ?? null,
        gateway_id: GatewayId ?? null,
      },
    };
  });
  return [table, ...associations];
}

function routeBlock(route: ec2.Route): object {
  return {
    cidr_block: route.DestinationCidrBlock ?? "",
    ipv6_cidr_block: route.DestinationIpv6CidrBlock ?? "",
    destination_prefix_list_id: route.DestinationPrefixListId ?? "",
    // EC2 calls VPC endpoints gateways too.
    gateway_id: route.GatewayId?.startsWith("vpce-") ? "" : (route.GatewayId ?? ""),
    vpc_endpoint_id: route.GatewayId?.startsWith("vpce-") ? route.GatewayId : "",
    nat_gateway_id: route.NatGatewayId ?? "",
    transit_gateway_id: route.TransitGatewayId ?? "",
    vpc_peering_connection_id: route.VpcPeeringConnectionId ?? "",
    egress_only_gateway_id: route.EgressOnlyInternetGatewayId ?? "",
    network_interface_id: route.NetworkInterfaceId ?? "",
    carrier_gateway_id: route.CarrierGatewayId ?? "",
    local_gateway_id: route.LocalGatewayId ?? "",
    core_network_arn: route.CoreNetworkArn ?? "",
  };
}

function aclResource({ NetworkAclId = "", VpcId, Entries = [], Associations = [] }: ec2.NetworkAcl): Resource {
  // AWS shows the rule that ends every list, and no plan does.
  const entries = Entries.filter(({ RuleNumber = 0 }) => RuleNumber <= LAST_RULE);
  const blocks = (egress: boolean) => entries.filter(({ Egress }) => Egress === egress).map(entryBlock);
  return {
    type: "aws_network_acl",
    name: NetworkAclId,
    values: {
      id: NetworkAclId,
      vpc_id: VpcId,
      subnet_ids: Associations.map(({ SubnetId }) => SubnetId),
      ingress: blocks(false),
      egress: blocks(true),
    },
  };
}

const LAST_RULE = 32_766;

function entryBlock(entry: ec2.NetworkAclEntry): object {
  return {
    rule_no: entry.RuleNumber,
    action: entry.RuleAction,
    protocol: entry.Protocol,
    cidr_block: entry.CidrBlock ?? "",
    ipv6_cidr_block: entry.Ipv6CidrBlock ?? "",
    from_port: entry.PortRange?.From ?? 0,
    to_port: entry.PortRange?.To ?? 0,
  };
}

function internetGatewayResource({ InternetGatewayId = "" }: ec2.InternetGateway, vpcId: string): Resource {
  return {
    type: "aws_internet_gateway",
    name: InternetGatewayId,
    values: { id: InternetGatewayId, vpc_id: vpcId },
  };
}

function natGatewayResource(gateway: ec2.NatGateway): Resource {
  const { NatGatewayId = "", SubnetId, ConnectivityType = "public", NatGatewayAddresses = [] } = gateway;
  return {
    type: "aws_nat_gateway",
    name: NatGatewayId,
    values: {
      id: NatGatewayId,
      subnet_id: SubnetId,
      connectivity_type: ConnectivityType,
      allocation_id: NatGatewayAddresses[0]?.AllocationId ?? null,
    },
  };
}

function endpointResource(endpoint: ec2.VpcEndpoint): Resource {
  const { VpcEndpointId = "", PolicyDocument } = endpoint;
  return {
    type: "aws_vpc_endpoint",
    name: VpcEndpointId,
    values: {
      id: VpcEndpointId,
      vpc_id: endpoint.VpcId,
      service_name: endpoint.ServiceName,
      vpc_endpoint_type: endpoint.VpcEndpointType,
      subnet_ids: endpoint.SubnetIds ?? [],
      security_group_ids: endpoint.Groups?.map(({ GroupId }) => GroupId) ?? [],
      route_table_ids: endpoint.RouteTableIds ?? [],
      private_dns_enabled: endpoint.PrivateDnsEnabled ?? false,
      ip_address_type: endpoint.IpAddressType ?? "ipv4",
      ...(PolicyDocument === undefined ? {} : { policy: PolicyDocument }),
    },
  };
}

import type { RoutingCauses } from "../../causes/routing";
import { type CauseEntries, untold } from "./entry";

const TABLES = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html";
const NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html";
const INTERNET = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html";
const PEERING = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html";
const TRANSIT = "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html";

/** Reasons about routes and gateways. */
export const routingCauses: CauseEntries<RoutingCauses> = {
  "no-route-out": {
    title: "No IPv4 route out, and no endpoint",
    meaning:
      "The services' names mean public addresses, and the route table of the broker's subnet leads nowhere for them. A subnet without association uses the VPC's main table; a route to an egress-only internet gateway is for IPv6 only.",
    example: 'resource "aws_route_table" "private" {\n  vpc_id = aws_vpc.main.id # and no route\n}',
    source: TABLES,
    words: untold,
  },
  "internet-gateway-private-address": {
    title: "An internet gateway does not serve private addresses",
    meaning:
      "The mapping's interfaces have private addresses only, also in a public subnet, and an internet gateway drops what comes from one.",
    example:
      'route {\n  cidr_block = "0.0.0.0/0"\n  gateway_id = aws_internet_gateway.main.id # of the broker\'s subnet\n}',
    source: INTERNET,
    words: untold,
  },
  "nat-gateway-without-internet": {
    title: "The NAT gateway has no way to the internet",
    meaning: "A NAT gateway uses the route table of its own subnet, which has to lead to an internet gateway.",
    example: 'resource "aws_nat_gateway" "main" {\n  subnet_id = aws_subnet.private.id\n}',
    source: NAT,
    words: untold,
  },
  "nat-gateway-private": {
    title: "The NAT gateway is private",
    meaning: "A private NAT gateway has no public address, so an internet gateway drops what it sends.",
    example: 'connectivity_type = "private"',
    source: NAT,
    words: untold,
  },
  "nat-gateway-without-address": {
    title: "The NAT gateway has no Elastic IP address",
    meaning: "A public NAT gateway needs one.",
    example: 'resource "aws_nat_gateway" "main" {\n  subnet_id = aws_subnet.public.id # and no allocation_id\n}',
    source: NAT,
    words: untold,
  },
  "nat-gateway-of-another-vpc": {
    title: "The NAT gateway is in another VPC",
    meaning: "A route can name NAT gateways of its own VPC only.",
    example: "nat_gateway_id = aws_nat_gateway.other_vpc.id",
    source: NAT,
    words: untold,
  },
  "internet-gateway-detached": {
    title: "The internet gateway is not attached to the VPC",
    meaning: "A NAT gateway needs an internet gateway that is attached to its VPC.",
    example: 'resource "aws_internet_gateway" "main" {} # and no attachment',
    source: INTERNET,
    words: untold,
  },
  "public-access-blocked": {
    title: "The account blocks public access",
    meaning:
      "VPC Block Public Access stops internet gateways, and NAT gateways with them, in VPCs that are not excluded.",
    example:
      'resource "aws_vpc_block_public_access_options" "main" {\n  internet_gateway_block_mode = "block-bidirectional"\n}',
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
    words: untold,
  },
  "gateway-unknown": {
    title: "What a gateway leads to is not known",
    meaning: "The gateway, its subnet or its attachment is not in the input.",
    example: 'nat_gateway_id = "nat-0123456789abcdef0"',
    source: NAT,
    words: untold,
  },
  "route-blackhole": {
    title: "The route leads to nothing",
    meaning: "A route without a target that exists, or to one that carries no IPv4, drops what it is for.",
    example: 'route {\n  cidr_block = "0.0.0.0/0" # and no target\n}',
    source: TABLES,
    words: untold,
  },
  "peering-not-transitive": {
    title: "A peering connection does not lead to the internet",
    meaning: "Gateways and endpoints of the other VPC do not serve what comes over a peering connection.",
    example:
      'destination_cidr_block    = "0.0.0.0/0"\nvpc_peering_connection_id = aws_vpc_peering_connection.shared.id',
    source: PEERING,
    words: untold,
  },
  "route-target-hidden": {
    title: "What lies behind the route is not in the input",
    meaning:
      "Transit gateways, private gateways, firewalls and instances forward by rules that the input does not show.",
    example: 'destination_cidr_block = "0.0.0.0/0"\ntransit_gateway_id     = "tgw-0123456789abcdef0"',
    source: TRANSIT,
    words: untold,
  },
  "route-table-unknown": {
    title: "Which routes the subnet has is not known",
    meaning: "The subnet's route table, its association or its routes are not in the input.",
    example: 'subnet_ids = ["subnet-0123456789abcdef0"]',
    source: TABLES,
    words: untold,
  },
  "routes-differ": {
    title: "Some public addresses are routed one way, some another",
    meaning: "The services' public addresses are in no plan, so which of the routes they take is not known.",
    example: 'destination_cidr_block = "52.0.0.0/8" # to one target, 0.0.0.0/0 to another',
    source: TABLES,
    words: untold,
  },
  "route-through-appliance": {
    title: "A route inside the VPC leads through an appliance",
    meaning: "A route that is more specific than the local one leads through something whose rules no plan shows.",
    example:
      "destination_cidr_block = aws_subnet.endpoints.cidr_block\nnetwork_interface_id   = aws_network_interface.firewall.id",
    source: TABLES,
    words: untold,
  },
  "subnet-outside-vpc": {
    title: "The subnet's range is not in the VPC's",
    meaning: "The local route is for the VPC's blocks, and AWS refuses a subnet outside of them.",
    example:
      'resource "aws_subnet" "private" {\n  vpc_id     = aws_vpc.main.id # 10.0.0.0/16\n  cidr_block = "10.1.0.0/24"\n}',
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    words: untold,
  },
  "no-route-between-vpcs": {
    title: "No route to the endpoint's VPC",
    meaning: "An endpoint in another VPC needs routes both ways, over a peering connection or a transit gateway.",
    example: "vpc = aws_vpc.shared.id # of the endpoint, and no aws_route to its range",
    source: PEERING,
    words: untold,
  },
};

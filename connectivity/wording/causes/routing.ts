import type { NoRoute, RegionalNat, RouteName, RoutingCauses, WithoutEndpoint } from "../../causes/routing";
import { capitalized, clausesOf, sentenceOf } from "../clauses";
import { agree, enumerate } from "../lists";
import { everyOf, nameOf, partyOf, servicesOf } from "../parties";
import type { CauseEntries, Words } from "./entry";

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
    words: withoutRoute,
  },
  "internet-gateway-private-address": {
    title: "An internet gateway does not serve private addresses",
    meaning:
      "The mapping's interfaces have private addresses only, also in a public subnet, and an internet gateway drops what comes from one.",
    example:
      'route {\n  cidr_block = "0.0.0.0/0"\n  gateway_id = aws_internet_gateway.main.id # of the broker\'s subnet\n}',
    source: INTERNET,
    words: ({ subnets, routes, gateway, withoutEndpoint }) => {
      const [are, lead] = [agree(subnets, "is a public subnet", "are public subnets"), agree(routes, "leads", "lead")];
      return {
        explanation: `${everyOf(subnets)} ${are}: ${enumerate(routes.map(routeName))} ${lead} to ${gateway}, which drops what comes from private addresses, and the mapping's interfaces have no others${without(withoutEndpoint)}.`,
        remedy: `${capitalized(endpointsFor(withoutEndpoint))}, or place the broker in a subnet that is routed to a NAT gateway.`,
        step: capitalized(endpointsFor(withoutEndpoint)),
      };
    },
  },
  "nat-gateway-without-internet": {
    title: "The NAT gateway has no way to the internet",
    meaning: "A NAT gateway uses the route table of its own subnet, which has to lead to an internet gateway.",
    example: 'resource "aws_nat_gateway" "main" {\n  subnet_id = aws_subnet.private.id\n}',
    source: NAT,
    words: (facts) => {
      switch (facts.why) {
        case "no-route":
          return withoutRoute(facts);
        case "regional":
          return regional(facts);
        case "another-nat": {
          const { nat, subnet, to, isLoop } = facts;
          return {
            explanation: `${nat} stands in ${nameOf(subnet)}, whose route leads ${isLoop ? "back to" : "to"} ${to} and not to an internet gateway.`,
            remedy: `Put ${nat} into a subnet whose route table leads to an internet gateway.`,
          };
        }
      }
    },
  },
  "nat-gateway-private": {
    title: "The NAT gateway is private",
    meaning: "A private NAT gateway has no public address, so an internet gateway drops what it sends.",
    example: 'connectivity_type = "private"',
    source: NAT,
    words: ({ nat }) => ({
      explanation: `${nat} is private: it has no public address, and its subnet leads to no other NAT gateway.`,
      remedy: `Set connectivity_type of ${nat} to public, with an Elastic IP address, in a public subnet.`,
    }),
  },
  "nat-gateway-without-address": {
    title: "The NAT gateway has no Elastic IP address",
    meaning: "A public NAT gateway needs one.",
    example: 'resource "aws_nat_gateway" "main" {\n  subnet_id = aws_subnet.public.id # and no allocation_id\n}',
    source: NAT,
    words: ({ nat }) => ({
      explanation: `${nat} is public but has no Elastic IP address.`,
      remedy: `Set allocation_id of ${nat}.`,
    }),
  },
  "nat-gateway-of-another-vpc": {
    title: "The NAT gateway is in another VPC",
    meaning: "A route can name NAT gateways of its own VPC only.",
    example: "nat_gateway_id = aws_nat_gateway.other_vpc.id",
    source: NAT,
    words: (facts) =>
      facts.why === "regional"
        ? regional(facts)
        : {
            explanation: `${facts.nat} stands in ${nameOf(facts.own)}, which ${nameOf(facts.subnet)} is not in.`,
            remedy: `Use a NAT gateway of ${nameOf(facts.vpc)}.`,
          },
  },
  "internet-gateway-detached": {
    title: "The internet gateway is not attached to the VPC",
    meaning: "A NAT gateway needs an internet gateway that is attached to its VPC.",
    example: 'resource "aws_internet_gateway" "main" {} # and no attachment',
    source: INTERNET,
    words: ({ gateway, nat, vpc }) => ({
      explanation: `${gateway}, which ${nat} needs, is not attached to ${nameOf(vpc)}.`,
      remedy: `Attach ${gateway} to ${nameOf(vpc)}.`,
    }),
  },
  "public-access-blocked": {
    title: "The account blocks public access",
    meaning:
      "VPC Block Public Access stops internet gateways, and NAT gateways with them, in VPCs that are not excluded.",
    example:
      'resource "aws_vpc_block_public_access_options" "main" {\n  internet_gateway_block_mode = "block-bidirectional"\n}',
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
    words: ({ options, vpc }) => ({
      explanation: `${options} blocks all traffic through internet gateways, that of NAT gateways too, and ${nameOf(vpc)} is not excluded.`,
      remedy: `Exclude ${nameOf(vpc)} with aws_vpc_block_public_access_exclusion (allow-egress), or create interface endpoints for the services.`,
    }),
  },
  "gateway-unknown": {
    title: "What a gateway leads to is not known",
    meaning: "The gateway, its subnet or its attachment is not in the input.",
    example: 'nat_gateway_id = "nat-0123456789abcdef0"',
    source: NAT,
    words: (facts, missing) => ({ explanation: sentenceOf(missing), remedy: gatewayShownBy(facts) }),
  },
  "route-blackhole": {
    title: "The route leads to nothing",
    meaning: "A route without a target that exists, or to one that carries no IPv4, drops what it is for.",
    example: 'route {\n  cidr_block = "0.0.0.0/0" # and no target\n}',
    source: TABLES,
    words: ({ table, route, target }) => ({
      explanation: `${nameOf(table)} sends public IPv4 addresses to ${target ?? "nothing that exists"} (${routeName(route)}), where they are dropped.`,
      remedy: "Point the route at a NAT gateway.",
    }),
  },
  "peering-not-transitive": {
    title: "A peering connection does not lead to the internet",
    meaning: "Gateways and endpoints of the other VPC do not serve what comes over a peering connection.",
    example:
      'destination_cidr_block    = "0.0.0.0/0"\nvpc_peering_connection_id = aws_vpc_peering_connection.shared.id',
    source: PEERING,
    words: ({ tables, peering, subnets }) => ({
      explanation: `${everyOf(tables)} ${agree(tables, "sends", "send")} public addresses to ${peering}, and a peering connection passes nothing on to the internet of the other VPC.`,
      remedy: `Route ${everyOf(subnets)} to a NAT gateway of the same VPC, or create interface endpoints.`,
    }),
  },
  "route-target-hidden": {
    title: "What lies behind the route is not in the input",
    meaning:
      "Transit gateways, private gateways, firewalls and instances forward by rules that the input does not show.",
    example: 'destination_cidr_block = "0.0.0.0/0"\ntransit_gateway_id     = "tgw-0123456789abcdef0"',
    source: TRANSIT,
    words: (facts, missing) =>
      facts.open === "vpc"
        ? { explanation: sentenceOf(missing), remedy: "Add the input that shows it." }
        : {
            explanation: `${nameOf(facts.table)} sends public addresses to ${facts.target}, and ${clausesOf(missing)}.`,
            remedy: "Create interface endpoints for the services.",
          },
  },
  "route-table-unknown": {
    title: "Which routes the subnet has is not known",
    meaning: "The subnet's route table, its association or its routes are not in the input.",
    example: 'subnet_ids = ["subnet-0123456789abcdef0"]',
    source: TABLES,
    words: (facts, missing) => ({ explanation: sentenceOf(missing), remedy: routesShownBy(facts) }),
  },
  "routes-differ": {
    title: "Some public addresses are routed one way, some another",
    meaning: "The services' public addresses are in no plan, so which of the routes they take is not known.",
    example: 'destination_cidr_block = "52.0.0.0/8" # to one target, 0.0.0.0/0 to another',
    source: TABLES,
    words: (facts, missing) => ({
      explanation: sentenceOf(missing),
      remedy:
        facts.to === "internet"
          ? `Give ${nameOf(facts.table)} one default route for all of them.`
          : "Give all of them one route.",
    }),
  },
  "route-through-appliance": {
    title: "A route inside the VPC leads through an appliance",
    meaning: "A route that is more specific than the local one leads through something whose rules no plan shows.",
    example:
      "destination_cidr_block = aws_subnet.endpoints.cidr_block\nnetwork_interface_id   = aws_network_interface.firewall.id",
    source: TABLES,
    words: (_, missing) => ({
      explanation: sentenceOf(missing),
      remedy: "Leave the VPC's own addresses to the local route.",
    }),
  },
  "subnet-outside-vpc": {
    title: "The subnet's range is not in the VPC's",
    meaning: "The local route is for the VPC's blocks, and AWS refuses a subnet outside of them.",
    example:
      'resource "aws_subnet" "private" {\n  vpc_id     = aws_vpc.main.id # 10.0.0.0/16\n  cidr_block = "10.1.0.0/24"\n}',
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    words: ({ subnets, vpc }) => ({
      explanation: `The range of ${everyOf(subnets)} is not in that of ${nameOf(vpc)}, so AWS refuses the subnet.`,
      remedy: `Give ${everyOf(subnets)} a range inside that of ${nameOf(vpc)}.`,
    }),
  },
  "no-route-between-vpcs": {
    title: "No route to the endpoint's VPC",
    meaning: "An endpoint in another VPC needs routes both ways, over a peering connection or a transit gateway.",
    example: "vpc_id = aws_vpc.shared.id # of the endpoint, and no aws_route to its range",
    source: PEERING,
    words: (facts) => {
      const { to, vpc } = facts;
      return {
        explanation:
          facts.why === "no-route"
            ? `${everyOf(facts.subnets)} ${agree(facts.subnets, "has", "have")} no route to ${partyOf(to)} in ${nameOf(vpc)}.`
            : `The route of ${facts.route} sends what is for ${partyOf(to)} to ${facts.target}, which does not lead to ${nameOf(vpc)}.`,
        remedy: "Add routes both ways, over a peering connection or transit gateway.",
      };
    },
  },
};

/** Subnets whose routes lead nowhere for public addresses. */
function withoutRoute(facts: NoRoute): Words {
  const { nat, subnets, tables, isMain, held, destroyed, unassociated, withoutEndpoint, vpc } = facts;
  const lacks = nat === null ? "There is no IPv4 route to the internet" : `${nat} has no way to the internet itself`;
  if (destroyed !== null) {
    return {
      explanation: `${lacks}: the plan destroys ${destroyed}, the default route of ${everyOf(tables)}${without(withoutEndpoint)}.`,
      remedy: `Keep ${destroyed}.`,
      step: `Keep ${destroyed}`,
    };
  }
  const where = nat === null ? "" : `it stands in ${everyOf(subnets)}, and `;
  const which = isMain
    ? `no route table is associated with ${everyOf(subnets)}, and the main one of ${nameOf(vpc)}`
    : everyOf(tables);
  const have = isMain ? "has" : agree(tables, "has", "have");
  const has = held === null ? `${have} no routes` : `${have} no route for all public addresses${holding(held)}`;
  const hint =
    unassociated === null
      ? ""
      : ` (${nameOf(unassociated)} leads to ${nat === null ? "a NAT gateway" : "an internet gateway"}, but is not associated with ${agree(subnets, "it", "them")})`;
  const explanation = `${lacks}: ${where}${which} ${has}${hint}${without(withoutEndpoint)}.`;
  if (unassociated !== null) {
    const step = `Associate ${everyOf(subnets)} with ${nameOf(unassociated)}`;
    return { explanation, remedy: `${step}.`, step };
  }
  if (nat !== null) {
    return { explanation, remedy: `Put ${nat} into a subnet whose route table leads to an internet gateway.` };
  }
  const route = isMain
    ? `associate ${everyOf(subnets)} with a route table that leads to a NAT gateway`
    : `give ${everyOf(tables)} a default route to a NAT gateway`;
  const endpoints = endpointsFor(withoutEndpoint);
  // Where other services have their endpoints, this is the one that was forgotten.
  if (withoutEndpoint !== null && withoutEndpoint.beside.length > 0)
    return { explanation, remedy: `${capitalized(endpoints)}, or ${route}.`, step: capitalized(endpoints) };
  const remedy = `${capitalized(route)}, or ${endpoints}.`;
  return isMain ? { explanation, remedy, step: `Give ${everyOf(subnets)} a way out` } : { explanation, remedy };
}

function holding(routes: readonly string[]): string {
  return routes.length === 0 ? "" : ` (${routes.join(", ")})`;
}

function without(endpoint: WithoutEndpoint | null): string {
  if (endpoint === null) return "";
  const { vpc, services, beside } = endpoint;
  const others = beside.length === 0 ? "" : `, only ${enumerate(beside.slice(0, MOST_BESIDE))} for others`;
  return `; ${nameOf(vpc)} has no endpoint for ${servicesOf(services)} either${others}`;
}

/** What makes a way out needless. */
function endpointsFor(endpoint: WithoutEndpoint | null): string {
  if (endpoint === null) return "create interface endpoints for the services";
  const { services, vpc } = endpoint;
  const made = agree(services, "an interface endpoint", "interface endpoints");
  return `create ${made} for ${servicesOf(services)} in ${nameOf(vpc)}`;
}

/** Endpoints beyond this many are not named. */
const MOST_BESIDE = 2;

function regional({ nat, vpc }: RegionalNat): Words {
  return {
    explanation: `${nat} has no internet gateway in ${nameOf(vpc)} to lead to.`,
    remedy: `Attach an internet gateway to ${nameOf(vpc)}.`,
  };
}

/** A route as a sentence names it. */
function routeName({ holder, isInside }: RouteName): string {
  return isInside ? `a route of ${holder}` : holder;
}

function gatewayShownBy(facts: RoutingCauses["gateway-unknown"]): string {
  switch (facts.open) {
    case "nat":
      return "Add the input that shows the NAT gateway and its subnet.";
    case "regional-nat":
      return "Add the input that shows it.";
    case "nat-chain":
      return `Route the broker's subnet to ${facts.gateway} itself.`;
    case "attachment":
      return `Show what ${facts.gateway} is attached to.`;
    case "nat-subnet":
      return `Show ${facts.nat} and its subnet.`;
    case "vpc-of-subnet":
      return `Show the VPC of ${nameOf(facts.subnet)}.`;
    case "public-access":
      return `Exclude ${nameOf(facts.vpc)} as a whole with aws_vpc_block_public_access_exclusion.`;
  }
}

function routesShownBy(facts: RoutingCauses["route-table-unknown"]): string {
  switch (facts.open) {
    case "association":
      return `Show which route table ${everyOf(facts.subnets)} ${agree(facts.subnets, "has", "have")}.`;
    case "table-of":
      return `Show the route table of ${everyOf(facts.subnets)}.`;
    case "routes":
      return "Add the input that shows the routes.";
    case "table-routes":
      return "Show its routes.";
    case "winner":
      return `Give ${nameOf(facts.table)} one default route for all of them.`;
    case "propagation":
      return `Add a static default route to ${nameOf(facts.table)}.`;
    case "target":
      return `Show the target of ${facts.route}.`;
  }
}

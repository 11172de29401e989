import type { NetworkFacts } from "../../causes/missing/network";
import { aclName, askedName, nameOf, namesOf, partyOf, servicesOf, trafficOf } from "../parties";
import type { Clauses } from "./clause-table";

/** What is missing to know networks, in words. */
export const networkClauses: Clauses<NetworkFacts> = {
  resource: ({ resource }) => `${nameOf(resource)} is not in this input`,
  "event-source-of": ({ mapping }) => `the event source of ${mapping} is not in this input`,
  "event-source": ({ arn }) => `${arn ?? "the event source"} is not in this input`,
  "broker-of-mapping": ({ brokers, mapping }) => `which of ${brokers.join(", ")} ${mapping} is on is not in this input`,
  "kind-of-source": ({ source, kinds }) => `whether ${source} is ${kinds.join(" or ")} is not in this input`,
  "groups-of-broker": () => "which security groups the broker has is not in this input",
  "subnet-of-broker": ({ subnets }) => `which of ${namesOf(subnets)} the broker is in is not in this input`,
  "in-one-subnet": ({ one, other }) =>
    `whether ${partyOf(one)} and ${partyOf(other)} are in one subnet is not in this input`,
  "in-place": ({ party, place }) => `whether ${partyOf(party)} is in ${nameOf(place)} is not in this input`,
  "address-of": ({ party }) => `the address of ${partyOf(party)} is not in the plan`,
  "addresses-of": ({ party }) => `the addresses of ${partyOf(party)} are not in this input`,
  "public-addresses": () => "the public addresses of AWS's services are not in any plan",

  "address-blocks": ({ vpc }) => `whether ${nameOf(vpc)} has address blocks beside its cidr_block is not in this input`,
  "dns-attribute": ({ vpc, attribute }) => `${attribute} of ${nameOf(vpc)} is not in this input`,
  "own-resolvers": ({ options, vpc }) =>
    `${options} gives ${nameOf(vpc)} resolvers of its own, and what they answer is not in any plan`,
  "forwarded-name": ({ rule, asked }) =>
    `${rule} sends ${askedName(asked)} to other resolvers, and what they answer is not in any plan`,
  "forwarded-by": ({ rule, asked }) =>
    `whether ${rule} sends ${askedName(asked)} to other resolvers is not in this input`,
  "broker-name-without-hostnames": ({ vpc }) =>
    `enable_dns_hostnames of ${nameOf(vpc)} is off, and AWS asks for it on where a private broker is used`,
  "broker-name-in-zone": ({ zone, name }) =>
    `whether ${zone}, which answers for ${name}, has the broker's name is not in this input`,

  "group-meant": ({ named, group }) =>
    `whether ${nameOf(named)} is meant, and is ${nameOf(group)}, is not in this input`,
  "protocol-of-rule": ({ holder }) => `protocol or ports of a rule of ${holder} are known after apply only`,
  "groups-across": ({ vpc }) =>
    `whether rules may name groups across the connection to ${nameOf(vpc)} is not in any plan`,

  "default-group-managed": ({ adopter }) => `the input does not show of which VPC ${adopter} manages the default group`,
  "rules-of-group": ({ group }) =>
    `the rules of ${nameOf(group)} are not in this input: data.aws_vpc_security_group_rules and data.aws_vpc_security_group_rule show them`,
  "group-of-rule": ({ rule, group }) => `the input does not show whether ${rule} belongs to ${nameOf(group)}`,
  "rival-rules": ({ rule, flow, group }) =>
    `${rule} and the ${flow} rules inside ${group} remove each other at every apply`,
  "unlisted-rule": ({ rule, exclusive }) =>
    `${exclusive} does not list ${rule} for certain, and removes what it does not list`,
  "destination-of-route": ({ holder }) => `the destination of a route of ${holder} is not a CIDR block`,
  "cidr-block": ({ holder }) => `${holder} holds what is not a CIDR block`,
  "prefix-list-meant": ({ list }) => `the plan does not show whether ${list} is the prefix list that is meant`,
  "prefix-list-entries": ({ list }) => `the entries of prefix list ${list} are not in this input`,
  "prefix-list-read": ({ list }) => `the entries of ${list} are read at plan time only`,

  "subnets-of-acls": ({ acls }) => `the input does not show which subnets ${acls.join(", ")} is for`,
  "acl-contest": ({ claimants, subnet }) =>
    `which of ${claimants.join(", ")} ${nameOf(subnet)} gets its network ACL from is not in this input`,
  "network-acl": ({ acl }) => `network ACL ${acl} is not in this input`,
  "rival-entries": ({ rule, flow, acl }) =>
    `${rule} and the ${flow} entries inside ${acl} remove each other at every apply`,
  "acl-entry": ({ holder }) => `an entry of ${holder} is not one that AWS takes`,
  "network-acl-of": ({ subnet }) => `the network ACL of ${nameOf(subnet)} is not in this input`,
  "address-before-acl": ({ acl, traffic }) =>
    `${aclName(acl)} lets ${trafficOf(traffic)} for some addresses only, and which one it will be is not in the plan`,
  "tied-to": ({ tie, owner }) => `whether ${tie} is for ${owner} is not in this input`,
  "acl-entries": ({ holder }) => `${holder} has more entries than AWS allows`,

  "name-leads": ({ vpc, services }) =>
    `where the name of ${servicesOf(services)} leads in ${nameOf(vpc)} is not in this input`,
  "endpoint-with-name": ({ endpoints, services }) =>
    `which of ${endpoints.join(", ")} has the name of ${servicesOf(services)} is not in this input`,
  "endpoint-beside": ({ vpc, services }) =>
    `whether ${nameOf(vpc)} has an endpoint for ${servicesOf(services)} beside what is in this input is not known`,
  "endpoint-in-vpc": ({ endpoint, vpc }) => `whether ${endpoint} is in ${nameOf(vpc)} is not in this input`,
  "service-of-endpoint": ({ endpoint }) => `the service of ${endpoint} is not in this input`,
  "type-of-endpoint": ({ endpoint }) => `the type of ${endpoint} is known after apply only`,
  "private-dns-of-endpoint": ({ endpoint }) => `whether ${endpoint} has private DNS is not in this input`,
  "address-type-of-endpoint": ({ endpoint }) => `the IP address type of ${endpoint} is known after apply only`,
  "subnets-of-endpoint": ({ endpoint }) => `which subnets ${endpoint} stands in is not in this input`,
  "subnets-of-endpoint-read": ({ endpoint }) => `the subnets of ${endpoint} are read at plan time only`,
  "groups-of-endpoint-read": ({ endpoint }) => `the security groups of ${endpoint} are read at plan time only`,
  "groups-of-broker-read": ({ broker }) => `the security groups of ${broker} are read at plan time only`,
  "subnets-beyond": ({ broker, count }) => `${broker} names ${count} subnets, more than a broker can have`,
  "default-group-replaced": ({ association }) =>
    `whether ${association} replaces the default group is not in this input`,
  "groups-of-endpoint": ({ endpoint }) => `which security groups ${endpoint} has is not in this input`,

  "zone-of-vpc": ({ zone, vpc }) => `whether ${zone} is associated with ${nameOf(vpc)} is not in this input`,
  "records-of-zone": ({ zone }) => `the records of ${zone} are not in this input`,
  "name-of-record": ({ record }) => `the name or type of ${record} is not in this input`,
  "target-of-records": ({ zone }) => `where the record of ${zone} for the service leads is not in this input`,

  "table-of-route": ({ route }) => `the input does not show which route table ${route} is in`,
  "route-was-in": ({ route, table }) => `the input does not show whether ${route} was in ${nameOf(table)}`,
  "routes-of-table": ({ table }) =>
    `the routes of ${nameOf(table)} are not in this input: add its workspace's state, or data.aws_route_table`,
  "routes-of-table-read": ({ table }) => `the routes of ${nameOf(table)} are read at plan time only`,
  "propagated-routes": ({ propagation }) =>
    `the routes that a virtual private gateway announces by ${propagation} are not in any plan`,
  "rival-routes": ({ route, table }) => `${route} and the routes inside ${table} remove each other at every apply`,
  "subnets-of-tables": ({ tables }) => `the input does not show which subnets ${namesOf(tables)} is associated with`,
  "one-of-tables": ({ tables, subnet }) => `the input does not show which of ${namesOf(tables)} ${nameOf(subnet)} has`,
  "subnets-behind": ({ subnet }) => `which subnets ${nameOf(subnet)} stands for is not in this input`,
  "route-table-of-shown": ({ subnet }) =>
    `the route table of ${nameOf(subnet)} is not in this input: add its workspace's state, or data.aws_route_table`,
  "vpc-of-gateway": ({ gateway }) => `the VPC that ${gateway} is attached to is not in this input`,
  "route-table-of": ({ subnet }) => `the route table of ${nameOf(subnet)} is not in this input`,
  "winning-route": ({ table }, because) => {
    const doubts = because.length === 0 ? "" : `: ${because.slice(0, MOST_DOUBTS).join("; ")}`;
    return `which route of ${nameOf(table)} wins is not in this input${doubts}`;
  },
  "differing-routes": ({ table }) =>
    `the routes of ${nameOf(table)} send some public addresses one way and some another, and the services' addresses are not in any plan`,
  "one-target-of-route": ({ route }) => `the input does not show which target the route of ${route} has`,
  "target-of-route": ({ route }) => `the target of ${route} is not in this input`,
  "routes-between": ({ subnet, to }) => `the routes of ${nameOf(subnet)} to ${partyOf(to)} are not in this input`,
  "route-through-appliance": ({ route, to }) =>
    `${route} leads to ${partyOf(to)} through an appliance, and what that lets through is not in any plan`,
  "behind-nat": ({ nat }) => `what ${nat} leads to is not in this input`,
  "behind-target": ({ target }) => `what lies behind ${target} is not in this input`,
  "between-vpcs": ({ one, other, target }) =>
    `what lies between ${nameOf(one)} and ${nameOf(other)} behind ${target} is not in this input`,
  "nat-after-nat": ({ gateway, nat }) => `what ${gateway} does with packets from the private ${nat} is not documented`,
  "place-of-nat": ({ nat }) => `the input does not show whether ${nat} is public, or which subnet it stands in`,
  "subnet-of-nat-in-vpc": ({ nat, subnet, vpc }) =>
    `whether ${nameOf(subnet)}, which ${nat} stands in, is in ${nameOf(vpc)} is not in this input`,
  "vpc-of-regional-nat": ({ nat, vpc }) =>
    `whether ${nat} belongs to ${nameOf(vpc)}, and that has an internet gateway, is not in this input`,
  "public-access-for-nat": ({ options, vpc }) =>
    `whether ${options} stops the NAT gateways of ${nameOf(vpc)} is not in this input`,
};

/** Doubts beyond this many are not named. */
const MOST_DOUBTS = 3;

import type { Endpoint } from "../aws/network/endpoints";
import type { Group } from "../aws/network/groups";
import { subjectOf } from "../aws/network/objects";
import { anyOf } from "../aws/network/refs";
import { regionOf } from "../aws/network/regions";
import { isOffered, SERVICE_TITLES, SERVICES, type Service } from "../aws/network/service-names";
import type { Vpc } from "../aws/network/vpcs";
import type { Network } from "../paths/network";
import type { Instance } from "../terraform/model/model";
import type { Finding } from "../verdict";
import { duplicateRules } from "./duplicate-rules";
import { enumerate, finding } from "./findings/finding";
import type { Placement } from "./placement";
import { vpcMembership } from "./vpc-membership";

/** What is wrong with the network of a mapping apart from single hops. */
export function networkFindings(broker: Instance, placement: Placement, network: Network): readonly Finding[] {
  if (placement.isPublic !== false) return [];
  const vpcs = new Map(
    anyOf(placement.subnets).map((subnet) => [placement.vpcOf(subnet).key, placement.vpcOf(subnet)]),
  );
  const ofVpcs = [...vpcs.values()].flatMap((vpc) =>
    SERVICES.flatMap((service) => ofService(service, vpc, network, placement)),
  );
  const carried = [...vpcs.values()].flatMap((vpc) => groupsOfEndpoints(vpc, network));
  const groups = [...placement.groups.certain, ...carried];
  return [
    ...duplicateRules(groups, network),
    ...vpcMembership(broker, placement, network),
    ...ofVpcs,
    ...secondRouteTables(placement, network),
    ...publicSubnets(placement, network),
  ];
}

function groupsOfEndpoints(vpc: Vpc, { endpointNames, endpoints }: Network): readonly Group[] {
  return SERVICES.flatMap((service) => endpointNames.endpointsIn(vpc, service)).flatMap(
    (endpoint) => endpoints.groupsOf(endpoint).certain,
  );
}

function ofService(service: Service, vpc: Vpc, network: Network, placement: Placement): readonly Finding[] {
  const endpoints = network.endpointNames
    .endpointsIn(vpc, service)
    .filter(
      (endpoint) => endpoint.vpc.key === vpc.key && endpoint.names.length > 0 && endpoint.instance.mode === "managed",
    );
  return [
    ...endpoints.filter(({ isInterface }) => isInterface === false).map((endpoint) => wrongType(endpoint, service)),
    ...endpoints.flatMap((endpoint) => wrongService(endpoint, regionOf(vpc, anyOf(placement.subnets)))),
    ...duplicates(endpoints, service, vpc),
  ];
}

function wrongType({ address, instance }: Endpoint, service: Service): Finding {
  const why = `${address} is for ${SERVICE_TITLES[service]}, which has interface endpoints only, and it is not one.`;
  return finding("endpoint-type", instance, why, `Set vpc_endpoint_type of ${address} to Interface.`);
}

function wrongService({ address, instance, names }: Endpoint, region: string | null): readonly Finding[] {
  const [name] = names;
  if (name === undefined || name.region === "" || names.length > 1) return [];
  const spelled = `${name.prefix}.${name.region}.${name.service}`;
  const isElsewhere = region !== null && region !== name.region;
  if (isOffered(name) && !isElsewhere) return [];
  const why = isElsewhere
    ? `${address} asks for ${spelled}, and its VPC is in ${region}.`
    : `${address} asks for ${spelled}, which AWS does not offer.`;
  return [finding("endpoint-service", instance, why, "Look the name up with data.aws_vpc_endpoint_service.")];
}

function duplicates(endpoints: readonly Endpoint[], service: Service, vpc: Vpc): readonly Finding[] {
  const claiming = endpoints.filter(({ privateDns, isInterface }) => privateDns === true && isInterface === true);
  const [first, second] = claiming;
  if (first === undefined || second === undefined) return [];
  const names = enumerate(claiming.map(({ address }) => address));
  const why = `${names} are all for ${SERVICE_TITLES[service]} in ${vpc.address} with private DNS, and AWS allows one.`;
  return [
    finding(
      "duplicate-private-dns",
      second.instance,
      why,
      "Keep one, or set private_dns_enabled of the others to false.",
    ),
  ];
}

function secondRouteTables(placement: Placement, { subnetTables }: Network): readonly Finding[] {
  return placement.subnets.certain.flatMap((subnet) => {
    const associations = subnetTables.contested(subnet);
    const names = enumerate(associations.map(({ address }) => address).sort());
    const why = `${names} associate ${subnet.address} with different route tables, and AWS refuses the second.`;
    return associations
      .filter(({ change }) => change !== "none")
      .map((made) => finding("second-route-table", made, why, "Keep one of them."));
  });
}

function publicSubnets(placement: Placement, network: Network): readonly Finding[] {
  return placement.subnets.certain
    .filter((subnet) => network.services.isPublic(subnet, placement.vpcOf(subnet)))
    .map((subnet) => {
      const why = `${subnet.address} is routed to an internet gateway, which does not serve the mapping's interfaces: they have no public addresses.`;
      return finding(
        "public-subnets",
        subjectOf(subnet),
        why,
        "Nothing has to change where endpoints serve all three services.",
      );
    });
}

import type { Endpoint } from "../aws/network/endpoints";
import { isSame, type NetworkObject, subjectOf } from "../aws/network/objects";
import { SERVICES } from "../aws/network/service-names";
import { isOutside } from "../aws/network/subnet-range";
import type { Subnet } from "../aws/network/subnets";
import type { Vpc } from "../aws/network/vpcs";
import type { Network } from "../paths/network";
import type { Instance } from "../terraform/model/model";
import type { Finding } from "../verdict";
import { finding } from "./findings/finding";
import type { Placement } from "./placement";

/** Something that has to be in a VPC. */
interface Member extends NetworkObject {
  readonly vpc: Vpc;
}

/**
 * AWS takes only subnets and groups of one VPC for a broker, and for an endpoint, and only subnets inside the VPC's range.
 * What exists already has been taken.
 */
export function vpcMembership(broker: Instance, placement: Placement, network: Network): readonly Finding[] {
  const vpc = homeOf(placement.subnets.certain);
  if (vpc === undefined) return [];
  const own = isMade(broker)
    ? [...misplaced(placement.subnets.certain, vpc, broker), ...misplaced(placement.groups.certain, vpc, broker)]
    : [];
  const endpoints = SERVICES.flatMap((service) => network.endpointNames.endpointsIn(vpc, service)).filter(
    ({ instance, vpc: home }) => home.key === vpc.key && isMade(instance),
  );
  return [
    ...own,
    ...[...new Set(endpoints)].flatMap((endpoint) => ofEndpoint(endpoint, network)),
    ...outside(placement.subnets.certain, network),
  ];
}

function ofEndpoint(endpoint: Endpoint, { endpoints }: Network): readonly Finding[] {
  const members = [...endpoints.subnetsOf(endpoint).certain, ...endpoints.groupsOf(endpoint).certain];
  return misplaced(members, endpoint.vpc, endpoint.instance);
}

/** The VPC that most of the subnets are in. */
function homeOf(subnets: readonly Subnet[]): Vpc | undefined {
  const counts = new Map<string, { vpc: Vpc; count: number }>();
  for (const { vpc } of subnets.filter((subnet) => isShown(subnet.vpc))) {
    const count = counts.get(vpc.key)?.count ?? 0;
    counts.set(vpc.key, { vpc, count: count + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)[0]?.vpc;
}

function misplaced(members: readonly Member[], vpc: Vpc, user: Instance): readonly Finding[] {
  return members
    .filter((member) => isShown(member.vpc))
    .flatMap((member) => {
      const same = isSame(member.vpc, vpc);
      if (same === "yes") return [];
      const [why, remedy] = [
        `${member.address}, which ${user.address} uses, is in ${member.vpc.address}`,
        `Use what is in ${vpc.address}.`,
      ];
      return same === "no"
        ? [finding("one-vpc", subjectOf(member) ?? user, `${why} and not in ${vpc.address}.`, remedy)]
        : [
            finding(
              "one-vpc-unknown",
              subjectOf(member) ?? user,
              `${why}, and whether that is ${vpc.address} is not in this input.`,
              remedy,
            ),
          ];
    });
}

function outside(subnets: readonly Subnet[], { vpcs }: Network): readonly Finding[] {
  return subnets
    .filter((subnet) => isOutside(subnet, subnet.vpc, vpcs))
    .map((subnet) => {
      const why = `The range of ${subnet.address} is not in that of ${subnet.vpc.address}, and AWS refuses such a subnet.`;
      return finding("subnet-range", subjectOf(subnet), why, `Give it a range inside that of ${subnet.vpc.address}.`);
    });
}

function isShown(vpc: Vpc): boolean {
  return vpc.around === null;
}

function isMade({ change, mode }: Instance): boolean {
  return mode === "managed" && change !== "none";
}

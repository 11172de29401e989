import type { Endpoint } from "../aws/network/endpoints";
import { isSame, managerOf, type NetworkObject, subjectOf } from "../aws/network/objects";
import { anyOf, type Refs } from "../aws/network/refs";
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
  const { subnets, groups } = placement;
  const vpc = homeOf(subnets.certain) ?? homeOf(groups.certain);
  if (vpc === undefined) return [];
  const own = isMade(broker) ? [...misplaced(subnets, vpc, broker), ...misplaced(groups, vpc, broker)] : [];
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
  const { instance, vpc } = endpoint;
  return [
    ...misplaced(endpoints.subnetsOf(endpoint), vpc, instance),
    ...misplaced(endpoints.groupsOf(endpoint), vpc, instance),
  ];
}

/** The VPC that most of them are in. */
function homeOf(members: readonly Member[]): Vpc | undefined {
  const counts = new Map<string, { vpc: Vpc; count: number }>();
  for (const { vpc } of members.filter((member) => isShown(member.vpc))) {
    const count = counts.get(vpc.key)?.count ?? 0;
    counts.set(vpc.key, { vpc, count: count + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)[0]?.vpc;
}

function misplaced(members: Refs<Member>, vpc: Vpc, user: Instance): readonly Finding[] {
  const possible = new Set(members.possible);
  return anyOf(members)
    .filter((member) => isShown(member.vpc) || isNew(member))
    .flatMap((member) => {
      const isInside = isSame(member.vpc, vpc);
      if (isInside === "yes") return [];
      const verb = possible.has(member) ? "may use" : "uses";
      const which = `${member.address}, which ${user.address} ${verb}, is in`;
      const why =
        isInside === "no"
          ? `${which} ${member.vpc.address} and not in ${vpc.address}.`
          : isShown(member.vpc)
            ? `${which} ${member.vpc.address}, and whether that is ${vpc.address} is not in this input.`
            : `Whether ${which} ${vpc.address} is not in this input.`;
      const rule = isInside === "no" && !possible.has(member) ? "one-vpc" : "one-vpc-unknown";
      return [finding(rule, subjectOf(member) ?? user, why, `Use what is in ${vpc.address}.`)];
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

/** What the input creates without showing in which VPC: AWS has not taken it yet. */
function isNew(member: Member): boolean {
  return managerOf(member)?.change === "create";
}

function isShown(vpc: Vpc): boolean {
  return vpc.around === null;
}

function isMade({ change, mode }: Instance): boolean {
  return mode === "managed" && change !== "none";
}

import { EVERYWHERE, INTERNET, type Ranges } from "../aws/network/addresses";
import type { Group } from "../aws/network/groups";
import type { Refs } from "../aws/network/refs";
import type { Subnet } from "../aws/network/subnets";
import type { Vpc, Vpcs } from "../aws/network/vpcs";
import type { Party } from "../causes/party";
import type { MissingFact } from "../terraform/model/model";

/** The security groups that an interface carries. */
export interface Carried {
  readonly groups: readonly Group[];
  /** What is missing to know whether there are more. */
  readonly missing: readonly MissingFact[];
}

/** One end of a connection: network interfaces somewhere in a subnet, or the internet. */
export interface End {
  /** The same for the same end, and different for different ones. */
  readonly key: string;
  readonly party: Party;
  /** Null for the internet. */
  readonly place: { readonly subnet: Subnet; readonly vpc: Vpc } | null;
  /** Where its address lies. */
  readonly within: Ranges;
  /** It may be any address in `within`; otherwise it is one of a part of it that the input does not show. */
  readonly anywhere: boolean;
  readonly carried: Carried;
}

export const NOTHING_CARRIED: Carried = { groups: [], missing: [] };

/** The public endpoints of AWS's services, whose addresses no plan shows. */
export const PUBLIC_ENDPOINTS: End = {
  key: "public-services",
  party: { kind: "public-services" },
  place: null,
  within: INTERNET,
  anywhere: true,
  carried: NOTHING_CARRIED,
};

/** Lambda's own network, from which public event sources are polled: AWS publishes no addresses of it. */
export const LAMBDA_NETWORK: End = {
  key: "lambda-network",
  party: { kind: "lambda-network" },
  place: null,
  within: INTERNET,
  anywhere: true,
  carried: NOTHING_CARRIED,
};

/** Interfaces in a subnet that carry the given groups. */
export function endIn(subnet: Subnet, vpc: Vpc, carried: Carried, party: Party, vpcs: Vpcs): End {
  const groups = carried.groups.map((group) => group.key).join();
  const endpoint = party.kind === "endpoint" ? party.endpoints.join() : "";
  const key = `${party.kind} ${endpoint} ${subnet.key} ${vpc.key} ${groups} ${carried.missing.length}`;
  const end = { key, party, place: { subnet, vpc }, carried };
  if (subnet.ranges !== null) return { ...end, within: subnet.ranges, anywhere: true };
  const blocks = vpcs.blocksOf(vpc);
  return { ...end, within: blocks.complete ? blocks.ranges : EVERYWHERE, anywhere: false };
}

/** The sets of groups that an interface may carry: more than one where the input lost which groups are meant. */
export function alternativesOf(refs: Refs<Group>): readonly Carried[] {
  const { certain, possible, missing } = refs;
  if (possible.length === 0) return [{ groups: certain, missing }];
  return possible.map((group) => ({ groups: [...certain, group], missing }));
}

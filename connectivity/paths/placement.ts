import type { Group } from "../aws/network/groups";
import type { Refs } from "../aws/network/refs";
import type { Subnet } from "../aws/network/subnets";
import type { Vpc } from "../aws/network/vpcs";

/** Where an event source is, and so where the interfaces of a mapping on it live. */
export interface Placement {
  /** Whether its pollers come from Lambda's own network. Null where the input does not show it. */
  readonly isPublic: boolean | null;
  readonly subnets: Refs<Subnet>;
  readonly groups: Refs<Group>;
  /** The groups that have to let in what comes from Lambda's own network; null where a public source has none. */
  readonly publicGroups: Refs<Group> | null;
  /** One subnet, which holds the source and the interfaces. */
  readonly isSingle: boolean;
  vpcOf(subnet: Subnet): Vpc;
  /** Whether a new source is placed in a subnet of which the input shows the id only. */
  isHidden(subnet: Subnet): boolean;
}

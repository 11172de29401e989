import type { IpPermission, SecurityGroup } from "@aws-sdk/client-ec2";
import type { Resource } from "./state";

/** A security group with its rules inside. */
export function groupResource(group: SecurityGroup): Resource {
  const { GroupId = "", GroupName, VpcId, IpPermissions = [], IpPermissionsEgress = [] } = group;
  const blocks = (permissions: readonly IpPermission[]) => permissions.map((each) => ruleBlock(each, GroupId));
  return {
    type: "aws_security_group",
    name: GroupId,
    values: {
      id: GroupId,
      name: GroupName,
      vpc_id: VpcId,
      ingress: blocks(IpPermissions),
      egress: blocks(IpPermissionsEgress),
    },
  };
}

function ruleBlock(permission: IpPermission, ownId: string): object {
  const groups = permission.UserIdGroupPairs?.flatMap(({ GroupId }) => GroupId ?? []) ?? [];
  return {
    protocol: permission.IpProtocol,
    // Where a rule is for all protocols, EC2 shows no ports.
    from_port: permission.FromPort ?? 0,
    to_port: permission.ToPort ?? 0,
    cidr_blocks: permission.IpRanges?.map(({ CidrIp }) => CidrIp) ?? [],
    ipv6_cidr_blocks: permission.Ipv6Ranges?.map(({ CidrIpv6 }) => CidrIpv6) ?? [],
    prefix_list_ids: permission.PrefixListIds?.map(({ PrefixListId }) => PrefixListId) ?? [],
    security_groups: groups.filter((id) => id !== ownId),
    self: groups.includes(ownId),
  };
}

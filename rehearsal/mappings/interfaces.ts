import type { AccountApi } from "../account/api";

/** Where a mapping's interfaces are: in the broker's subnets, with its groups. */
export interface InterfacePlace {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/**
 * Makes the network interfaces of a mapping's pollers, one in each subnet, described as Lambda describes them.
 *
 * @returns their ids
 * @see https://github.com/cdklabs/cdk-amazonmq/blob/main/src/mq-esm/event-source-base.ts
 */
export async function makeInterfaces(
  api: AccountApi,
  region: string,
  description: string,
  { subnetIds, securityGroupIds }: InterfacePlace,
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const SubnetId of subnetIds) {
    const groups = securityGroupIds.map((id, index) => [`SecurityGroupId.${index + 1}`, id]);
    const answer = await api.form("ec2", region, {
      Action: "CreateNetworkInterface",
      Version: "2016-11-15",
      ...{ SubnetId, Description: description },
      ...Object.fromEntries(groups),
    });
    const [, id] = /<networkInterfaceId>([^<]+)/.exec(answer) ?? [];
    if (id !== undefined) made.push(id);
  }
  return made;
}

export async function removeInterfaces(api: AccountApi, region: string, ids: readonly string[]): Promise<void> {
  for (const NetworkInterfaceId of ids) {
    await api.form("ec2", region, { Action: "DeleteNetworkInterface", Version: "2016-11-15", NetworkInterfaceId });
  }
}

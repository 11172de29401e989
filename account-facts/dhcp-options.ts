import { DescribeDhcpOptionsCommand, type EC2Client } from "@aws-sdk/client-ec2";
import type { Resource } from "./state";

export const DHCP_OPTIONS_ACTIONS = ["ec2:DescribeDhcpOptions"];

/** What a VPC shows that has no options of its own. */
const NONE = "default";

/** Reads which resolvers a VPC's machines are told of. */
export async function readDhcpOptions(
  client: EC2Client,
  vpcId: string,
  id: string | undefined,
): Promise<readonly Resource[]> {
  if (id === undefined || id === "" || id === NONE) return [];
  const { DhcpOptions = [] } = await client.send(new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [id] }));
  const configurations = DhcpOptions.flatMap(({ DhcpConfigurations = [] }) => DhcpConfigurations);
  const servers = configurations
    .filter(({ Key }) => Key === "domain-name-servers")
    .flatMap(({ Values = [] }) => Values);
  return [
    { type: "aws_vpc_dhcp_options", name: id, values: { id, domain_name_servers: servers.map(({ Value }) => Value) } },
    { type: "aws_vpc_dhcp_options_association", name: vpcId, values: { vpc_id: vpcId, dhcp_options_id: id } },
  ];
}

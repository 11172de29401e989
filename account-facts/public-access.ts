import {
  DescribeVpcBlockPublicAccessExclusionsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  type EC2Client,
  type VpcBlockPublicAccessExclusion,
} from "@aws-sdk/client-ec2";
import type { Resource } from "./state";

export const PUBLIC_ACCESS_ACTIONS = [
  "ec2:DescribeVpcBlockPublicAccessOptions",
  "ec2:DescribeVpcBlockPublicAccessExclusions",
];

/** Reads VPC Block Public Access of a Region: its mode, and what is excluded from it. */
export async function readPublicAccess(client: EC2Client): Promise<readonly Resource[]> {
  const { VpcBlockPublicAccessOptions: options } = await client.send(new DescribeVpcBlockPublicAccessOptionsCommand());
  const mode = options?.InternetGatewayBlockMode;
  if (mode === undefined || mode === "off") return [];
  const exclusions = (await exclusionsOf(client)).filter(isInForce).map(exclusionResource);
  const type = "aws_vpc_block_public_access_options";
  return [{ type, name: mode, values: { internet_gateway_block_mode: mode } }, ...exclusions];
}

async function exclusionsOf(client: EC2Client): Promise<readonly VpcBlockPublicAccessExclusion[]> {
  const exclusions: VpcBlockPublicAccessExclusion[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeVpcBlockPublicAccessExclusionsCommand({ ...(NextToken && { NextToken }) }),
    );
    exclusions.push(...(page.VpcBlockPublicAccessExclusions ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return exclusions;
}

/** One that was deleted is shown for a while. */
function isInForce({ State }: VpcBlockPublicAccessExclusion): boolean {
  return State === "create-complete" || State === "update-complete" || State === "update-in-progress";
}

function exclusionResource({
  ExclusionId = "",
  ResourceArn = "",
  ...exclusion
}: VpcBlockPublicAccessExclusion): Resource {
  const [, kind = "", id = ""] = /:(vpc|subnet)\/([^/]+)$/.exec(ResourceArn) ?? [];
  return {
    type: "aws_vpc_block_public_access_exclusion",
    name: ExclusionId,
    values: {
      id: ExclusionId,
      internet_gateway_exclusion_mode: exclusion.InternetGatewayExclusionMode,
      vpc_id: kind === "vpc" ? id : null,
      subnet_id: kind === "subnet" ? id : null,
    },
  };
}

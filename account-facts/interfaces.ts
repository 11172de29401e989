import { type EC2Client, type NetworkInterface, paginateDescribeNetworkInterfaces } from "@aws-sdk/client-ec2";
import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";

export const INTERFACE_ACTIONS = ["ec2:DescribeNetworkInterfaces"];

/** A network interface of a mapping's pollers. */
export interface MappingInterface {
  readonly id: string;
  readonly subnetId: string;
  /** EC2's word, such as `in-use`. */
  readonly status: string;
  /** The ids of its security groups, sorted. */
  readonly groups: readonly string[];
}

/**
 * Reads the interfaces of a mapping on RabbitMQ, wherever they are. Lambda describes them as
 * `AWS Lambda VPC ENI-armq-<account>-<mapping's UUID>…`, which no page of AWS's documents.
 *
 * @see https://github.com/cdklabs/cdk-amazonmq/blob/main/src/mq-esm/event-source-base.ts
 */
export async function readInterfaces(
  client: EC2Client,
  { UUID = "", FunctionArn = "" }: EventSourceMappingConfiguration,
): Promise<readonly MappingInterface[]> {
  const [, , , , account] = FunctionArn.split(":");
  const Filters = [{ Name: "description", Values: [`AWS Lambda VPC ENI-armq-${account}-${UUID}*`] }];
  const found: NetworkInterface[] = [];
  for await (const page of paginateDescribeNetworkInterfaces({ client, pageSize: 100 }, { Filters })) {
    found.push(...(page.NetworkInterfaces ?? []));
  }
  return found.map(({ NetworkInterfaceId, SubnetId, Status, Groups = [] }) => ({
    id: NetworkInterfaceId ?? "unknown",
    subnetId: SubnetId ?? "unknown",
    status: Status ?? "unknown",
    groups: Groups.flatMap(({ GroupId }) => GroupId ?? []).sort(),
  }));
}

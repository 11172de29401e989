import { type EC2Client, type NetworkInterface, paginateDescribeNetworkInterfaces } from "@aws-sdk/client-ec2";
import { GetEventSourceMappingCommand, type LambdaClient } from "@aws-sdk/client-lambda";

/** An interface of a mapping that is deleted, or is being deleted. */
export interface OrphanedInterface {
  readonly id: string;
  readonly subnetId: string;
  /** `in-use` until Lambda detaches it, `available` until Lambda deletes it. */
  readonly status: string;
  /** The mapping's UUID; null where the description holds none. */
  readonly mapping: string | null;
}

/** Where to look. */
export interface Placement {
  readonly accountId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** How long one look may take, in milliseconds, with all of its calls. */
const LOOK_LIMIT = 20_000;

/**
 * Finds the interfaces that RabbitMQ mappings have left. Lambda describes them as
 * `AWS Lambda VPC ENI-armq-<account>-<mapping's UUID>…`. Those of mappings that still live are left out; one whose mapping
 * cannot be told from the description counts as left.
 *
 * @see https://github.com/cdklabs/cdk-amazonmq/blob/main/src/mq-esm/event-source-base.ts
 */
export async function orphanedInterfaces(
  ec2: EC2Client,
  lambda: LambdaClient,
  placement: Placement,
): Promise<readonly OrphanedInterface[]> {
  const prefix = `AWS Lambda VPC ENI-armq-${placement.accountId}-`;
  const abortSignal = AbortSignal.timeout(LOOK_LIMIT);
  const found = await describeInterfaces(ec2, placement, prefix, abortSignal);
  const interfaces = found.map((one) => ({
    id: one.NetworkInterfaceId ?? "unknown",
    subnetId: one.SubnetId ?? "unknown",
    status: one.Status ?? "unknown",
    mapping: UUID.exec(one.Description?.slice(prefix.length) ?? "")?.[0] ?? null,
  }));
  const alive = new Set<string>();
  for (const mapping of new Set(interfaces.map((one) => one.mapping))) {
    if (mapping !== null && (await isAlive(lambda, mapping, abortSignal))) alive.add(mapping);
  }
  return interfaces.filter(({ mapping }) => mapping === null || !alive.has(mapping));
}

async function describeInterfaces(
  ec2: EC2Client,
  { subnetIds, securityGroupIds }: Placement,
  prefix: string,
  abortSignal: AbortSignal,
): Promise<NetworkInterface[]> {
  const filters = [
    { Name: "subnet-id", Values: [...subnetIds] },
    { Name: "group-id", Values: [...securityGroupIds] },
    { Name: "description", Values: [`${prefix}*`] },
  ];
  const found: NetworkInterface[] = [];
  for await (const page of paginateDescribeNetworkInterfaces(
    { client: ec2, pageSize: 100 },
    { Filters: filters },
    { abortSignal },
  )) {
    found.push(...(page.NetworkInterfaces ?? []));
  }
  return found;
}

/** A mapping that is being deleted shall leave nothing behind: it counts as deleted. */
async function isAlive(lambda: LambdaClient, mapping: string, abortSignal: AbortSignal): Promise<boolean> {
  try {
    const command = new GetEventSourceMappingCommand({ UUID: mapping });
    const { State } = await lambda.send(command, { abortSignal });
    return State !== "Deleting";
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return false;
    throw error;
  }
}

import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import * as ec2 from "@aws-sdk/client-ec2";
import { IAMClient, paginateListPolicies, paginateListRoles } from "@aws-sdk/client-iam";
import { LambdaClient, paginateListEventSourceMappings, paginateListFunctions } from "@aws-sdk/client-lambda";
import { ListConfigurationsCommand, MqClient, paginateListBrokers } from "@aws-sdk/client-mq";
import { paginateListSecrets, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { AccountAccess } from "../account/access";

/** Everything in the account that a deployment could leave, one line each, such as `subnet subnet-0a1b`. */
export type Inventory = ReadonlySet<string>;

/** What AWS goes on showing for a while. */
const GONE = /^delet(ed|ing)$/;

/** What Amazon MQ makes along with each broker, and leaves. */
const OF_AMAZON_MQ = /^Auto-generated default/;

/** Counts what there is in a Region of the account, through AWS's APIs. Secrets that await their deletion are gone. */
export async function takeInventory(access: AccountAccess): Promise<Inventory> {
  const things: string[] = [];
  const found = (what: string, ids: readonly (string | undefined)[] | undefined) => {
    for (const id of ids ?? []) things.push(`${what} ${id}`);
  };
  await Promise.all([
    countNetworks(new ec2.EC2Client(access), found),
    countFunctions(new LambdaClient(access), found),
    countBrokers(new MqClient(access), found),
    countRoles(new IAMClient(access), found),
    countLogGroups(new CloudWatchLogsClient(access), found),
    countSecrets(new SecretsManagerClient(access), found),
  ]);
  return new Set(things);
}

/** What is there now and was not before, sorted. */
export function leftSince(before: Inventory, now: Inventory): readonly string[] {
  return [...now].filter((thing) => !before.has(thing)).sort();
}

type Found = (what: string, ids: readonly (string | undefined)[] | undefined) => void;

async function countNetworks(client: ec2.EC2Client, found: Found): Promise<void> {
  const paging = { client };
  for await (const { Vpcs } of ec2.paginateDescribeVpcs(paging, {})) {
    found(
      "VPC",
      Vpcs?.map(({ VpcId }) => VpcId),
    );
  }
  for await (const { Subnets } of ec2.paginateDescribeSubnets(paging, {})) {
    found(
      "subnet",
      Subnets?.map(({ SubnetId }) => SubnetId),
    );
  }
  for await (const { SecurityGroups } of ec2.paginateDescribeSecurityGroups(paging, {})) {
    found(
      "security group",
      SecurityGroups?.map(({ GroupId }) => GroupId),
    );
  }
  for await (const { SecurityGroupRules } of ec2.paginateDescribeSecurityGroupRules(paging, {})) {
    found(
      "security group rule",
      SecurityGroupRules?.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId),
    );
  }
  for await (const { NetworkInterfaces } of ec2.paginateDescribeNetworkInterfaces(paging, {})) {
    found(
      "network interface",
      NetworkInterfaces?.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
    );
  }
  for await (const { RouteTables } of ec2.paginateDescribeRouteTables(paging, {})) {
    found(
      "route table",
      RouteTables?.map(({ RouteTableId }) => RouteTableId),
    );
  }
  for await (const { NetworkAcls } of ec2.paginateDescribeNetworkAcls(paging, {})) {
    found(
      "network ACL",
      NetworkAcls?.map(({ NetworkAclId }) => NetworkAclId),
    );
  }
  for await (const { InternetGateways } of ec2.paginateDescribeInternetGateways(paging, {})) {
    found(
      "internet gateway",
      InternetGateways?.map(({ InternetGatewayId }) => InternetGatewayId),
    );
  }
  for await (const { NatGateways } of ec2.paginateDescribeNatGateways(paging, {})) {
    const present = NatGateways?.filter(({ State = "" }) => !GONE.test(State));
    found(
      "NAT gateway",
      present?.map(({ NatGatewayId }) => NatGatewayId),
    );
  }
  for await (const { VpcEndpoints } of ec2.paginateDescribeVpcEndpoints(paging, {})) {
    const present = VpcEndpoints?.filter(({ State = "" }) => !GONE.test(State.toLowerCase()));
    found(
      "endpoint",
      present?.map(({ VpcEndpointId }) => VpcEndpointId),
    );
  }
  const { Addresses } = await client.send(new ec2.DescribeAddressesCommand());
  found(
    "address",
    Addresses?.map(({ AllocationId }) => AllocationId),
  );
}

async function countFunctions(client: LambdaClient, found: Found): Promise<void> {
  for await (const { Functions } of paginateListFunctions({ client }, {})) {
    found(
      "function",
      Functions?.map(({ FunctionName }) => FunctionName),
    );
  }
  for await (const { EventSourceMappings } of paginateListEventSourceMappings({ client }, {})) {
    found(
      "event source mapping",
      EventSourceMappings?.map(({ UUID }) => UUID),
    );
  }
}

async function countBrokers(client: MqClient, found: Found): Promise<void> {
  for await (const { BrokerSummaries } of paginateListBrokers({ client }, {})) {
    found(
      "broker",
      BrokerSummaries?.map(({ BrokerName }) => BrokerName),
    );
  }
  const { Configurations } = await client.send(new ListConfigurationsCommand());
  const own = Configurations?.filter(({ LatestRevision }) => !OF_AMAZON_MQ.test(LatestRevision?.Description ?? ""));
  found(
    "broker configuration",
    own?.map(({ Name }) => Name),
  );
}

async function countRoles(client: IAMClient, found: Found): Promise<void> {
  for await (const { Roles } of paginateListRoles({ client }, {})) {
    found(
      "role",
      Roles?.map(({ RoleName }) => RoleName),
    );
  }
  for await (const { Policies } of paginateListPolicies({ client }, { Scope: "Local" })) {
    found(
      "policy",
      Policies?.map(({ PolicyName }) => PolicyName),
    );
  }
}

async function countLogGroups(client: CloudWatchLogsClient, found: Found): Promise<void> {
  for await (const { logGroups } of paginateDescribeLogGroups({ client }, {})) {
    found(
      "log group",
      logGroups?.map(({ logGroupName }) => logGroupName),
    );
  }
}

async function countSecrets(client: SecretsManagerClient, found: Found): Promise<void> {
  for await (const { SecretList } of paginateListSecrets({ client }, {})) {
    found(
      "secret",
      SecretList?.map(({ Name }) => Name),
    );
  }
}

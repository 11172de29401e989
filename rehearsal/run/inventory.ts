import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import * as ec2 from "@aws-sdk/client-ec2";
import { IAMClient, paginateListPolicies, paginateListRoles } from "@aws-sdk/client-iam";
import { LambdaClient, paginateListEventSourceMappings, paginateListFunctions } from "@aws-sdk/client-lambda";
import { ListConfigurationsCommand, MqClient, paginateListBrokers } from "@aws-sdk/client-mq";
import { paginateListSecrets, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { AccountAccess } from "../account/access";
import { AccountApi } from "../account/api";

/** Everything in the account that a deployment could leave, one line each, such as `subnet subnet-0a1b`. */
export type Inventory = ReadonlySet<string>;

/** What AWS goes on showing for a while. */
const GONE = /^delet(ed|ing)$/;

/** What the emulated Amazon MQ makes along with each broker, and leaves: by its name, and as long as nobody has put anything into it. */
const OF_BROKER = { name: /-configuration$/, description: /^Auto-generated default/ };

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
    countAlarms(new AccountApi(access.endpoint), access.region, found),
  ]);
  return new Set(things);
}

/** What is there now and was not before, sorted. */
export function leftSince(before: Inventory, now: Inventory): readonly string[] {
  return [...now].filter((thing) => !before.has(thing)).sort();
}

type Ids = readonly (string | undefined)[] | undefined;
type Found = (what: string, ids: Ids) => void;

/** Counts what is on all pages of a list. */
async function count<Page>(
  found: Found,
  what: string,
  pages: AsyncIterable<Page>,
  idsOn: (page: Page) => Ids,
): Promise<void> {
  for await (const page of pages) found(what, idsOn(page));
}

async function countNetworks(client: ec2.EC2Client, found: Found): Promise<void> {
  const paging = { client };
  await count(found, "VPC", ec2.paginateDescribeVpcs(paging, {}), ({ Vpcs }) => Vpcs?.map(({ VpcId }) => VpcId));
  await count(found, "subnet", ec2.paginateDescribeSubnets(paging, {}), ({ Subnets }) =>
    Subnets?.map(({ SubnetId }) => SubnetId),
  );
  await count(found, "security group", ec2.paginateDescribeSecurityGroups(paging, {}), ({ SecurityGroups }) =>
    SecurityGroups?.map(({ GroupId }) => GroupId),
  );
  await count(
    found,
    "security group rule",
    ec2.paginateDescribeSecurityGroupRules(paging, {}),
    ({ SecurityGroupRules }) => SecurityGroupRules?.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId),
  );
  await count(found, "network interface", ec2.paginateDescribeNetworkInterfaces(paging, {}), ({ NetworkInterfaces }) =>
    NetworkInterfaces?.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
  );
  await count(found, "route table", ec2.paginateDescribeRouteTables(paging, {}), ({ RouteTables }) =>
    RouteTables?.map(({ RouteTableId }) => RouteTableId),
  );
  await count(found, "network ACL", ec2.paginateDescribeNetworkAcls(paging, {}), ({ NetworkAcls }) =>
    NetworkAcls?.map(({ NetworkAclId }) => NetworkAclId),
  );
  await count(found, "internet gateway", ec2.paginateDescribeInternetGateways(paging, {}), ({ InternetGateways }) =>
    InternetGateways?.map(({ InternetGatewayId }) => InternetGatewayId),
  );
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
  await count(found, "function", paginateListFunctions({ client }, {}), ({ Functions }) =>
    Functions?.map(({ FunctionName }) => FunctionName),
  );
  await count(
    found,
    "event source mapping",
    paginateListEventSourceMappings({ client }, {}),
    ({ EventSourceMappings }) => EventSourceMappings?.map(({ UUID }) => UUID),
  );
}

async function countBrokers(client: MqClient, found: Found): Promise<void> {
  await count(found, "broker", paginateListBrokers({ client }, {}), ({ BrokerSummaries }) =>
    BrokerSummaries?.map(({ BrokerName }) => BrokerName),
  );
  const { Configurations } = await client.send(new ListConfigurationsCommand());
  const own = Configurations?.filter(
    ({ Name = "", LatestRevision }) =>
      !(OF_BROKER.name.test(Name) && OF_BROKER.description.test(LatestRevision?.Description ?? "")),
  );
  found(
    "broker configuration",
    own?.map(({ Name }) => Name),
  );
}

async function countRoles(client: IAMClient, found: Found): Promise<void> {
  await count(found, "role", paginateListRoles({ client }, {}), ({ Roles }) => Roles?.map(({ RoleName }) => RoleName));
  await count(found, "policy", paginateListPolicies({ client }, { Scope: "Local" }), ({ Policies }) =>
    Policies?.map(({ PolicyName }) => PolicyName),
  );
}

async function countLogGroups(client: CloudWatchLogsClient, found: Found): Promise<void> {
  await count(found, "log group", paginateDescribeLogGroups({ client }, {}), ({ logGroups }) =>
    logGroups?.map(({ logGroupName }) => logGroupName),
  );
}

async function countSecrets(client: SecretsManagerClient, found: Found): Promise<void> {
  await count(found, "secret", paginateListSecrets({ client }, {}), ({ SecretList }) =>
    SecretList?.map(({ Name }) => Name),
  );
}

/** Alarms, where they go, and what measures for them: few enough for one page of each. */
async function countAlarms(api: AccountApi, region: string, found: Found): Promise<void> {
  const namesIn = (xml: string, element: string) =>
    [...xml.matchAll(new RegExp(`<${element}>([^<]+)</${element}>`, "g"))].map(([, name]) => name);
  const [alarms, topics, rules] = await Promise.all([
    api.form("monitoring", region, { Action: "DescribeAlarms", Version: "2010-08-01" }),
    api.form("sns", region, { Action: "ListTopics", Version: "2010-03-31" }),
    api.json<{ Rules?: { Name?: string }[] }>("events", region, "AWSEvents.ListRules", {}),
  ]);
  found("alarm", namesIn(alarms, "AlarmName"));
  found("topic", namesIn(topics, "TopicArn"));
  found(
    "rule of EventBridge",
    rules?.Rules?.map(({ Name }) => Name),
  );
}

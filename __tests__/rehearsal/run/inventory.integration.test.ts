import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import * as ec2 from "@aws-sdk/client-ec2";
import { CreatePolicyCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateBrokerCommand, CreateConfigurationCommand, MqClient } from "@aws-sdk/client-mq";
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { strToU8, zipSync } from "fflate";
import type { AccountAccess } from "../../../rehearsal/account/access";
import { AccountApi } from "../../../rehearsal/account/api";
import { leftSince, takeInventory } from "../../../rehearsal/run/inventory";
import { describeWithAccount } from "../../support/describe-with-account";

jest.setTimeout(120_000);

const REGION = "us-east-1";
const TRUST = '{"Version":"2012-10-17","Statement":[]}';
const ALLOWED =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"}]}';

/** One of each kind of thing. A VPC comes with a route table, a network ACL, and a group with rules. */
async function leaveOneOfEach(access: AccountAccess): Promise<void> {
  const client = new ec2.EC2Client(access);
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const VpcId = Vpc?.VpcId;
  const { Subnet } = await client.send(new ec2.CreateSubnetCommand({ VpcId, CidrBlock: "10.0.0.0/24" }));
  const SubnetId = Subnet?.SubnetId;
  await client.send(new ec2.CreateNetworkInterfaceCommand({ SubnetId }));
  await client.send(new ec2.CreateInternetGatewayCommand({}));
  await client.send(new ec2.CreateNatGatewayCommand({ SubnetId, ConnectivityType: "private" }));
  await client.send(new ec2.AllocateAddressCommand({ Domain: "vpc" }));
  const endpoint = (service: string) =>
    client.send(
      new ec2.CreateVpcEndpointCommand({ VpcId, ServiceName: serviceName(service), VpcEndpointType: "Interface" }),
    );
  await endpoint("sts");

  const iam = new IAMClient(access);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: "left", AssumeRolePolicyDocument: TRUST }));
  await iam.send(new CreatePolicyCommand({ PolicyName: "left", PolicyDocument: ALLOWED }));
  const mq = new MqClient(access);
  const engine = { EngineType: "RABBITMQ", EngineVersion: "4.2" } as const;
  const { BrokerArn: EventSourceArn } = await mq.send(
    new CreateBrokerCommand({
      ...{ ...engine, BrokerName: "left", HostInstanceType: "mq.m7g.medium", DeploymentMode: "SINGLE_INSTANCE" },
      ...{ PubliclyAccessible: true, AutoMinorVersionUpgrade: true },
      Users: [{ Username: "administrator", Password: "password-of-12" }],
    }),
  );
  await mq.send(new CreateConfigurationCommand({ ...engine, Name: "left" }));
  const lambda = new LambdaClient(access);
  await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName: "left", Runtime: "nodejs22.x", Handler: "index.handler", Role: Role?.Arn },
      Code: { ZipFile: zipSync({ "index.js": strToU8("") }) },
    }),
  );
  await lambda.send(new CreateEventSourceMappingCommand({ EventSourceArn, FunctionName: "left" }));
  await new CloudWatchLogsClient(access).send(new CreateLogGroupCommand({ logGroupName: "left" }));
  const secrets = new SecretsManagerClient(access);
  await secrets.send(new CreateSecretCommand({ Name: "left", SecretString: "x" }));

  const api = new AccountApi(access.endpoint);
  await api.form("monitoring", REGION, {
    ...{ Action: "PutMetricAlarm", Version: "2010-08-01", AlarmName: "left", MetricName: "m", Namespace: "n" },
    ...{
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: "1",
      Period: "60",
      Statistic: "Sum",
      Threshold: "1",
    },
  });
  await api.form("sns", REGION, { Action: "CreateTopic", Version: "2010-03-31", Name: "left" });
  await api.json("events", REGION, "AWSEvents.PutRule", { Name: "left", ScheduleExpression: "rate(1 minute)" });
}

/** What is deleted at once, and shown for a while all the same. */
async function leaveNothing(access: AccountAccess): Promise<void> {
  const secrets = new SecretsManagerClient(access);
  await secrets.send(new CreateSecretCommand({ Name: "gone", SecretString: "x" }));
  await secrets.send(new DeleteSecretCommand({ SecretId: "gone" }));
  const client = new ec2.EC2Client(access);
  const { Subnets } = await client.send(new ec2.DescribeSubnetsCommand({}));
  const [{ SubnetId, VpcId } = {}] = Subnets ?? [];
  const ServiceName = serviceName("lambda");
  const { VpcEndpoint } = await client.send(
    new ec2.CreateVpcEndpointCommand({ VpcId, ServiceName, VpcEndpointType: "Interface" }),
  );
  await client.send(new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpoint?.VpcEndpointId ?? ""] }));
  const { NatGateway } = await client.send(new ec2.CreateNatGatewayCommand({ SubnetId, ConnectivityType: "private" }));
  await client.send(new ec2.DeleteNatGatewayCommand({ NatGatewayId: NatGateway?.NatGatewayId }));
}

function serviceName(service: string): string {
  return `com.amazonaws.${REGION}.${service}`;
}

describeWithAccount("what a deployment left", ({ account }) => {
  let found: readonly string[];
  let foundOfNothing: readonly string[];
  beforeAll(async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const access = { endpoint: account.url, region: REGION, credentials };
    const before = await takeInventory(access);
    await leaveOneOfEach(access);
    const between = await takeInventory(access);
    await leaveNothing(access);
    found = leftSince(before, between);
    foundOfNothing = leftSince(between, await takeInventory(access));
  });

  test.each([
    "VPC",
    "subnet",
    "security group",
    "security group rule",
    "network interface",
    "route table",
    "network ACL",
    "internet gateway",
    "NAT gateway",
    "endpoint",
    "address",
    "role",
    "policy",
    "function",
    "event source mapping",
    "broker",
    "broker configuration",
    "log group",
    "secret",
    "alarm",
    "topic",
    "rule of EventBridge",
  ])("%s is found", (what) => {
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${what} \\S+$`)));
  });

  test("what Amazon MQ makes along with a broker is not the deployment's", () => {
    expect(found.filter((thing) => thing.startsWith("broker configuration "))).toEqual(["broker configuration left"]);
  });

  test("what AWS goes on showing after it was deleted is not left, nor is a secret that awaits its deletion", () => {
    expect(foundOfNothing).toEqual([]);
  });
});

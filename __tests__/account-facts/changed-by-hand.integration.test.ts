import * as ec2 from "@aws-sdk/client-ec2";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateBrokerCommand, DescribeBrokerCommand, MqClient } from "@aws-sdk/client-mq";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { strToU8, zipSync } from "fflate";
import { type AccountAccess, readAccountFacts } from "../../account-facts";
import { check } from "../../connectivity";
import type { MappingArguments } from "../../rehearsal/mappings/mapping";
import { refusalOf } from "../../rehearsal/mappings/refusal";
import { describeWithAccount } from "../support/describe-with-account";

jest.setTimeout(120_000);

const REGION = "eu-central-1";
const STS = `sts.${REGION}.amazonaws.com`;

describeWithAccount("what somebody has changed by hand", ({ account }) => {
  let access: Required<AccountAccess>;
  let client: ec2.EC2Client;
  let made: Made;
  beforeAll(async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    access = { endpoint: account.url, region: REGION, credentials };
    client = new ec2.EC2Client(access);
    made = await makeMapping(access, client);
  });

  /** What the check says of what the account's APIs report now. */
  async function judged() {
    const { state, unread } = await readAccountFacts(made.uuid, access);
    const [report] = check([{ name: "account", json: state }]).mappings;
    const reasons = report?.hops.flatMap(({ target, reason }) => (reason === null ? [] : [`${target}: ${reason}`]));
    return { verdict: report?.verdict, reasons, unread };
  }

  const asMade = { verdict: "works", reasons: [], unread: [] };

  test("as it was made, it works, and all of it could be read", async () => {
    expect(await judged()).toEqual(asMade);
  });

  test("VPC Block Public Access is switched on: the NAT gateway leads nowhere", async () => {
    const block = (InternetGatewayBlockMode: ec2.InternetGatewayBlockMode) =>
      client.send(new ec2.ModifyVpcBlockPublicAccessOptionsCommand({ InternetGatewayBlockMode }));
    await block("block-bidirectional");
    expect(await judged()).toEqual({
      verdict: "fails",
      reasons: ["sts", "secretsmanager", "lambda"].map((target) => `${target}: public-access-blocked`),
      unread: [],
    });
    await block("block-ingress");
    expect(await judged()).toEqual(asMade);
    await block("off");
  });

  test("the broker's group admits a prefix list in place of itself: its entries decide", async () => {
    const { PrefixList } = await client.send(
      new ec2.CreateManagedPrefixListCommand({
        ...{ PrefixListName: "clients", AddressFamily: "IPv4", MaxEntries: 5 },
        Entries: [{ Cidr: "192.168.0.0/16" }],
      }),
    );
    const PrefixListId = PrefixList?.PrefixListId;
    const itself = { IpProtocol: "tcp", FromPort: 5671, ToPort: 5671, UserIdGroupPairs: [{ GroupId: made.groupId }] };
    const list = { IpProtocol: "tcp", FromPort: 5671, ToPort: 5671, PrefixListIds: [{ PrefixListId }] };
    const GroupId = made.groupId;
    await client.send(new ec2.RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: [itself] }));
    await client.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [list] }));
    expect(await judged()).toEqual({ verdict: "fails", reasons: ["broker: security-group-ingress"], unread: [] });
    await client.send(
      new ec2.ModifyManagedPrefixListCommand({
        PrefixListId,
        CurrentVersion: 1,
        AddEntries: [{ Cidr: "10.0.0.0/16" }],
      }),
    );
    expect(await judged()).toEqual(asMade);
    await client.send(new ec2.RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: [list] }));
    await client.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [itself] }));
  });

  test("a private hosted zone answers for STS, and has no record for it", async () => {
    const route53 = new Route53Client(access);
    const { HostedZone } = await route53.send(
      new CreateHostedZoneCommand({
        ...{ Name: STS, CallerReference: "one", VPC: { VPCId: made.vpcId, VPCRegion: REGION } },
        HostedZoneConfig: { PrivateZone: true },
      }),
    );
    expect(await judged()).toEqual({ verdict: "fails", reasons: ["sts: private-zone-without-record"], unread: [] });
    const change = (Action: "CREATE" | "DELETE") =>
      route53.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId: HostedZone?.Id,
          ChangeBatch: {
            Changes: [
              {
                Action,
                ResourceRecordSet: { Name: STS, Type: "A", TTL: 60, ResourceRecords: [{ Value: "10.0.0.9" }] },
              },
            ],
          },
        }),
      );
    await change("CREATE");
    // Where an address leads, nothing tells.
    expect(await judged()).toEqual({ verdict: "unknown", reasons: ["sts: endpoint-unknown"], unread: [] });
    await change("DELETE");
    await route53.send(new DeleteHostedZoneCommand({ Id: HostedZone?.Id }));
    expect(await judged()).toEqual(asMade);
  });

  test("the role may not read the secret any more, or is no longer Lambda's: a mapping that works so far would not be made today", async () => {
    const arn = made.secretArn;
    const refused = () => refusalOf(made.arguments, made.functionArn, access);
    expect(await refused()).toBeUndefined();
    await made.allow("ec2:*", "logs:*", "mq:DescribeBroker");
    expect(await judged()).toMatchObject({ verdict: "fails" });
    expect(await refused()).toBe(
      `Cannot access secret manager value ${arn}. Please ensure the role can perform the 'secretsmanager:GetSecretValue' action on your broker in IAM.`,
    );
    // That Lambda refuses this, no source says.
    await made.allow("secretsmanager:GetSecretValue");
    expect(await judged()).toMatchObject({ verdict: "fails" });
    expect(await refused()).toBeUndefined();
    await made.allow(...NEEDED);
    await made.trust("ec2.amazonaws.com");
    expect(await refused()).toBe("The role defined for the function cannot be assumed by Lambda.");
    await made.trust("lambda.amazonaws.com");
    expect(await judged()).toEqual(asMade);
  });

  test("the VPC is given resolvers of its own: what they answer, nothing tells", async () => {
    const { DhcpOptions } = await client.send(
      new ec2.CreateDhcpOptionsCommand({
        DhcpConfigurations: [{ Key: "domain-name-servers", Values: ["10.0.0.2", "10.0.1.2"] }],
      }),
    );
    const associate = (DhcpOptionsId = "default") =>
      client.send(new ec2.AssociateDhcpOptionsCommand({ DhcpOptionsId, VpcId: made.vpcId }));
    await associate(DhcpOptions?.DhcpOptionsId);
    const { verdict, reasons } = await judged();
    expect(verdict).toBe("unknown");
    expect(reasons).toEqual(
      ["broker", "sts", "secretsmanager", "lambda"].map((target) => `${target}: dns-resolvers-hidden`),
    );
  });
});

interface Network {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
}

interface Made extends Network {
  readonly uuid: string;
  readonly functionArn: string;
  readonly secretArn: string;
  /** What it was made with. */
  readonly arguments: MappingArguments;
  /** Lets the function's role do this, and nothing else. */
  readonly allow: (...actions: readonly string[]) => Promise<unknown>;
  /** Lets a service assume the function's role, and nobody else. */
  readonly trust: (service: string) => Promise<unknown>;
}

/** What the function's role needs. */
const NEEDED = ["ec2:*", "logs:*", "mq:DescribeBroker", "secretsmanager:GetSecretValue"];

/** A mapping on a private broker, whose subnet reaches the internet through a NAT gateway. */
async function makeMapping(access: AccountAccess, client: ec2.EC2Client): Promise<Made> {
  const network = await makeNetwork(client);
  const iam = new IAMClient(access);
  const RoleName = "listener";
  const trusting = (Service: string) =>
    documentOf({ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" });
  const trust = (service: string) =>
    iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trusting(service) }));
  const allow = (...Action: readonly string[]) =>
    iam.send(
      new PutRolePolicyCommand({
        ...{ RoleName, PolicyName: "listener" },
        PolicyDocument: documentOf({ Effect: "Allow", Action, Resource: "*" }),
      }),
    );
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting("lambda.amazonaws.com") }),
  );
  await allow(...NEEDED);
  const lambda = new LambdaClient(access);
  const { FunctionArn: functionArn = "" } = await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName: "listener", Role: Role?.Arn, Runtime: "nodejs22.x", Handler: "index.handler", Timeout: 60 },
      Code: { ZipFile: zipSync({ "index.js": strToU8("exports.handler = async () => {};") }) },
    }),
  );
  const { ARN: secretArn = "" } = await new SecretsManagerClient(access).send(
    new CreateSecretCommand({ Name: "mapping", SecretString: "{}" }),
  );
  const mq = new MqClient(access);
  const { BrokerId } = await mq.send(
    new CreateBrokerCommand({
      ...{ BrokerName: "orders", EngineType: "RABBITMQ", EngineVersion: "4.2", HostInstanceType: "mq.m7g.medium" },
      ...{ DeploymentMode: "SINGLE_INSTANCE", PubliclyAccessible: false, AutoMinorVersionUpgrade: true },
      ...{ SubnetIds: [network.subnetId], SecurityGroups: [network.groupId] },
      Users: [{ Username: "administrator", Password: "password-of-12" }],
    }),
  );
  const { BrokerArn: EventSourceArn } = await mq.send(new DescribeBrokerCommand({ BrokerId }));
  const SourceAccessConfigurations = [{ Type: "BASIC_AUTH" as const, URI: secretArn }];
  const wanted = { EventSourceArn, Queues: ["orders"], SourceAccessConfigurations };
  const { UUID: uuid = "" } = await lambda.send(
    new CreateEventSourceMappingCommand({ ...wanted, FunctionName: functionArn }),
  );
  return { ...network, uuid, functionArn, secretArn, arguments: wanted as MappingArguments, allow, trust };
}

async function makeNetwork(client: ec2.EC2Client): Promise<Network> {
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const VpcId = Vpc?.VpcId ?? "";
  await client.send(new ec2.ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
  const { InternetGateway } = await client.send(new ec2.CreateInternetGatewayCommand({}));
  const InternetGatewayId = InternetGateway?.InternetGatewayId;
  await client.send(new ec2.AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  const subnet = async (CidrBlock: string) => {
    const { Subnet } = await client.send(new ec2.CreateSubnetCommand({ VpcId, CidrBlock }));
    return Subnet?.SubnetId ?? "";
  };
  const outside = async (SubnetId: string, target: object) => {
    const { RouteTable } = await client.send(new ec2.CreateRouteTableCommand({ VpcId }));
    const RouteTableId = RouteTable?.RouteTableId;
    await client.send(new ec2.AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    await client.send(new ec2.CreateRouteCommand({ RouteTableId, DestinationCidrBlock: "0.0.0.0/0", ...target }));
  };
  const publicSubnet = await subnet("10.0.1.0/24");
  await outside(publicSubnet, { GatewayId: InternetGatewayId });
  const { AllocationId } = await client.send(new ec2.AllocateAddressCommand({ Domain: "vpc" }));
  const { NatGateway } = await client.send(new ec2.CreateNatGatewayCommand({ SubnetId: publicSubnet, AllocationId }));
  const subnetId = await subnet("10.0.2.0/24");
  await outside(subnetId, { NatGatewayId: NatGateway?.NatGatewayId });
  const { GroupId = "" } = await client.send(
    new ec2.CreateSecurityGroupCommand({ GroupName: "broker", Description: "broker", VpcId }),
  );
  await client.send(
    new ec2.AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 5671, ToPort: 5671, UserIdGroupPairs: [{ GroupId }] }],
    }),
  );
  return { vpcId: VpcId, groupId: GroupId, subnetId };
}

function documentOf(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

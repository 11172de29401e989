import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import {
  type EventSourceMappingConfiguration,
  type FunctionConfiguration,
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { type DescribeBrokerResponse, MqClient } from "@aws-sdk/client-mq";
import { Route53Client } from "@aws-sdk/client-route-53";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { brokerResource, readBroker } from "./broker";
import { INTERFACE_ACTIONS, type MappingInterface, readInterfaces } from "./interfaces";
import { functionResource, mappingResource } from "./mapping";
import { readVpc, vpcOfSubnet } from "./network";
import { PRIVATE_ZONE_ACTIONS, readPrivateZones } from "./private-zones";
import { PUBLIC_ACCESS_ACTIONS, readPublicAccess } from "./public-access";
import { readRole } from "./role";
import { readSecret } from "./secret";
import { type StateDocument, stateOf } from "./state";
import { Readable, type Unread } from "./unread";

export type { MappingInterface } from "./interfaces";
export type { Unread } from "./unread";

/** How clients of AWS's SDK are made: nothing, for the caller's own account and Region. */
export interface AccountAccess {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What an account's APIs report of an event source mapping on Amazon MQ, and of all that it takes to work. */
export interface AccountFacts {
  readonly mapping: EventSourceMappingConfiguration;
  readonly function: FunctionConfiguration;
  /** Undefined where Amazon MQ shows no such broker. */
  readonly broker: DescribeBrokerResponse | undefined;
  /** The same as Terraform's state would hold it: what the check judges. */
  readonly state: StateDocument;
  /** What may matter, and could not be read: it is not in the state. */
  readonly unread: readonly Unread[];
}

/**
 * Reads an event source mapping, its function and role, its secret, its broker and the broker's network through AWS's APIs. Read-only.
 *
 * @throws Error of the SDK, `ResourceNotFoundException` where there is no such mapping
 */
export async function readAccountFacts(uuid: string, access: AccountAccess): Promise<AccountFacts> {
  const lambda = new LambdaClient(access);
  return readFactsAbout(await lambda.send(new GetEventSourceMappingCommand({ UUID: uuid })), access);
}

/** The same of a mapping that need not exist. @throws Error of the SDK */
export async function readFactsAbout(
  mapping: EventSourceMappingConfiguration,
  access: AccountAccess,
): Promise<AccountFacts> {
  const lambda = new LambdaClient(access);
  const secretArns = (mapping.SourceAccessConfigurations ?? []).flatMap(({ Type, URI }) =>
    Type === "BASIC_AUTH" ? (URI ?? []) : [],
  );
  const secrets = new SecretsManagerClient(access);
  const [invoked, broker, ...secretResources] = await Promise.all([
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: mapping.FunctionArn })),
    readBroker(new MqClient(access), mapping.EventSourceArn ?? ""),
    ...secretArns.map((arn) => readSecret(secrets, arn)),
  ]);
  const readable = new Readable();
  const [network, role] = await Promise.all([
    broker === undefined ? [] : readNetwork(access, broker, readable),
    readRole(new IAMClient(access), invoked.Role ?? ""),
  ]);
  const state = stateOf([
    mappingResource(mapping),
    functionResource(invoked),
    ...(broker === undefined ? [] : [brokerResource(broker)]),
    ...role,
    ...secretResources.flat(),
    ...network,
  ]);
  return { mapping, function: invoked, broker, state, unread: readable.unread };
}

/** A mapping on a public broker has no interfaces in a network of ours. */
async function readNetwork(access: AccountAccess, broker: DescribeBrokerResponse, readable: Readable) {
  const { PubliclyAccessible, SubnetIds = [], BrokerArn = "" } = broker;
  const [subnetId] = SubnetIds;
  if (PubliclyAccessible === true || subnetId === undefined) return [];
  const client = new EC2Client(access);
  const vpcId = await vpcOfSubnet(client, subnetId);
  const [, , , region = ""] = BrokerArn.split(":");
  const read = await Promise.all([
    readVpc(client, vpcId, readable),
    readable.read("private hosted zones", PRIVATE_ZONE_ACTIONS, () =>
      readPrivateZones(new Route53Client(access), vpcId, region),
    ),
    readable.read("settings of VPC Block Public Access", PUBLIC_ACCESS_ACTIONS, () => readPublicAccess(client)),
  ]);
  return read.flat();
}

/** The network interfaces of a mapping's pollers, which say where it is, and nothing of what it reaches. */
export interface InterfaceFacts {
  /** Undefined where the mapping's broker is public or not there, and where they could not be read. */
  readonly interfaces: readonly MappingInterface[] | undefined;
  readonly unread: readonly Unread[];
}

export async function readInterfaceFacts(
  { mapping, broker }: Pick<AccountFacts, "mapping" | "broker">,
  access: AccountAccess,
): Promise<InterfaceFacts> {
  if (broker === undefined || broker.PubliclyAccessible === true) return { interfaces: undefined, unread: [] };
  const readable = new Readable();
  const interfaces = await readable.attempt("mapping's network interfaces", INTERFACE_ACTIONS, () =>
    readInterfaces(new EC2Client(access), mapping),
  );
  return { interfaces, unread: readable.unread };
}

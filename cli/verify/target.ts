import {
  type EventSourceMappingConfiguration,
  type FunctionConfiguration,
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  paginateListEventSourceMappings,
  paginateListFunctions,
} from "@aws-sdk/client-lambda";
import { Mistake } from "../mistake";
import type { VerifyArguments } from "./arguments";
import { type Clients, explained } from "./clients";
import type { MappingState } from "./mapping-words";

/** A mapping, and what is needed to ask about it. */
export interface Target {
  readonly uuid: string;
  readonly functionArn: string;
  readonly eventSourceArn: string;
  readonly queue: string;
  readonly virtualHost: string;
  readonly hasFilters: boolean;
  readonly state: MappingState;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const RABBITMQ_ARN = /^arn:[^:]+:mq:/;

/** @throws Mistake where there is no such mapping, or more than one */
export async function findTarget({ lambda, region }: Clients, given: VerifyArguments): Promise<Target> {
  const mapping = UUID.test(given.target)
    ? await getMapping(lambda, region, given.target)
    : await mappingOfOption(lambda, region, given);
  if (!RABBITMQ_ARN.test(mapping.EventSourceArn ?? "")) {
    throw new Mistake([
      `the mapping ${mapping.UUID} polls ${mapping.EventSourceArn ?? "no broker"}: expected one on Amazon MQ.`,
    ]);
  }
  return targetOf(mapping);
}

/** What Lambda says of the mapping now. */
export async function stateOf({ lambda, region }: Clients, { uuid }: Target): Promise<MappingState> {
  return targetOf(await getMapping(lambda, region, uuid)).state;
}

/** An option's functions are called `<project>-<environment>-<option>-<function>`, and further listeners `listener-<name>`. */
export function publisherBeside({ functionArn }: Target): string | undefined {
  const [, name] = /:function:([^:]+-option-\d[a-z-]*?)-listener(-[^:]+)?$/.exec(functionArn) ?? [];
  return name === undefined ? undefined : `${name}-publisher`;
}

/** @returns undefined where there is no such function */
export async function findFunction({ lambda }: Clients, name: string): Promise<FunctionConfiguration | undefined> {
  try {
    return await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return undefined;
    throw explained(`lambda:GetFunctionConfiguration of ${name}`, error);
  }
}

async function getMapping(
  lambda: Clients["lambda"],
  region: string,
  uuid: string,
): Promise<EventSourceMappingConfiguration> {
  try {
    return await lambda.send(new GetEventSourceMappingCommand({ UUID: uuid }));
  } catch (error) {
    if ((error as Error).name !== "ResourceNotFoundException") {
      throw explained(`lambda:GetEventSourceMapping of ${uuid}`, error);
    }
    throw new Mistake([
      `there is no event source mapping ${uuid} in ${region}: aws lambda list-event-source-mappings --region ${region} names those that are there.`,
    ]);
  }
}

async function mappingOfOption(
  lambda: Clients["lambda"],
  region: string,
  { target, environment, listener: name }: VerifyArguments,
): Promise<EventSourceMappingConfiguration> {
  const ending = `-${environment === null ? "" : `${environment}-`}${target}-listener${name === null ? "" : `-${name}`}`;
  const listeners = await listenersThatEndIn(lambda, ending);
  const [listener, ...others] = listeners;
  if (listener === undefined) {
    throw new Mistake([
      `no function in ${region} has a name that ends in ${ending}: is ${target} deployed there? Or give the mapping's UUID.`,
    ]);
  }
  if (others.length > 0) {
    throw new Mistake([
      `${target} is deployed more than once: ${listeners.join(", ")}. Give --environment, or the mapping's UUID.`,
    ]);
  }
  const [mapping, ...further] = await mappingsOf(lambda, listener);
  if (mapping === undefined || further.length > 0) {
    throw new Mistake([
      `the function ${listener} has ${further.length === 0 ? "no mapping" : `${further.length + 1} mappings`} on Amazon MQ: expected one. Give the mapping's UUID.`,
    ]);
  }
  return mapping;
}

async function listenersThatEndIn(lambda: Clients["lambda"], ending: string): Promise<string[]> {
  try {
    const names: string[] = [];
    for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
      names.push(...Functions.flatMap(({ FunctionName }) => FunctionName ?? []));
    }
    return names.filter((name) => name.endsWith(ending)).sort();
  } catch (error) {
    throw explained("lambda:ListFunctions", error);
  }
}

async function mappingsOf(lambda: Clients["lambda"], name: string): Promise<EventSourceMappingConfiguration[]> {
  try {
    const mappings: EventSourceMappingConfiguration[] = [];
    for await (const page of paginateListEventSourceMappings({ client: lambda }, { FunctionName: name })) {
      mappings.push(...(page.EventSourceMappings ?? []));
    }
    return mappings.filter(({ EventSourceArn }) => RABBITMQ_ARN.test(EventSourceArn ?? ""));
  } catch (error) {
    throw explained(`lambda:ListEventSourceMappings of ${name}`, error);
  }
}

function targetOf(mapping: EventSourceMappingConfiguration): Target {
  const access = mapping.SourceAccessConfigurations ?? [];
  return {
    uuid: mapping.UUID ?? "",
    functionArn: mapping.FunctionArn ?? "",
    eventSourceArn: mapping.EventSourceArn ?? "",
    queue: mapping.Queues?.[0] ?? "",
    virtualHost: access.find(({ Type }) => Type === "VIRTUAL_HOST")?.URI ?? "/",
    hasFilters: (mapping.FilterCriteria?.Filters ?? []).length > 0,
    state: {
      state: mapping.State ?? "unknown",
      reason: mapping.StateTransitionReason ?? null,
      lastResult: mapping.LastProcessingResult ?? null,
    },
  };
}

import type { Poller, PollingReport } from "../poller/polling";

/** What CreateEventSourceMapping and UpdateEventSourceMapping take, as far as mappings on Amazon MQ have it. */
export interface MappingArguments {
  readonly EventSourceArn?: string;
  readonly FunctionName?: string;
  readonly Enabled?: boolean;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly Queues?: readonly string[];
  readonly SourceAccessConfigurations?: readonly { readonly Type: string; readonly URI: string }[];
  readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern?: string }[] };
  readonly Tags?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html */
export type MappingState = "Creating" | "Enabling" | "Enabled" | "Disabling" | "Disabled" | "Updating" | "Deleting";

/** An event source mapping of the account. */
export interface Mapping {
  readonly uuid: string;
  readonly region: string;
  readonly arn: string;
  arguments: MappingArguments;
  functionArn: string;
  tags: Record<string, string>;
  state: MappingState;
  lastModified: number;
  /** What the API shows of polling. */
  report: PollingReport;
  /** Why it ended up in its state. */
  reason: string;
  poller: Poller | undefined;
  /** Its network interfaces. */
  interfaces: readonly string[];
}

/** What the API shows of a mapping. */
export function shownOf(mapping: Mapping): object {
  const { EventSourceArn, BatchSize = 100, MaximumBatchingWindowInSeconds, Queues } = mapping.arguments;
  const { SourceAccessConfigurations, FilterCriteria } = mapping.arguments;
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mapping.arn,
    EventSourceArn,
    FunctionArn: mapping.functionArn,
    BatchSize,
    ...(MaximumBatchingWindowInSeconds === undefined ? {} : { MaximumBatchingWindowInSeconds }),
    Queues,
    SourceAccessConfigurations,
    ...(FilterCriteria?.Filters?.length ? { FilterCriteria } : {}),
    State: mapping.state,
    StateTransitionReason: mapping.report.stopped ?? mapping.reason,
    LastProcessingResult: mapping.report.lastProcessingResult,
    LastModified: mapping.lastModified / 1000,
  };
}

import type { EventSourceMappingConfiguration, FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { Resource } from "./state";

export function mappingResource(mapping: EventSourceMappingConfiguration): Resource {
  const { UUID = "" } = mapping;
  return {
    type: "aws_lambda_event_source_mapping",
    name: UUID,
    values: {
      id: UUID,
      uuid: UUID,
      event_source_arn: mapping.EventSourceArn,
      function_name: mapping.FunctionArn,
      function_arn: mapping.FunctionArn,
      queues: mapping.Queues ?? [],
      batch_size: mapping.BatchSize,
      maximum_batching_window_in_seconds: mapping.MaximumBatchingWindowInSeconds ?? 0,
      enabled: !/^Disabl(ed|ing)$/.test(mapping.State ?? ""),
      source_access_configuration: (mapping.SourceAccessConfigurations ?? []).map(({ Type, URI }) => ({
        type: Type,
        uri: URI,
      })),
    },
  };
}

export function functionResource(lambda: FunctionConfiguration): Resource {
  const { FunctionName = "" } = lambda;
  return {
    type: "aws_lambda_function",
    name: FunctionName,
    values: {
      id: FunctionName,
      function_name: FunctionName,
      arn: lambda.FunctionArn,
      role: lambda.Role,
      timeout: lambda.Timeout,
    },
  };
}

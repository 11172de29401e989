/** Facts of findings about the mapping and its function. */
export interface MappingFindings {
  readonly queues: never;
  readonly "source-access-type": never;
  readonly "virtual-host": never;
  readonly "batch-size": never;
  readonly "batching-window": never;
  readonly "unsupported-argument": never;
  readonly "mapping-unknown": never;
  readonly "provisioned-poller": never;
  readonly "self-managed-event-source": never;
  readonly "mapping-disabled": never;
  readonly "function-missing": never;
  readonly "function-timeout": never;
  readonly "function-timeout-unknown": never;
  readonly "queue-undeclared": never;
  readonly ordering: never;
  readonly "destroy-order": never;
}

import { batchingWindow, batchSize } from "./bounds";
import { functionMissing } from "./function-missing";
import { functionTimeout, functionTimeoutUnknown } from "./function-timeout";
import { mappingDisabled } from "./mapping-disabled";
import { ordering } from "./ordering";
import { queues } from "./queues";
import { sourceAccessType } from "./source-access-type";
import { mappingUnknown } from "./unknown";
import { provisionedPoller, selfManagedEventSource, unsupportedArgument } from "./unsupported";

/** The rules about a mapping on Amazon MQ and its function, in the order in which they are documented. */
export const mappingRules = [
  queues,
  sourceAccessType,
  batchSize,
  batchingWindow,
  unsupportedArgument,
  mappingUnknown,
  provisionedPoller,
  selfManagedEventSource,
  mappingDisabled,
  functionMissing,
  functionTimeout,
  functionTimeoutUnknown,
  ordering,
] as const;

import type { MappingFindings } from "../../causes/rules/mapping";
import { untold } from "../causes/entry";
import type { FindingWords } from "./finding-words";

/** Findings about the mapping and its function, in words. */
export const mappingFindings: FindingWords<MappingFindings> = {
  queues: untold,
  "source-access-type": untold,
  "virtual-host": untold,
  "batch-size": untold,
  "batching-window": untold,
  "unsupported-argument": untold,
  "mapping-unknown": untold,
  "provisioned-poller": untold,
  "self-managed-event-source": untold,
  "mapping-disabled": untold,
  "function-missing": untold,
  "function-timeout": untold,
  "function-timeout-unknown": untold,
  "queue-undeclared": untold,
  ordering: untold,
  "destroy-order": untold,
};

import { pathsInWords } from "../../plan/path";
import type { HarmRule } from "../harm";

/** A mapping that is destroyed, replaced or disabled. What is in the queue waits there. */
export const mappingStops: HarmRule = {
  code: "mapping-stops",
  kind: "outage",
  title: "A mapping stops polling",
  meaning:
    "Without its mapping, or while it is disabled or made anew, no function is invoked. A broker's queue keeps its messages meanwhile; a new mapping takes minutes to start.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html",
  types: ["aws_lambda_event_source_mapping"],
  check(change) {
    const { address, action } = change;
    if (action === "replace")
      return {
        explanation: `${address} is replaced${pathsInWords(change)}: nothing is polled until the new one works.`,
      };
    if (change.destroys) return { explanation: `${address} is destroyed: its queue or stream is polled no more.` };
    if (action === "update" && change.after("enabled") === false && change.before("enabled") !== false)
      return { explanation: `${address} is disabled: nothing is polled until it is enabled again.` };
    return undefined;
  },
};

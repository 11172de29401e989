import { pathsInWords } from "../../plan/path";
import type { HarmRule } from "../harm";

/** A broker that the plan destroys, for good or for another one: Amazon MQ keeps nothing of it. */
export const brokerLost: HarmRule = {
  code: "broker-lost",
  kind: "messages",
  title: "A broker is destroyed or replaced",
  meaning:
    "Its queues, messages, users and virtual hosts are gone; Amazon MQ keeps no copy of a RabbitMQ broker. A new one has another ARN and another endpoint.",
  source: "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-deleting-broker.html",
  types: ["aws_mq_broker"],
  check(change) {
    if (!change.destroys) return undefined;
    const what = "all of its messages, queues, users and virtual hosts are lost";
    if (change.deposed !== null)
      return { explanation: `What an interrupted replacement left of ${change.address} is destroyed: ${what}.` };
    const remedy =
      "Empty the queues first; a broker that only has another name in the configuration wants a moved block.";
    if (change.action !== "replace") return { explanation: `${change.address} is destroyed: ${what}.`, remedy };
    return {
      explanation: `${change.address} is replaced${pathsInWords(change)}: ${what}. The new broker has another ARN and endpoint.`,
      remedy: "Empty the queues first, or take back what forces the replacement.",
    };
  },
};

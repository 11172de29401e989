import type { ReasonEntry } from "./entry";

const MAPPING = "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html";

/** Reasons about where the broker, and so the mapping's interfaces, are. */
export const placementReasons = {
  "broker-unknown-source": {
    title: "The broker is not in the input",
    meaning: "The mapping's interfaces live in the broker's subnets with the broker's security groups.",
    example: 'event_source_arn = "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-0123"',
    source: MAPPING,
  },
  "broker-placement-unknown": {
    title: "Where the broker is placed is not known",
    meaning: "Its subnets, its groups or whether it is public are not in the input, or the input lost which are meant.",
    example: "subnet_ids = local.subnet_ids",
    source: MAPPING,
  },
} as const satisfies Readonly<Record<string, ReasonEntry>>;

import { rule } from "./rule";

/** Mappings on sources that obey the same rules, of which the check does not know which ways they need. */
export const eventSourceNotJudged = rule({
  code: "event-source-not-judged",
  severity: "note",
  effect: "none",
  kind: "outcome",
  title: "A mapping on another source in a VPC",
  meaning: "It obeys the same rules on other ports, and this check does not judge it.",
  example: "event_source_arn = aws_msk_cluster.events.arn",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html",
});

/** Mappings of which the source is not shown. */
export const eventSourceUnknown = rule({
  code: "event-source-unknown",
  severity: "warning",
  effect: "none",
  kind: "outcome",
  title: "A mapping on a source that is not shown",
  meaning: "Whether it is on an Amazon MQ broker is not in the input, so it is not judged.",
  example: "event_source_arn = local.source_arn",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
});

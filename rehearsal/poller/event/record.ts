import type { ConsumeMessage } from "amqplib";
import { headersJson } from "./headers";
import { javaDate } from "./java";

/**
 * One message as Lambda shows it, as JSON: each of AMQP's basic properties, null where the publisher did not set it. It is
 * written as text, for this is most of what a poller does.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export function recordJson({ fields, properties, content }: ConsumeMessage): string {
  const { headers, timestamp } = properties;
  return (
    `{"basicProperties":{"contentType":${json(properties.contentType)}` +
    `,"contentEncoding":${json(properties.contentEncoding)}` +
    `,"headers":${headers === undefined ? "null" : headersJson(headers)}` +
    `,"deliveryMode":${json(properties.deliveryMode)}` +
    `,"priority":${json(properties.priority)}` +
    `,"correlationId":${json(properties.correlationId)}` +
    `,"replyTo":${json(properties.replyTo)}` +
    `,"expiration":${json(properties.expiration)}` +
    `,"messageId":${json(properties.messageId)}` +
    `,"timestamp":${timestamp === undefined ? "null" : `"${javaDate(timestamp)}"`}` +
    `,"type":${json(properties.type)}` +
    `,"userId":${json(properties.userId)}` +
    `,"appId":${json(properties.appId)}` +
    `,"clusterId":${json(properties.clusterId)}` +
    `,"bodySize":${content.length}}` +
    `,"redelivered":${fields.redelivered}` +
    `,"data":"${content.toString("base64")}"}`
  );
}

function json(value: string | number | undefined): string {
  return value === undefined ? "null" : JSON.stringify(value);
}

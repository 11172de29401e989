import type { RabbitMqEvent } from "../../listener/rabbitmq-event";
import { handler } from ".";
import event from "./example-event.json";

const context = {
  awsRequestId: "request-1",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:listener",
  getRemainingTimeInMillis: () => 60_000,
};

test("processes the messages of the example event", async () => {
  await expect(handler(event as RabbitMqEvent, context)).resolves.toEqual({ processed: 1, duplicates: 0, setAside: 0 });
});

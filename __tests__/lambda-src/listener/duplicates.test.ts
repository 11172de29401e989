import { deliveriesOf } from "../../../lambda-src/listener/deliveries";
import { duplicatesAmong } from "../../../lambda-src/listener/duplicates";
import { type MessageChanges, rabbitMqEvent, rabbitMqMessage } from "../../support/rabbitmq-events";

/** @returns the positions of the messages that are skipped */
function duplicatePositions(...messages: MessageChanges[]): number[] {
  const batch = rabbitMqEvent({ "orders::/": messages.map(rabbitMqMessage) });
  return [...duplicatesAmong(deliveriesOf(batch))].map(({ position }) => position);
}

const fresh = { messageId: "m-1" };
const again = { messageId: "m-1", redelivered: true };

test.each<[string, MessageChanges[], number[]]>([
  ["a redelivered copy is one", [fresh, again], [2]],
  ["whichever comes first", [again, fresh], [1]],
  ["of redelivered copies the first stays", [again, again, again], [2, 3]],
  ["copies that nobody marked as redelivered are none", [fresh, fresh], []],
  ["all that are marked, when one is not", [again, fresh, fresh, again], [1, 4]],
  ["a redelivered message alone is none", [again, { messageId: "m-2", redelivered: true }], []],
  ["another body is another message", [fresh, { ...again, body: "other" }], []],
  ["so it is when a failed batch comes again", [again, { ...again, body: "other" }], []],
  ["other properties are another message", [fresh, { ...again, type: "other" }], []],
  ["without an id nothing is known", [{}, { redelivered: true }], []],
])("%s", (_, messages, expected) => {
  expect(duplicatePositions(...messages)).toEqual(expected);
});

test("the same message in two queues is two messages", () => {
  const message = rabbitMqMessage(again);
  const batch = rabbitMqEvent({ "orders::/": [message], "invoices::/": [message], "orders::other": [message] });
  expect(duplicatesAmong(deliveriesOf(batch)).size).toBe(0);
});

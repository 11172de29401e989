import { brokerUrl } from "../../../lambda-src/shared/broker-url";
import { Violations } from "../../../lambda-src/shared/violations";

function read(value: unknown, scheme: "https" | "amqps") {
  const violations = new Violations();
  const url = brokerUrl("URL", value, scheme, violations);
  try {
    violations.throwIfAny("Error");
    return url?.href;
  } catch (error) {
    return (error as Error).message;
  }
}

test.each<[string, "https" | "amqps"]>([
  ["https://b-1.mq.eu-central-1.amazonaws.com/", "https"],
  ["https://b-1.mq.eu-central-1.on.aws:15671/", "https"],
  ["http://127.0.0.1:15672/", "https"],
  ["http://127.1.2.3/", "https"],
  ["http://localhost:15672/", "https"],
  ["http://[::1]:15672/", "https"],
  ["amqps://b-1.mq.eu-central-1.amazonaws.com:5671", "amqps"],
  ["amqp://127.0.0.1:5672", "amqps"],
  ["amqp://[::1]:5672", "amqps"],
])("%s is accepted for %s", (value, scheme) => {
  expect(read(value, scheme)).toBe(value);
});

test.each<[unknown, "https" | "amqps"]>([
  ["http://b-1.mq.eu-central-1.amazonaws.com/", "https"],
  ["http://localhost.example.com/", "https"],
  ["http://127.0.0.1.example.com/", "https"],
  ["amqps://localhost:5671", "https"],
  ["amqp://b-1.mq.eu-central-1.amazonaws.com:5672", "amqps"],
  ["amqps:///orders", "amqps"],
  ["b-1.mq.eu-central-1.amazonaws.com:5671", "amqps"],
  ["", "https"],
  [5671, "amqps"],
])("%j is refused for %s", (value, scheme) => {
  expect(read(value, scheme)).toBe(
    `URL is ${JSON.stringify(value)}: it must be a URL that begins with ${scheme}:// and names a host.`,
  );
});

test.each(["https://user:secret@host/", "https://:secret@host/"])("credentials in the URL are not shown", (value) => {
  expect(read(value, "https")).toBe(
    "URL holds credentials: give the URL without them, they are read from Secrets Manager.",
  );
});

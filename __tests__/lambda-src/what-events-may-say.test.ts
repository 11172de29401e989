import { interfaceWaiterHandler } from "../../lambda-src/interface-waiter";
import { handler as publisher } from "../../lambda-src/publisher";
import { systemClock } from "../../lambda-src/shared/clock";
import { topologyHandler } from "../../lambda-src/topology";
import { awsEnvironment, setEnvironment } from "../support/environment";
import { type EmulatedAnswer, HttpEmulator } from "../support/http-emulator";
import { lambdaContext } from "../support/lambda-context";

/** Whoever a function may talk to: the broker, AWS, or the host of somebody who may invoke the function. */
class Listening extends HttpEmulator {
  requests = 0;

  protected override answer(): EmulatedAnswer {
    this.requests += 1;
    return { status: 500, body: "" };
  }
}

const broker = new Listening();
const aws = new Listening();
const elsewhere = new Listening();
const everybody = [broker, aws, elsewhere];
beforeAll(() => Promise.all(everybody.map((each) => each.start())));
afterAll(() => Promise.all(everybody.map((each) => each.stop())));

const secret = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}`;
setEnvironment(() => ({
  ...awsEnvironment("SECRETS_MANAGER", aws.url),
  ...awsEnvironment("EC2", aws.url),
  ...awsEnvironment("LAMBDA", aws.url),
  BROKER_ENDPOINT: broker.url.replace("http:", "amqp:"),
  SECRET_ARN: secret("publisher"),
  VIRTUAL_HOST: "/",
  QUEUE: "orders",
}));

/** An event of each kind that says all it may. */
const topologyEvent = { virtualHost: "/", queue: "orders", deliveryLimit: 20 };
const waiterEvent = { last: true, tf: { action: "delete" } };

const topology = (event: object) =>
  topologyHandler(systemClock, {
    BROKER_MANAGEMENT_URL: broker.url,
    ADMINISTRATOR_SECRET_ARN: secret("administrator"),
    USERS: "[]",
  })(event, lambdaContext());

const waiter = (event: object) =>
  interfaceWaiterHandler(systemClock, { SUBNET_IDS: "subnet-a", SECURITY_GROUP_IDS: "sg-a" })(event, lambdaContext());

const topologyRemark =
  "\nThe broker's URL, the secrets and the users come from the function's environment, never from an event: no secret was " +
  "read, and nothing was sent.";

const attacker = () => elsewhere.url;

test.each<[string, (event: object) => Promise<unknown>, object, () => object, string]>([
  [
    "topology, a URL",
    topology,
    topologyEvent,
    () => ({ managementUrl: attacker() }),
    `managementUrl is not known: the keys are virtualHost, queue, deliveryLimit, exchange, exchangeType, routingKeys.${topologyRemark}`,
  ],
  [
    "topology, the administrator's secret",
    topology,
    topologyEvent,
    () => ({ administratorSecretArn: secret("other") }),
    `administratorSecretArn is not known: the keys are virtualHost, queue, deliveryLimit, exchange, exchangeType, routingKeys.${topologyRemark}`,
  ],
  [
    "topology, a user",
    topology,
    topologyEvent,
    () => ({ users: [{ username: "other", secretArn: secret("other") }] }),
    `users is not known: the keys are virtualHost, queue, deliveryLimit, exchange, exchangeType, routingKeys.${topologyRemark}`,
  ],
  [
    "publisher, an endpoint and a secret",
    (event) => publisher(event, lambdaContext()),
    {},
    () => ({ endpoint: attacker(), secretArn: secret("other") }),
    "endpoint is not known: the keys are count, body, messageIdPrefix, queue, exchange, routingKey.\n" +
      "secretArn is not known: the keys are count, body, messageIdPrefix, queue, exchange, routingKey.",
  ],
  [
    "interface waiter, subnets and groups",
    waiter,
    waiterEvent,
    () => ({ subnetIds: ["subnet-other"], securityGroupIds: ["sg-other"] }),
    "subnetIds is not known: the keys are last, tf.\nsecurityGroupIds is not known: the keys are last, tf.",
  ],
])("an event that chooses where to go is refused, and nobody hears of it: %s", async (_, invoke, event, more, text) => {
  await expect(invoke({ ...event, ...more() })).rejects.toThrow(new Error(text));
  expect(everybody.map(({ requests }) => requests)).toEqual([0, 0, 0]);
});

import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { terraformBinary } from "../../../cli/terraform/binary";
import { findPrerequisites } from "../../../rehearsal";
import { type ManagementAccess, manage } from "../../../rehearsal/brokers/management-api";
import { EmulatedAws } from "../../../rehearsal/emulated-aws";
import { REHEARSALS } from "../../../rehearsal/folders";
import { Record } from "../../../rehearsal/processes/record";
import { describeRehearsal } from "../../support/describe-rehearsal";

jest.setTimeout(120_000);

const SIGNATURE =
  "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mq/aws4_request, SignedHeaders=host, Signature=0";

const user = { username: "administrator", password: "password-of-12" };
const wanted = {
  autoMinorVersionUpgrade: true,
  deploymentMode: "SINGLE_INSTANCE",
  engineType: "RABBITMQ",
  engineVersion: "4.2",
  hostInstanceType: "mq.m7g.medium",
  publiclyAccessible: true,
  users: [user],
};

describeRehearsal("Amazon MQ with brokers that run", () => {
  let aws: EmulatedAws;
  let record: Record;
  beforeAll(async () => {
    mkdirSync(REHEARSALS, { recursive: true });
    record = new Record(mkdtempSync(join(REHEARSALS, "test-")));
    const { account, rabbitMq } = findPrerequisites(terraformBinary());
    aws = await EmulatedAws.start({ account, rabbitMq, record, name: `rt${process.pid}` });
  });
  afterAll(async () => {
    await aws?.stop();
    record?.remove();
  });

  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${aws.url}${path}`, {
      method,
      headers: {
        authorization: SIGNATURE,
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  }

  interface Described {
    readonly brokerId: string;
    readonly brokerState: string;
    readonly brokerInstances: { readonly consoleURL: string; readonly endpoints: string[] }[];
    readonly users?: unknown[];
  }

  async function create(brokerName: string, changes: object = {}): Promise<Described> {
    const { brokerId } = await call<Described>("POST", "/v1/brokers", { ...wanted, brokerName, ...changes });
    return call<Described>("GET", `/v1/brokers/${brokerId}`);
  }

  function accessTo({ brokerInstances }: Described): ManagementAccess {
    return { url: brokerInstances[0]?.consoleURL ?? "", authority: aws.authority.pem, user };
  }

  test("is created running, with an endpoint of its own, its user, and Amazon MQ's default policies", async () => {
    const [one, other] = await Promise.all([create("one"), create("other", { deploymentMode: "CLUSTER_MULTI_AZ" })]);
    expect(one).toMatchObject({ brokerState: "RUNNING", users: [] });
    expect(one.brokerInstances).toEqual([
      {
        consoleURL: expect.stringMatching(/^https:\/\/127\.0\.0\.\d+:\d+$/),
        endpoints: [expect.stringMatching(/^amqps:\/\/127\.0\.0\.\d+:\d+$/)],
        ipAddress: "",
      },
    ]);
    expect(other.brokerInstances[0]?.endpoints).not.toEqual(one.brokerInstances[0]?.endpoints);
    const policies = async (broker: Described) =>
      (await manage<{ name: string }[]>(accessTo(broker), "GET", ["policies"]))?.map(({ name }) => name).sort();
    expect(await policies(one)).toEqual(["AWS-DEFAULT-POLICY-SINGLE-INSTANCE"]);
    expect(await policies(other)).toEqual([
      "AWS-DEFAULT-POLICY-CLUSTER-MULTI-AZ",
      "AWS-DEFAULT-QUORUM-QUEUES-POLICY-CLUSTER-MULTI-AZ",
    ]);
    expect(aws.brokers.clusters).toBe(1);
    await call("DELETE", `/v1/brokers/${other.brokerId}`);
  });

  test("takes nobody else, no plain AMQP, and makes quorum queues", async () => {
    const broker = await create("strict");
    const access = accessTo(broker);
    await expect(
      manage({ ...access, user: { username: "guest", password: "guest" } }, "GET", ["whoami"]),
    ).rejects.toThrow("401");
    const plain = connect(5672, new URL(access.url).hostname);
    const [error] = await once(plain, "error");
    expect((error as NodeJS.ErrnoException).code).toBe("ECONNREFUSED");
    await manage(access, "PUT", ["queues", "/", "orders"], { durable: true });
    expect(await manage(access, "GET", ["queues", "/", "orders"])).toMatchObject({ type: "quorum" });
    await call("DELETE", `/v1/brokers/${broker.brokerId}`);
  });

  test("keeps its messages when it is rebooted; deleting it stops it, and says how many went with it", async () => {
    const broker = await create("full");
    const access = accessTo(broker);
    await manage(access, "PUT", ["queues", "/", "orders"], { durable: true });
    for (let count = 0; count < 3; count += 1) {
      const message = {
        properties: { delivery_mode: 2 },
        routing_key: "orders",
        payload: "x",
        payload_encoding: "string",
      };
      expect(await manage(access, "POST", ["exchanges", "/", "amq.default", "publish"], message)).toEqual({
        routed: true,
      });
    }
    // RabbitMQ writes down within seconds, not at once, that a queue is new.
    await sleep(3_000);
    await call("POST", `/v1/brokers/${broker.brokerId}/reboot`);
    const folder = aws.brokers.get(broker.brokerId)?.server.folder ?? "";
    expect(existsSync(folder)).toBe(true);
    await call("DELETE", `/v1/brokers/${broker.brokerId}`);
    expect(aws.brokers.lostWith(broker.brokerId)).toBe(3);
    expect(aws.brokers.get(broker.brokerId)).toBeUndefined();
    expect(existsSync(folder)).toBe(false);
    await expect(manage(access, "GET", ["whoami"])).rejects.toThrow(/ECONNREFUSED/);
  });

  test("one that does not answer any more is deleted all the same: how many messages went with it is not known", async () => {
    const { brokerId } = await create("silent");
    await aws.brokers.get(brokerId)?.server.kill();
    await call("DELETE", `/v1/brokers/${brokerId}`);
    expect(aws.brokers.get(brokerId)).toBeUndefined();
    expect(aws.brokers.lostWith(brokerId)).toBeNull();
  });

  test("has the lines of its configuration", async () => {
    const { id } = await call<{ id: string }>("POST", "/v1/configurations", {
      name: "limits",
      engineType: "RABBITMQ",
      engineVersion: "4.2",
    });
    const data = Buffer.from("# a comment\nconsumer_timeout = 1900000\n").toString("base64");
    await call("PUT", `/v1/configurations/${id}`, { data });
    const broker = await create("configured", { configuration: { id, revision: 2 } });
    const { settings } = aws.brokers.get(broker.brokerId)?.server ?? {};
    expect(settings?.configuration).toEqual(["default_queue_type = quorum", "consumer_timeout = 1900000"]);
  });
});

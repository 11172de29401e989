import { EmulatedAccount } from "../../../rehearsal/account/account";
import { serverCommand } from "../../../rehearsal/account/server-command";
import { describeWithAccount } from "../../support/describe-with-account";

const wanted = {
  autoMinorVersionUpgrade: true,
  brokerName: "orders",
  deploymentMode: "SINGLE_INSTANCE",
  engineType: "RABBITMQ",
  engineVersion: "4.2",
  hostInstanceType: "mq.m7g.medium",
  publiclyAccessible: false,
  users: [{ username: "administrator", password: "password-of-12" }],
};

// The account loads a service when it is first asked for.
jest.setTimeout(60_000);

describeWithAccount("brokers of the emulated account", ({ account }) => {
  const signature =
    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mq/aws4_request, SignedHeaders=host, Signature=0";
  async function create(changes: object, headers: Readonly<Record<string, string>> = {}) {
    const response = await fetch(`${account.url}/v1/brokers`, {
      method: "POST",
      headers: { authorization: signature, "content-type": "application/json", ...headers },
      body: JSON.stringify({ ...wanted, ...changes }),
    });
    return { status: response.status, body: (await response.json()) as { message?: string; brokerId?: string } };
  }

  test.each<[string, object, RegExp]>([
    ["a patch level", { engineVersion: "3.13.7" }, /^Broker engine version \[3\.13\.7\] is invalid/],
    ["an instance type that the version does not run on", { hostInstanceType: "mq.m5.large" }, /mq\.m5\.large/],
    ["a mode of ActiveMQ", { deploymentMode: "ACTIVE_STANDBY_MULTI_AZ" }, /ACTIVE_STANDBY_MULTI_AZ/],
    ["no automatic minor upgrades", { autoMinorVersionUpgrade: false }, /^Auto minor version upgrade/],
    [
      "groups on a public broker",
      { publiclyAccessible: true, securityGroups: ["sg-1"] },
      /^Security groups are not supported/,
    ],
    ["six groups", { securityGroups: ["1", "2", "3", "4", "5", "6"].map((n) => `sg-${n}`) }, /at most 5/],
    ["no user", { users: [] }, /^Specify exactly one user for engine type \[RABBITMQ\]/],
    ["two users", { users: [...wanted.users, ...wanted.users] }, /^Specify exactly one user/],
    ["the user guest", { users: [{ username: "guest", password: "password-of-12" }] }, /username/],
    ["a password of 11 characters", { users: [{ username: "administrator", password: "elevensigns" }] }, /password/],
    ["a password with a colon", { users: [{ username: "administrator", password: "password:of:15" }] }, /password/],
    ["a name with a full stop", { brokerName: "or.ders" }, /or\.ders/],
  ])("%s is refused", async (_, changes, message) => {
    const { status, body } = await create(changes);
    expect(status).toBe(400);
    expect(body.message).toMatch(message);
    expect(JSON.stringify(body)).not.toContain("password-of-12");
    expect(await account.brokers("us-east-1")).toEqual([]);
  });

  test("a request that a client repeats, having lost the answer, is done once", async () => {
    const attempt = { "amz-sdk-invocation-id": "0f3c" };
    const first = await create({ brokerName: "repeated" }, attempt);
    expect(await create({ brokerName: "repeated" }, attempt)).toEqual(first);
    expect(first.status).toBe(200);
    await account.deleteBroker("repeated", "us-east-1");
  });

  test("a name is taken once", async () => {
    expect(await create({})).toMatchObject({ status: 200, body: { brokerId: expect.stringMatching(/^b-/) } });
    expect(await create({})).toMatchObject({
      status: 409,
      body: { message: "A broker with the name [orders] already exists." },
    });
    await account.deleteBroker("orders", "us-east-1");
  });

  test("a server that cannot be started says why", async () => {
    const broken = new EmulatedAccount({
      name: "broken",
      command: () => ["node", "-e", "console.error('no such module'); process.exit(1)"],
    });
    await expect(broken.start()).rejects.toThrow("The emulated account ended:\nno such module");
    expect(serverCommand()).toHaveProperty("command");
  });
});

import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Patience } from "../../../lambda-src/shared/patience";
import { readCredentials } from "../../../lambda-src/shared/rabbitmq-credentials";
import { awsEnvironment, setEnvironment } from "../../support/environment";
import { FakeClock } from "../../support/fake-clock";
import { catchLogLines } from "../../support/log-lines";
import { SecretsManagerEmulator } from "../../support/secrets-manager-emulator";

let secretsManager: SecretsManagerEmulator;
beforeEach(async () => {
  secretsManager = new SecretsManagerEmulator();
  await secretsManager.start();
});
afterEach(() => secretsManager.stop());
setEnvironment(() => awsEnvironment("SECRETS_MANAGER", secretsManager.url));
catchLogLines();

async function read(arn: string, clock = new FakeClock()) {
  const client = new SecretsManagerClient({ maxAttempts: 1 });
  try {
    return await readCredentials(client, arn, new Patience(clock, clock.now() + 297_000));
  } finally {
    client.destroy();
  }
}

const credentials = { username: "reader", password: "throwaway" };

test("reads a user name and a password", async () => {
  const arn = secretsManager.createSecret(JSON.stringify({ ...credentials, host: "ignored" }));
  await expect(read(arn)).resolves.toEqual(credentials);
});

test("a secret without a value has none, and so has one that does not exist", async () => {
  await expect(read(secretsManager.createSecret())).resolves.toBeUndefined();
  await expect(read("arn:aws:secretsmanager:eu-central-1:123456789012:secret:elsewhere")).resolves.toBeUndefined();
});

test.each([
  "throwaway",
  "null",
  "[]",
  '{"username":"reader"}',
  '{"username":"","password":"throwaway"}',
  '{"username":"a","password":1}',
])("refuses %j, and does not show it", async (value) => {
  const arn = secretsManager.createSecret(value);
  await expect(read(arn)).rejects.toMatchObject({
    name: "SecretMalformed",
    message:
      `The value of ${arn}, not shown here, must be JSON of the form {"username": "…", "password": "…"}, neither empty: ` +
      "Lambda's mappings read the same keys. Put such a value, or delete the secret and deploy again.",
  });
});

describe("what may pass is tried again", () => {
  test.each([
    ["a permission that has not spread", 400, "AccessDeniedException"],
    ["throttling", 400, "ThrottlingException"],
    ["a fault of the service", 500, "InternalServiceError"],
  ])("%s", async (_, status, type) => {
    const arn = secretsManager.createSecret(JSON.stringify(credentials));
    secretsManager.failures.push({ status, type, message: "Not now." }, { status, type, message: "Not now." });
    const clock = new FakeClock();
    await expect(read(arn, clock)).resolves.toEqual(credentials);
    expect(clock.pauses).toEqual([500, 1000]);
  });

  test("a path that comes up", async () => {
    const arn = secretsManager.createSecret(JSON.stringify(credentials));
    const { port } = secretsManager;
    await secretsManager.stop();
    const clock = new FakeClock(async (pauses) => {
      if (pauses === 1) await secretsManager.start(port);
    });
    await expect(read(arn, clock)).resolves.toEqual(credentials);
  });
});

test("a permission that stays away fails after two minutes, with what to allow", async () => {
  const arn = secretsManager.createSecret();
  const clock = new FakeClock();
  const refusal = { status: 400, type: "AccessDeniedException", message: "User is not authorized." };
  secretsManager.failures.push(...Array(100).fill(refusal));
  await expect(read(arn, clock)).rejects.toMatchObject({
    name: "SecretAccessDenied",
    message:
      `secretsmanager:GetSecretValue on ${arn} is denied: User is not authorized. Allow it to the function's role, in the ` +
      "endpoint's policy, and kms:Decrypt where the secret has a key of its own. Tried for 116 seconds.",
  });
});

test("what cannot pass fails at once", async () => {
  const arn = secretsManager.createSecret();
  secretsManager.failures.push({ status: 400, type: "DecryptionFailure", message: "The key is disabled." });
  const clock = new FakeClock();
  await expect(read(arn, clock)).rejects.toThrow(
    `secretsmanager:GetSecretValue on ${arn} failed: DecryptionFailure: The key is disabled.`,
  );
  expect(clock.pauses).toEqual([]);
});

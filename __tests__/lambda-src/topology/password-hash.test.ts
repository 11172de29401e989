import { createHash } from "node:crypto";
import { isPasswordOf } from "../../../lambda-src/topology/password-hash";

/** The example of https://www.rabbitmq.com/docs/passwords */
const documented = {
  password_hash: "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR",
  hashing_algorithm: "rabbit_password_hashing_sha256",
};

test("the example in RabbitMQ's documentation", () => {
  expect(isPasswordOf(documented, "test12")).toBe(true);
  expect(isPasswordOf(documented, "test13")).toBe(false);
});

test("SHA-512", () => {
  const salt = Buffer.from("salt");
  const digest = createHash("sha512").update(salt).update("secret").digest();
  const password_hash = Buffer.concat([salt, digest]).toString("base64");
  expect(isPasswordOf({ password_hash, hashing_algorithm: "rabbit_password_hashing_sha512" }, "secret")).toBe(true);
});

test.each([
  {},
  { ...documented, hashing_algorithm: "rabbit_password_hashing_md5" },
  { ...documented, password_hash: "" },
])("cannot tell from %j", (shown) => {
  expect(isPasswordOf(shown, "test12")).toBe(false);
});

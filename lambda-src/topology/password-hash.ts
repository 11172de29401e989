import { createHash } from "node:crypto";

/** A user, as the management API shows it to an administrator. */
export interface PasswordHash {
  /** Base64 of four bytes of salt, and the digest of salt and password. */
  readonly password_hash?: string;
  readonly hashing_algorithm?: string;
}

const DIGESTS: Readonly<Record<string, string>> = {
  rabbit_password_hashing_sha256: "sha256",
  rabbit_password_hashing_sha512: "sha512",
};

const SALT_LENGTH = 4;

/**
 * Tells whether a user has this password, without a login: a user that has no tag cannot log in to the management API.
 * False as well where the broker does not show enough to tell.
 *
 * @see https://www.rabbitmq.com/docs/passwords#this-is-the-algorithm
 */
export function isPasswordOf({ password_hash, hashing_algorithm }: PasswordHash, password: string): boolean {
  const digest = DIGESTS[hashing_algorithm ?? ""];
  if (digest === undefined || password_hash === undefined) return false;
  const salted = Buffer.from(password_hash, "base64");
  const salt = salted.subarray(0, SALT_LENGTH);
  return createHash(digest).update(salt).update(password).digest().equals(salted.subarray(SALT_LENGTH));
}

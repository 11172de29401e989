import { createHmac, timingSafeEqual } from "node:crypto";

/** Hex digits of an HMAC-SHA512. */
const LENGTH = 128;

/** Whether a header holds what a signature looks like: without one no byte of a body is worth reading. */
export function looksLikeSignature(signature: string | undefined): signature is string {
  return signature !== undefined && signature.length === LENGTH && /^[0-9a-f]+$/.test(signature);
}

/**
 * Whether a body was signed with a key: lower-case hex HMAC-SHA512 over the bytes as they were received, compared in a time that says
 * nothing of where they differ.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#securing-your-run-task
 */
export function isSigned(body: Uint8Array, signature: string | undefined, key: string): boolean {
  // An empty key signs too, and everybody has it.
  if (key === "" || !looksLikeSignature(signature)) return false;
  const expected = createHmac("sha512", key).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(signature, "hex"));
}

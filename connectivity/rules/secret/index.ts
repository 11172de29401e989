import { basicAuth, basicAuthUnknown } from "./basic-auth";
import { keyPolicy } from "./key-policy";
import { secretPolicy, secretPolicyUnknown } from "./secret-policy";
import { secretKeys, secretKeysUnknown, secretValue } from "./secret-value";

/** The rules about the secret that a mapping logs in with, in the order in which they are documented. */
export const secretRules = [
  basicAuth,
  basicAuthUnknown,
  secretKeys,
  secretKeysUnknown,
  secretValue,
  secretPolicy,
  secretPolicyUnknown,
  keyPolicy,
] as const;

import { basicAuth, basicAuthUnknown } from "./basic-auth";
import { secretKeys, secretKeysUnknown, secretValue } from "./secret-value";

/** The rules about the secret that a mapping logs in with, in the order in which they are documented. */
export const secretRules = [basicAuth, basicAuthUnknown, secretKeys, secretKeysUnknown, secretValue] as const;

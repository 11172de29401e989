import type { SecretFindings } from "../../causes/rules/secret";
import { untold } from "../causes/entry";
import { clausesOf } from "../clauses";
import type { FindingWords } from "./finding-words";

/** Findings about the secret, in words. */
export const secretFindings: FindingWords<SecretFindings> = {
  "basic-auth": untold,
  "basic-auth-unknown": untold,
  "secret-keys": untold,
  "secret-keys-unknown": ({ version }, missing) => ({
    explanation: `The value of ${version} is not a JSON object with the keys "username" and "password", and ${clausesOf(missing)}.`,
    remedy: 'Store a JSON object with the keys "username" and "password".',
  }),
  "secret-value": untold,
  "secret-policy": untold,
  "secret-policy-unknown": untold,
  "key-policy": untold,
};

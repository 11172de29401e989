import type { SecretFindings } from "../../causes/rules/secret";
import { untold } from "../causes/entry";
import type { FindingWords } from "./finding-words";

/** Findings about the secret, in words. */
export const secretFindings: FindingWords<SecretFindings> = {
  "basic-auth": untold,
  "basic-auth-unknown": untold,
  "secret-keys": untold,
  "secret-value": untold,
  "secret-policy": untold,
  "secret-policy-unknown": untold,
  "key-policy": untold,
};

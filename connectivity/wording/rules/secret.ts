import type { SecretFindings, SecretValue } from "../../causes/rules/secret";
import type { Words } from "../causes/entry";
import { briefly, clausesOf } from "../clauses";
import type { FindingWords } from "../finding-words";
import { enumerate } from "../lists";
import { keyOfSecret } from "../permissions";

/** Findings about the secret, in words. */
export const secretFindings: FindingWords<SecretFindings> = {
  "basic-auth": ({ mapping, wrong }) => ({
    explanation:
      wrong === "missing"
        ? `${mapping} has no source_access_configuration of type BASIC_AUTH, and a broker always asks for a login.`
        : `The BASIC_AUTH of ${mapping} is not the ARN of a Secrets Manager secret.`,
    remedy: BASIC_AUTH,
  }),
  "basic-auth-unknown": (facts) => ({
    explanation:
      facts.open === "blocks"
        ? `Whether ${facts.mapping} has a source_access_configuration of type BASIC_AUTH is not known: its blocks are not all shown.`
        : `Which of ${enumerate(facts.secrets.slice(0, 5))} ${facts.mapping} logs in with is not in this input.`,
    remedy: BASIC_AUTH,
  }),
  "secret-keys": wrongValue,
  "secret-keys-unknown": ({ version }, missing) => ({
    explanation: `The value of ${version} is not a JSON object with the keys "username" and "password", and ${clausesOf(missing)}.`,
    remedy: STORE,
  }),
  "secret-value": (facts) =>
    "version" in facts
      ? wrongValue(facts)
      : {
          explanation: `No aws_secretsmanager_secret_version here gives ${facts.secret} a value, and the mapping cannot log in without.`,
          remedy: `Add an aws_secretsmanager_secret_version, or see that something else writes it. ${STORE}`,
        },
  "secret-policy": ({ place, secret, role }) => ({
    explanation: `${place} denies secretsmanager:GetSecretValue on ${secret} to ${role}, and a Deny outweighs every Allow.`,
    remedy: `Except ${role} from the Deny in ${place}.`,
  }),
  "secret-policy-unknown": ({ secret, role }, missing) => ({
    explanation: `Whether the policy of ${secret} denies secretsmanager:GetSecretValue to ${role} is not known: ${briefly(missing)}.`,
    remedy: `Except ${role} from every Deny there.`,
  }),
  "key-policy": ({ role, secret, key }) => {
    const name = key ?? keyOfSecret(secret);
    return {
      explanation: `The key policy does not allow ${role} to decrypt ${secret} with ${name}.`,
      remedy: `Allow kms:Decrypt to ${role} in the policy of ${name}.`,
    };
  },
};

const BASIC_AUTH =
  "Give the mapping a source_access_configuration of type BASIC_AUTH whose uri is the ARN of a Secrets Manager secret.";

const STORE = 'Store a JSON object with the keys "username" and "password".';

function wrongValue({ version, absent }: SecretValue): Words {
  const fault =
    absent === null ? "is not a JSON object" : `has no ${enumerate(absent.map((key) => JSON.stringify(key)))}`;
  return { explanation: `The value of ${version} ${fault}.`, remedy: STORE };
}

import { basicAuthUris } from "../../aws/iam/credentials";
import { missingFact } from "../../causes/missing-fact";
import { givenTextOf } from "../../terraform/model/shown-values";
import { rule } from "../rule";
import type { Subjects } from "../subjects";

const WITH_MQ = "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html";
const SECRET_ARN = /^arn:aws[a-z0-9-]*:secretsmanager:[^:]+:\d{12}:secret:.+$/;

export const basicAuthUnknown = rule({
  code: "basic-auth-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "outcome",
  title: "Whether the mapping names a secret is not known",
  meaning: "The mapping's source_access_configuration is not shown, such as from a dynamic block over unknown values.",
  example:
    'dynamic "source_access_configuration" {\n  for_each = local.accesses\n  content {\n    type = source_access_configuration.value.type\n    uri  = source_access_configuration.value.uri\n  }\n}',
  source: WITH_MQ,
});

/** A mapping without what the broker's login needs. */
export const basicAuth = rule({
  code: "basic-auth",
  severity: "error",
  effect: "fails",
  kind: "outcome",
  title: "The mapping does not name a secret",
  meaning:
    "A broker always authenticates: one source_access_configuration of type BASIC_AUTH with a Secrets Manager secret's ARN.",
  example: 'source_access_configuration {\n  type = "VIRTUAL_HOST" # and no BASIC_AUTH\n  uri  = "/"\n}',
  source: WITH_MQ,
  check({ mapping, credentials }: Subjects, found) {
    const { address } = mapping;
    if (credentials === null) return [found(mapping, { wrong: "missing", mapping: address })];
    if (credentials === undefined) {
      const missing = missingFact("argument", { of: address, argument: "source_access_configuration" });
      return [basicAuthUnknown.found(mapping, { open: "blocks", mapping: address }, [missing])];
    }
    const uris = basicAuthUris(mapping).flatMap((uri) => givenTextOf(uri) ?? []);
    if (!uris.every((uri) => SECRET_ARN.test(uri))) return [found(mapping, { wrong: "not-an-arn", mapping: address })];
    if (credentials.candidates.length > 0) {
      const secrets = credentials.candidates.map((candidate) => candidate.address);
      const missing = missingFact("secret-of-mapping", { mapping: address, secrets });
      return [basicAuthUnknown.found(mapping, { open: "one-of-several", mapping: address, secrets }, [missing])];
    }
    return [];
  },
});

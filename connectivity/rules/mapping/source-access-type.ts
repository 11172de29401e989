import { sourceAccesses } from "../../aws/iam/credentials";
import { givenOf, text } from "../../aws/iam/values";
import type { Value } from "../../terraform/model/model";
import { rule } from "../rule";
import type { Subjects } from "../subjects";

/** Types that a mapping on Amazon MQ takes. */
const TYPES = new Set(["BASIC_AUTH", "VIRTUAL_HOST"]);

/** Types of source access that Amazon MQ does not have. */
export const sourceAccessType = rule({
  code: "source-access-type",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "A source access that Amazon MQ mappings do not have",
  meaning:
    "Amazon MQ takes BASIC_AUTH and VIRTUAL_HOST. VPC_SUBNET and VPC_SECURITY_GROUP are for self-managed Kafka: a mapping on Amazon MQ uses the broker's own subnets and groups.",
  example: 'source_access_configuration {\n  type = "VPC_SUBNET"\n  uri  = "subnet:subnet-0a1b2c3d"\n}',
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_SourceAccessConfiguration.html",
  check({ mapping }: Subjects, found) {
    const types = sourceAccesses(mapping.get("source_access_configuration")).map((access) => access.get("type"));
    const foreign = new Map<string, Value>();
    for (const type of types) {
      const name = text(type);
      if (name !== null && !TYPES.has(name)) foreign.set(name, type);
    }
    return [...foreign.values()].map((type) => found(mapping, { mapping: mapping.address, type: givenOf(type) }));
  },
});

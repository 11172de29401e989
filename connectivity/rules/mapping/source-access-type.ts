import { sourceAccesses } from "../../aws/iam/credentials";
import type { Value } from "../../terraform/model/model";
import { givenOf, textOf } from "../../terraform/model/shown-values";
import { rule } from "../rule";
import type { Subjects } from "../subjects";

/** Types of source access that the event source does not have. */
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
  check({ mapping, access }: Subjects, found) {
    const types = sourceAccesses(mapping.get("source_access_configuration")).map((access) => access.get("type"));
    const foreign = new Map<string, Value>();
    for (const type of types) {
      const name = textOf(type);
      if (name !== null && !access.types.includes(name)) foreign.set(name, type);
    }
    return [...foreign.values()].map((type) =>
      found(mapping, { mapping: mapping.address, type: givenOf(type), source: access.of }),
    );
  },
});

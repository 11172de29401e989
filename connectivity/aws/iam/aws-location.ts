import { partitionOf } from "../../aws-provider/partitions";
import type { Instance, Model } from "../../terraform/model/model";
import { textAt } from "../../terraform/model/shown-values";

/** Where a resource lives, as far as the input shows. */
export interface AwsLocation {
  /** Such as `aws` or `aws-cn`. */
  readonly partition: string | null;
  readonly region: string | null;
  /** Account id, 12 digits. */
  readonly account: string | null;
}

/** Resources whose ARN, once known, says where they are. */
const WITNESSES = [
  "aws_mq_broker",
  "aws_lambda_event_source_mapping",
  "aws_lambda_function",
  "aws_secretsmanager_secret",
  "aws_iam_role",
];

/** Data sources that say where the provider works, and the attributes that do. */
const STATEMENTS: readonly { type: string; attributes: readonly string[]; says: keyof AwsLocation }[] = [
  { type: "aws_partition", attributes: ["partition", "id"], says: "partition" },
  { type: "aws_region", attributes: ["region", "name", "id"], says: "region" },
  { type: "aws_caller_identity", attributes: ["account_id"], says: "account" },
];

/** Where the instances of an input live. */
export class AwsLocations {
  #shared: AwsLocation | undefined;

  constructor(private readonly model: Model) {}

  /** What an instance says of itself, else what all of the input agrees on. */
  of(instance: Instance): AwsLocation {
    const own = ofArn(textAt(instance, "arn"));
    this.#shared ??= sharedLocation(this.model);
    const region = own.region ?? textAt(instance, "region") ?? this.#shared.region;
    return {
      partition: own.partition ?? this.#shared.partition ?? (region === null ? null : partitionOf(region).name),
      region,
      account: own.account ?? this.#shared.account,
    };
  }
}

function sharedLocation(model: Model): AwsLocation {
  const seen = { partition: new Set<string>(), region: new Set<string>(), account: new Set<string>() };
  for (const { type, attributes, says } of STATEMENTS) {
    for (const instance of model.ofType(type)) {
      const value = attributes.map((attribute) => textAt(instance, attribute)).find((text) => text !== null);
      if (value) seen[says].add(value);
    }
  }
  for (const instance of WITNESSES.flatMap((type) => model.ofType(type))) {
    const { partition, region, account } = ofArn(textAt(instance, "arn"));
    if (partition) seen.partition.add(partition);
    if (region) seen.region.add(region);
    if (account) seen.account.add(account);
  }
  return { partition: only(seen.partition), region: only(seen.region), account: only(seen.account) };
}

function ofArn(arn: string | null): AwsLocation {
  const [start, partition, , region, account] = arn?.split(":") ?? [];
  if (start !== "arn") return { partition: null, region: null, account: null };
  return {
    partition: partition || null,
    region: region || null,
    account: /^\d{12}$/.test(account ?? "") ? (account ?? null) : null,
  };
}

function only(values: ReadonlySet<string>): string | null {
  const [value, ...others] = values;
  return value !== undefined && others.length === 0 ? value : null;
}

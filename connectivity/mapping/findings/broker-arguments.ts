import { isLeftBlank, isUnset, quoted, text } from "../../aws/iam/values";
import type { Instance, Value } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { finding } from "./finding";
import { isMade, isSet } from "./plan-of-broker";
import type { BrokerSubjects } from "./subjects";

/** The series in which Amazon MQ creates RabbitMQ brokers. @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-management.html */
const SERIES = ["3.13", "4.2", "4.3"];

/** Instance types by series. @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-management.html */
const M7G = ["medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"].map(
  (size) => `mq.m7g.${size}`,
);
const M5 = ["large", "xlarge", "2xlarge", "4xlarge"].map((size) => `mq.m5.${size}`);
const TYPES: Readonly<Record<string, readonly string[]>> = { "3.13": [...M7G, ...M5], "4.2": M7G, "4.3": M7G };

/** Families of which it is known what Amazon MQ makes of them with RabbitMQ. */
const KNOWN_FAMILIES = ["mq.t2", "mq.t3", "mq.m4", "mq.m5"];

/** Arguments that Amazon MQ refuses when it creates or changes a RabbitMQ broker. */
export function brokerArguments({ broker }: BrokerSubjects): readonly Finding[] {
  return [
    ...engineVersion(broker),
    ...instanceType(broker),
    ...minorUpgrades(broker),
    ...auditLog(broker),
    ...publicGroups(broker),
  ];
}

function engineVersion(broker: Instance): readonly Finding[] {
  if (!isSet(broker, "engine_version")) return [];
  if (isUnset(broker.get("engine_version"))) {
    const why = `${broker.address} names no engine_version, which the provider requires.`;
    return [finding("engine-version", broker, why, `Use ${SERIES_OFFERED}.`)];
  }
  const version = text(broker.get("engine_version"));
  if (version === null) return notShown(broker, "engine_version");
  if (SERIES.includes(version)) return [];
  const remedy = `Use ${SERIES_OFFERED}.`;
  const asked = quoted(broker.get("engine_version"));
  if (isNewer(version)) {
    const why = `Whether Amazon MQ creates RabbitMQ ${asked} brokers is not known: it is newer than this check.`;
    return [finding("broker-unknown", broker, why, remedy)];
  }
  const why = `${broker.address} asks for RabbitMQ ${asked}, which Amazon MQ does not create.`;
  return [finding("engine-version", broker, why, remedy)];
}

/** The series to choose from, in words. */
const SERIES_OFFERED = SERIES.map((series) => JSON.stringify(series))
  .join(", ")
  .replace(/, ([^,]+)$/, " or $1");

/** A series after the last one known here. */
function isNewer(version: string): boolean {
  const parts = /^(\d{1,4})\.(\d{1,4})$/.exec(version);
  return parts !== null && (Number(parts[1]) > 4 || (Number(parts[1]) === 4 && Number(parts[2]) > 3));
}

function instanceType(broker: Instance): readonly Finding[] {
  if (!isSet(broker, "host_instance_type") && !isSet(broker, "engine_version")) return [];
  if (isUnset(broker.get("host_instance_type"))) {
    const why = `${broker.address} names no host_instance_type, which the provider requires.`;
    return [finding("instance-type", broker, why, "Use mq.m7g.medium or larger.")];
  }
  const type = text(broker.get("host_instance_type"));
  if (type === null) return notShown(broker, "host_instance_type");
  const version = text(broker.get("engine_version")) ?? "";
  const series = SERIES.find((one) => version === one || version.startsWith(`${one}.`));
  const offered = TYPES[series ?? ""] ?? [...M7G, ...M5];
  if (offered.includes(type)) return [];
  const remedy = series === "3.13" ? "Use mq.m7g.medium or larger, or an mq.m5 type." : "Use mq.m7g.medium or larger.";
  const asked = quoted(broker.get("host_instance_type"));
  const family = type.slice(0, type.lastIndexOf("."));
  if (KNOWN_FAMILIES.includes(family) || !type.startsWith("mq.")) {
    const engine = series === undefined ? "RabbitMQ" : `RabbitMQ ${series}`;
    const why = `${broker.address} asks for ${asked}, on which Amazon MQ creates no new ${engine} broker.`;
    return [finding("instance-type", broker, why, remedy)];
  }
  const why = `Whether Amazon MQ creates RabbitMQ brokers on ${asked} is not known here.`;
  return [finding("broker-unknown", broker, why, remedy)];
}

function minorUpgrades(broker: Instance): readonly Finding[] {
  if (!isSet(broker, "auto_minor_version_upgrade") && !isSet(broker, "engine_version")) return [];
  const value = broker.get("auto_minor_version_upgrade");
  if (value.kind !== "scalar") return notShown(broker, "auto_minor_version_upgrade");
  if (value.value === true || value.value === "true") return [];
  const why = `${broker.address} has auto_minor_version_upgrade off, which Amazon MQ refuses for RabbitMQ 3.13 and later.`;
  return [finding("auto-minor-version-upgrade", broker, why, "Set auto_minor_version_upgrade = true.")];
}

function auditLog(broker: Instance): readonly Finding[] {
  if (!isMade(broker)) return [];
  const logs = broker.get("logs");
  const blocks = logs.kind === "list" ? logs.items : [logs];
  const audit = blocks.some((block) => block.kind === "block" && isTrue(block.get("audit")));
  if (!audit) return [];
  return [
    finding(
      "audit-log",
      broker,
      `${broker.address} asks for audit logs, which RabbitMQ brokers do not have.`,
      "Remove audit = true from logs.",
    ),
  ];
}

function publicGroups(broker: Instance): readonly Finding[] {
  const groups = broker.get("security_groups");
  const access = broker.get("publicly_accessible");
  if (!isMade(broker) || isUnset(groups) || isLeftBlank(groups, broker)) return [];
  if (access.kind !== "scalar") return notShown(broker, "publicly_accessible");
  if (!isTrue(access)) return [];
  if (groups.kind === "unknown") return notShown(broker, "security_groups");
  const why = `${broker.address} is publicly accessible and has security groups, which Amazon MQ refuses for RabbitMQ.`;
  return [
    finding(
      "public-broker-security-groups",
      broker,
      why,
      "Remove security_groups, or set publicly_accessible = false.",
    ),
  ];
}

function isTrue(value: Value): boolean {
  return value.kind === "scalar" && (value.value === true || value.value === "true");
}

function notShown(broker: Instance, argument: string): readonly Finding[] {
  const why = `Whether Amazon MQ creates ${broker.address} is not known: its ${argument} is known after apply only.`;
  return [finding("broker-unknown", broker, why, `Give ${argument} a value that the plan shows.`)];
}

import { readFileSync } from "node:fs";
import { z } from "zod";
import type { ValueType } from "./value-types";

/** Keys and values of RabbitMQ's configuration, in the order in which they are given. */
export type RabbitMqConfiguration = Readonly<Record<string, string>>;

/**
 * RabbitMQ's configuration in the format that Amazon MQ takes (Cuttlefish): lines `key = value`, or the path of a `.conf` file
 * that holds them; in `cdktf.json` an object too.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-configuration-parameters.html
 */
export function rabbitMqConfiguration(): ValueType<RabbitMqConfiguration | undefined> {
  const lines = z.string().transform((given, context) => {
    const entries = (given.endsWith(".conf") ? contentOf(given) : given)?.split(/\r?\n/).flatMap(entryOf);
    if (entries?.every((entry) => entry !== null) && new Set(entries.map(([key]) => key)).size === entries.length) {
      return Object.fromEntries(entries);
    }
    context.addIssue({ code: "custom" });
    return z.NEVER;
  });
  const values = z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .transform((given) => Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)])));
  return {
    schema: z.union([lines, values]).refine((given) => Object.keys(given).length > 0),
    allowed:
      "lines `key = value`, no key twice, or the path of a `.conf` file that holds them (in `cdktf.json` also an object)",
  };
}

/** Undefined where there is no such file. */
function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** None in an empty line or a comment; null where a line is none of all that. */
function entryOf(line: string): readonly (readonly [key: string, value: string] | null)[] {
  const text = line.replace(/^\s*#.*$/, "").trim();
  const [entry, key, value] = /^([\w.]+)\s*=\s*(.*\S)$/.exec(text) ?? [];
  if (text === "") {
    return [];
  }
  return [entry === undefined ? null : ([key, value] as [string, string])];
}

interface Configurable {
  readonly fits: (value: string) => boolean;
  readonly allowed: string;
  /** Only on RabbitMQ 4 and later. */
  readonly since4?: true;
}

function whole(minimum: number, maximum: number, unit: string): Configurable {
  return {
    fits: (value) => /^\d+$/.test(value) && Number(value) >= minimum && Number(value) <= maximum,
    allowed: `a whole number from ${minimum} to ${maximum}${unit}`,
  };
}

const flag: Configurable = { fits: (value) => value === "true" || value === "false", allowed: "true or false" };

/** How high it may be depends on version, type and mode: Amazon MQ refuses what is too high for the broker. */
const limit: Configurable = {
  fits: (value) => /^[1-9]\d*$/.test(value),
  allowed: "a whole number from 1 on",
  since4: true,
};

/**
 * What Amazon MQ lets be configured. Authentication is not among it: mapping and functions sign in with name and password.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/configurable-values.html
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/configure-resource-limits.html
 */
const configurable: Readonly<Record<string, Configurable>> = {
  consumer_timeout: whole(0, 2_147_483_647, " milliseconds, 0 for none"),
  heartbeat: whole(60, 3600, " seconds"),
  "management.restrictions.operator_policy_changes.disabled": flag,
  "quorum_queue.property_equivalence.relaxed_checks_on_redeclaration": flag,
  "secure.management.http.headers.enabled": flag,
  connection_max: limit,
  channel_max_per_node: limit,
  cluster_queue_limit: limit,
  vhost_max: limit,
  "runtime_parameters.limits.shovel": limit,
  cluster_exchange_limit: limit,
  consumer_max_per_channel: limit,
  max_message_size: limit,
};

/** What Amazon MQ would not take of a configuration, one clause each. */
export function misconfigured(configuration: RabbitMqConfiguration, engineVersion: string): string[] {
  return Object.entries(configuration).flatMap(([key, value]) => {
    const known = Object.hasOwn(configurable, key) ? configurable[key] : undefined;
    if (known === undefined) {
      return `${key} is none that can be set: ${Object.keys(configurable).join(", ")}`;
    }
    if (known.since4 && engineVersion.startsWith("3.")) {
      return `${key} can be set on RabbitMQ 4 only, and brokerEngineVersion is ${engineVersion}`;
    }
    return known.fits(value) ? [] : `${key} is ${value} and must be ${known.allowed}`;
  });
}

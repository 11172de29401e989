import { readSettings } from "../../modules/settings";
import { optionsOf } from "../catalogue";
import type { Option } from "../option";
import { OptionStack } from "../option-stack";
import { typesIn } from "./types-in";

/** Settings with which an option has everything that it may have. */
const everything = {
  brokerDeploymentMode: "CLUSTER_MULTI_AZ",
  brokerConfiguration: { heartbeat: 60 },
  natGateways: "one-per-zone",
  existingBroker: "b-00000000-0000-0000-0000-000000000000",
  existingBrokerSecret: "arn:aws:secretsmanager:us-east-1:000000000000:secret:broker-000000",
};
/** Same, in a network that exists. */
const elsewhere = {
  ...everything,
  existingVpc: "vpc-00000000",
  existingSubnetTags: { Tier: "private" },
  existingEndpoints: ["sts"],
};

const found = new Map<string, readonly string[]>();

/**
 * Types of all resources and data sources of the options.
 *
 * @param alarms whether the options have alarms @default they may have some
 */
export function typesOfOptions(alarms = true): readonly string[] {
  return unique(optionsOf(everything).flatMap((option) => typesOfOption(option, alarms)));
}

/** Those of one option. Looked up once a process. */
export function typesOfOption(option: Option, alarms: boolean): readonly string[] {
  const key = `${option.id} ${alarms}`;
  const types =
    found.get(key) ?? unique([everything, elsewhere].flatMap((given) => typesWith(option, { ...given, alarms })));
  found.set(key, types);
  return types;
}

function typesWith(option: Option, given: Readonly<Record<string, unknown>>): readonly string[] {
  const settings = readSettings({}, given);
  return typesIn((app) => [new OptionStack(app, option, settings)]);
}

function unique(types: readonly string[]): readonly string[] {
  return [...new Set(types)].sort();
}

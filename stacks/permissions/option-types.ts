import { readSettings } from "../../modules/settings";
import { options } from "../catalogue";
import { OptionStack } from "../option-stack";
import { typesIn } from "./types-in";

/** Settings with which an option has everything that it may have. */
const everything = {
  brokerDeploymentMode: "CLUSTER_MULTI_AZ",
  brokerConfiguration: { heartbeat: 60 },
  natGateways: "one-per-zone",
};
/** Same, in a network that exists. */
const elsewhere = {
  ...everything,
  existingSubnets: ["subnet-00000000", "subnet-11111111"],
  existingEndpoints: ["sts"],
};

const found = new Map<boolean, readonly string[]>();

/**
 * Types of all resources and data sources of the options. Looked up once a process.
 *
 * @param alarms whether the options have alarms @default they may have some
 */
export function typesOfOptions(alarms = true): readonly string[] {
  const types =
    found.get(alarms) ??
    [...new Set([everything, elsewhere].flatMap((given) => typesWith({ ...given, alarms })))].sort();
  found.set(alarms, types);
  return types;
}

function typesWith(given: Readonly<Record<string, unknown>>): readonly string[] {
  const settings = readSettings({}, given);
  return typesIn((app) => options.map((option) => new OptionStack(app, option, settings)));
}

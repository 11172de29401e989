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

let found: readonly string[] | undefined;

/** Types of all resources and data sources of the options. Looked up once a process. */
export function typesOfOptions(): readonly string[] {
  found ??= typesIn((app) => options.map((option) => new OptionStack(app, option, readSettings({}, everything))));
  return found;
}

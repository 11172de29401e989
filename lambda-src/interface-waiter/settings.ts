import { Violations } from "../shared/violations";

/** What the function's environment says: where interfaces may be. */
export interface InterfaceWaiterSettings {
  /** `SUBNET_IDS`, separated by commas: the broker's subnets. */
  readonly subnetIds: readonly string[];
  /** `SECURITY_GROUP_IDS`, separated by commas: the broker's security groups. */
  readonly securityGroupIds: readonly string[];
}

/** @throws ExplainedError that lists every variable that is missing or wrong */
export function readSettings(environment: NodeJS.ProcessEnv): InterfaceWaiterSettings {
  const violations = new Violations();
  const ids = (name: string, prefix: string, what: string): readonly string[] => {
    const list = environment[name]?.split(",") ?? [];
    const holds = list.length > 0 && list.every((id) => id.startsWith(prefix));
    violations.check(name, environment[name], holds, `${what} ids separated by commas, at least one`);
    return list;
  };
  const settings = {
    subnetIds: ids("SUBNET_IDS", "subnet-", "subnet"),
    securityGroupIds: ids("SECURITY_GROUP_IDS", "sg-", "security group"),
  };
  violations.throwIfAny("InterfaceWaiterSettingsError");
  return settings;
}

import { Violations } from "../../shared/violations";

/** What the function's environment says. */
export interface ReceiverSettings {
  /** `HMAC_KEY_SECRET_ARN`: the secret with the key that HCP Terraform signs its requests with. */
  readonly secretArn: string;
  /** `JUDGE_FUNCTION`: name of the function that judges. */
  readonly judge: string;
  /** `HCP_HOSTNAME`: the installation that asks; requests whose addresses lead elsewhere are refused. */
  readonly hostname: string;
}

/** @throws ExplainedError that lists every variable that is missing */
export function readSettings(environment: NodeJS.ProcessEnv): ReceiverSettings {
  const violations = new Violations();
  const [secretArn = "", judge = "", hostname = ""] = ["HMAC_KEY_SECRET_ARN", "JUDGE_FUNCTION", "HCP_HOSTNAME"].map(
    (name) => {
      const value = environment[name];
      violations.check(name, value, value !== undefined && value !== "", "set");
      return value;
    },
  );
  violations.throwIfAny("ReceiverSettingsError");
  return { secretArn, judge, hostname };
}

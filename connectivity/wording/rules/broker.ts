import type { BrokerFindings } from "../../causes/rules/broker";
import { untold } from "../causes/entry";
import type { FindingWords } from "./finding-words";

/** Findings about the broker, in words. */
export const brokerFindings: FindingWords<BrokerFindings> = {
  "public-broker-security-groups": untold,
  "instance-type": untold,
  "engine-version": untold,
  "broker-unknown": untold,
  "auto-minor-version-upgrade": untold,
  "deployment-mode": untold,
  "subnet-zones": untold,
  "subnets-and-groups": untold,
  "subnets-and-groups-unknown": untold,
  "broker-user": untold,
  "security-groups-changed": untold,
  "security-group-count": untold,
  "audit-log": untold,
  "broker-replaced": untold,
  "broker-account": untold,
  "broker-region": untold,
  "update-order": untold,
  "public-broker-subnet": untold,
  "authentication-strategy": untold,
  "broker-user-changed": untold,
  "login-changed": untold,
  "login-unknown": untold,
  "broker-reboots": untold,
  "broker-waits": untold,
  "patch-level": untold,
};

import { type Answer, some } from "../../proof/answer";
import type { Instance } from "../../terraform/model/model";
import { changes } from "../amazon-mq/broker-update";
import { isPatchedByAmazon, type Version } from "./versions";

/**
 * Arguments that the provider sends in the first of its requests, along with the engine's version: whichever of them changes,
 * the version is sent. Later requests carry the instance type, then the minor version upgrades, and each is refused or taken by
 * itself.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/40806
 */
const WITH_VERSION = ["engine_version", "configuration", "logs"];

/** Whether an update sends the engine's version. */
export function sendsVersion(broker: Instance): Answer {
  return some(WITH_VERSION.map((argument) => changes(broker, argument)));
}

/**
 * The version as an update sends it: with minor version upgrades on, the provider cuts the patch level. At creation it sends what
 * is written.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/38930
 */
export function asSent(version: Version, minorUpgrades: boolean): Version {
  return minorUpgrades && isPatchedByAmazon(version) ? { ...version, patch: null } : version;
}

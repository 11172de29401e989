import { type Find, rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import type { Instance } from "../../../terraform/model/model";
import { givenOf, givenTextOf, isUnset } from "../../../terraform/model/shown-values";
import type { Finding } from "../../../verdict";
import { isCreated, isOn, isUpdated } from "../../amazon-mq/broker-update";
import { brokerUnknown, notShown } from "../../amazon-mq/rules/broker-unknown";
import { asSent, sendsVersion } from "../version-update";
import { between, compare, isNewer, OFFERED, type Version, versionOf } from "../versions";

type FindVersion = Find<"engine-version">;

/** Versions that Amazon MQ does not create, or does not upgrade a broker to. */
export const engineVersion = rule({
  code: "engine-version",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Amazon MQ does not take this version",
  meaning:
    'Amazon MQ takes "3.13", "4.2" or "4.3", without patch level. A broker that exists is upgraded to the next of them, one at a time, and never back. The patch level of a broker with automatic minor version upgrades is cut off by the provider: that is refused at creation only.',
  example: 'engine_version = "3.13.7"',
  source: "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/version-upgrades.html",
  check({ broker }: BrokerAlone, found) {
    if (isCreated(broker)) return created(broker, found);
    return isUpdated(broker) && sendsVersion(broker) !== "no" ? updated(broker, found) : [];
  },
});

function created(broker: Instance, found: FindVersion): readonly Finding[] {
  const given = broker.get("engine_version");
  if (isUnset(given)) return [found(broker, { why: "missing", broker: broker.address, offered: OFFERED })];
  if (givenTextOf(given) === null) return notShown(broker, "engine_version");
  const version = versionOf(givenTextOf(given));
  if (broker.mayExist && version !== null && isCutOff(broker, version)) {
    return [brokerUnknown.found(broker, { open: "patch-level", version: givenOf(given), series: version.series })];
  }
  return unlessOffered(broker, version, found);
}

/** Whether the provider would cut the patch level off, if the broker existed. */
function isCutOff(broker: Instance, { series, patch }: Version): boolean {
  return patch !== null && OFFERED.includes(series) && isOn(broker.get("auto_minor_version_upgrade")) !== "no";
}

function updated(broker: Instance, found: FindVersion): readonly Finding[] {
  const given = givenTextOf(broker.get("engine_version"));
  if (given === null) return notShown(broker, "engine_version");
  const version = versionOf(given);
  const present = versionOf(givenTextOf(broker.before("engine_version")));
  if (version === null || present === null) return unlessOffered(broker, version, found);
  const sent = asSent(version, isOn(broker.get("auto_minor_version_upgrade")) === "yes");
  const step = { broker: broker.address, from: nameOf(present), to: nameOf(sent) };
  if (compare(sent, present) < 0) return [found(broker, { why: "downgrade", ...step })];
  const refused = unlessOffered(broker, sent, found);
  if (refused.length > 0) return refused;
  const next = between(present, sent);
  return next === undefined ? [] : [found(broker, { why: "skips-a-version", ...step, next })];
}

function unlessOffered(broker: Instance, version: Version | null, found: FindVersion): readonly Finding[] {
  if (version !== null && version.patch === null && OFFERED.includes(version.series)) return [];
  const asked = { version: givenOf(broker.get("engine_version")), offered: OFFERED };
  if (version !== null && version.patch === null && isNewer(version)) {
    return [brokerUnknown.found(broker, { open: "version", ...asked })];
  }
  return [found(broker, { why: "not-offered", broker: broker.address, exists: !isCreated(broker), ...asked })];
}

function nameOf({ series, patch }: Version): string {
  return patch === null ? series : `${series}.${patch}`;
}

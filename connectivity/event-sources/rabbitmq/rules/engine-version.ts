import { isUnset, quoted, text } from "../../../aws/iam/values";
import type { BrokerSubjects } from "../../../mapping/findings/subjects";
import { type Find, rule } from "../../../rules/rule";
import type { Instance } from "../../../terraform/model/model";
import type { Finding } from "../../../verdict";
import { asSent, isCreated, isUpdated, sendsVersion } from "../broker-update";
import { between, compare, isNewer, OFFERED, SERIES_OFFERED, type Version, versionOf } from "../versions";
import { isOn } from "./auto-minor-version-upgrade";
import { brokerUnknown, notShown } from "./broker-unknown";

const REMEDY = `Use ${SERIES_OFFERED}.`;

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
  check({ broker }: BrokerSubjects, found) {
    if (isCreated(broker)) return created(broker, found);
    return isUpdated(broker) && sendsVersion(broker) !== "no" ? updated(broker, found) : [];
  },
});

function created(broker: Instance, found: Find<"engine-version">): readonly Finding[] {
  const given = broker.get("engine_version");
  if (isUnset(given)) {
    return [found(broker, `${broker.address} names no engine_version, which the provider requires.`, REMEDY)];
  }
  if (text(given) === null) return notShown(broker, "engine_version");
  return unlessOffered(broker, versionOf(text(given)), found);
}

function updated(broker: Instance, found: Find<"engine-version">): readonly Finding[] {
  const given = text(broker.get("engine_version"));
  if (given === null) return notShown(broker, "engine_version");
  const version = versionOf(given);
  const present = versionOf(text(broker.before("engine_version")));
  if (version === null || present === null) return unlessOffered(broker, version, found);
  const sent = asSent(version, isOn(broker.get("auto_minor_version_upgrade")) === "yes");
  const [from, to] = [nameOf(present), nameOf(sent)];
  if (compare(sent, present) < 0) {
    const why = `The plan takes ${broker.address} from RabbitMQ ${from} back to ${to}, and Amazon MQ downgrades no broker.`;
    return [found(broker, why, `Keep ${from}, or make another broker for ${to}.`)];
  }
  const refused = unlessOffered(broker, sent, found);
  if (refused.length > 0) return refused;
  const first = between(present, sent);
  if (first === undefined) return [];
  const why = `The plan takes ${broker.address} from RabbitMQ ${from} to ${to}, and Amazon MQ upgrades to the next version only, which is ${first}.`;
  return [found(broker, why, `Upgrade to ${first} first, and to ${to} after that.`)];
}

function unlessOffered(broker: Instance, version: Version | null, found: Find<"engine-version">): readonly Finding[] {
  if (version !== null && version.patch === null && OFFERED.includes(version.series)) return [];
  const asked = quoted(broker.get("engine_version"));
  if (version !== null && version.patch === null && isNewer(version)) {
    const why = `Whether Amazon MQ takes RabbitMQ ${asked} is not known: it is newer than this check.`;
    return [brokerUnknown.found(broker, why, REMEDY)];
  }
  const verb = isCreated(broker) ? "create" : "take";
  return [found(broker, `${broker.address} asks for RabbitMQ ${asked}, which Amazon MQ does not ${verb}.`, REMEDY)];
}

function nameOf({ series, patch }: Version): string {
  return patch === null ? series : `${series}.${patch}`;
}

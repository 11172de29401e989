import type { AccountFacts, InterfaceFacts, MappingInterface } from "../../account-facts/index";
import type { Cause } from "./answer";
import { NETWORK_PAGE } from "./mapping-words";

const REMEDY =
  "Delete the mapping and create it again, while its messages wait in the queue: Lambda places the interfaces anew, in the broker's subnets with its groups";

/** Interfaces of the mapping that are not where the broker is, or have other groups: changed by hand, or the broker was. */
export function misplaced({
  interfaces = [],
  broker,
}: Pick<InterfaceFacts, "interfaces"> & Pick<AccountFacts, "broker">): readonly Cause[] {
  const subnets = [...(broker?.SubnetIds ?? [])].sort();
  const groups = [...(broker?.SecurityGroups ?? [])].sort();
  // Where Amazon MQ shows none, nothing is known to differ.
  const isAsTheBroker = (one: MappingInterface) =>
    (subnets.length === 0 || subnets.includes(one.subnetId)) &&
    (groups.length === 0 || one.groups.join() === groups.join());
  return interfaces
    .filter((one) => !isAsTheBroker(one))
    .map((one) => ({
      what: `The mapping's interface ${one.id} is in ${place([one.subnetId], one.groups)}, and the broker, by which the paths were judged, in ${place(subnets, groups)}`,
      remedy: REMEDY,
      source: NETWORK_PAGE,
    }));
}

/**
 * The mapping's interfaces, a line each. That none is seen is no finding: how Lambda describes them, AWS does not document, and it
 * uses those that are there for the same subnets and groups.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export function interfaceLines(interfaces: readonly MappingInterface[]): readonly string[] {
  if (interfaces.length === 0) {
    return [
      "interfaces  not seen: none is described by the mapping's UUID. That decides nothing, for Lambda may use those of another mapping",
    ];
  }
  return [
    `interfaces  ${interfaces.length}, described by the mapping's UUID`,
    ...interfaces.map(
      ({ id, subnetId, status, groups }) => `            ${id} (${status}) in ${place([subnetId], groups)}`,
    ),
  ];
}

function place(subnets: readonly string[], groups: readonly string[]): string {
  const listed = (ids: readonly string[]) => (ids.length === 0 ? "not shown" : ids.join(", "));
  return `${listed(subnets)} with the security groups ${listed(groups)}`;
}

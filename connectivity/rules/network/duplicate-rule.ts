import { identityOf } from "../../aws/network/group-rule";
import type { Group } from "../../aws/network/groups";
import { SERVICES } from "../../aws/network/service-names";
import { addTo } from "../../multimap";
import type { Network } from "../../paths/network";
import type { Instance } from "../../terraform/model/model";
import { rule } from "../rule";
import { isInVpc, type NetworkSubjects, vpcsOf } from "./subjects";

/** Rules of one security group that admit the same. Of rules that exist already none is a duplicate. */
export const duplicateRule = rule({
  code: "duplicate-rule",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Two resources for the same security group rule",
  meaning: "AWS refuses the second: InvalidPermission.Duplicate.",
  example:
    "# aws_vpc_security_group_ingress_rule.amqps and aws_vpc_security_group_ingress_rule.again\nreferenced_security_group_id = aws_security_group.broker.id\nfrom_port                    = 5671",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
  check(subjects: NetworkSubjects, found) {
    if (!isInVpc(subjects)) return [];
    return groupsOf(subjects).flatMap((group) =>
      alike(group, subjects.network).flatMap((same) =>
        same.map((holder) => {
          const others = same.filter((other) => other !== holder).map(({ address }) => address);
          return found(holder, { rule: holder.address, group: group.name, others });
        }),
      ),
    );
  },
});

/** The broker's groups, and those of the endpoints for the services. */
function groupsOf(subjects: NetworkSubjects): readonly Group[] {
  const { placement, network } = subjects;
  const ofEndpoints = vpcsOf(subjects)
    .flatMap((vpc) => SERVICES.flatMap((service) => network.endpointNames.endpointsIn(vpc, service)))
    .flatMap((endpoint) => network.endpoints.groupsOf(endpoint).certain);
  return [...new Set([...placement.groups.certain, ...ofEndpoints])];
}

/** Resources that hold the same rule, of which the plan makes one at least. */
function alike(group: Group, network: Network): readonly (readonly Instance[])[] {
  const holders = new Map<string, Instance[]>();
  for (const each of network.rules.rulesOf(group).rules) {
    const { holder, doubt, protocol, ports } = each;
    if (holder === null || holder.mode === "data" || group.sources.includes(holder)) continue;
    if (doubt !== null || protocol === null || ports === null) continue;
    for (const peer of each.peers) {
      if (peer.kind === "unknown" || (peer.kind === "group" && !peer.certain)) continue;
      addTo(holders, identityOf(each, peer), holder);
    }
  }
  return [...holders.values()]
    .map((same) => [...new Set(same)])
    .filter((same) => same.length > 1 && same.some(({ change }) => change !== "none"));
}

import { identityOf } from "../aws/network/group-rule";
import type { Group } from "../aws/network/groups";
import { addTo } from "../multimap";
import type { Network } from "../paths/network";
import type { Instance } from "../terraform/model/model";
import type { Finding } from "../verdict";
import { finding } from "./findings/finding";

/** AWS refuses a second rule that admits the same. Of rules that exist already none is a duplicate. */
export function duplicateRules(groups: readonly Group[], network: Network): readonly Finding[] {
  return [...new Set(groups)].flatMap((group) => {
    const holders = new Map<string, Instance[]>();
    for (const rule of network.rules.rulesOf(group).rules) {
      const { holder, doubt, protocol, ports } = rule;
      if (holder === null || holder.mode === "data" || group.sources.includes(holder)) continue;
      if (doubt !== null || protocol === null || ports === null) continue;
      for (const peer of rule.peers) {
        if (peer.kind === "unknown" || (peer.kind === "group" && !peer.certain)) continue;
        const identity = identityOf(rule, peer);
        addTo(holders, identity, holder);
      }
    }
    return [...holders.values()]
      .map((same) => [...new Set(same)])
      .filter((same) => same.length > 1 && same.some(({ change }) => change !== "none"))
      .flatMap((same) => same.map((holder) => duplicate(holder, same, group)));
  });
}

function duplicate(holder: Instance, same: readonly Instance[], group: Group): Finding {
  const others = same.filter((other) => other !== holder).map(({ address }) => address);
  const why = `${holder.address} admits to ${group.address} what ${others.join(", ")} does, and AWS refuses the second.`;
  return finding("duplicate-rule", holder, why, "Keep one of them, or correct what the other admits.");
}

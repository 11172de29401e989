import type { NetworkFacts } from "../../causes/missing/network";
import { aclName, nameOf, partyOf, passageOf } from "../parties";
import type { Clauses } from "./clauses";

/** What is missing to know networks, in words. */
export const networkClauses: Clauses<NetworkFacts> = {
  "groups-of-broker": () => "which security groups the broker has is not in this input",
  "subnet-of-broker": ({ subnets }) =>
    `which of ${subnets.map(nameOf).join(", ")} the broker is in is not in this input`,
  subnet: ({ subnet }) => `${nameOf(subnet)} is not in this input`,
  "in-one-subnet": ({ one, other }) =>
    `whether ${partyOf(one)} and ${partyOf(other)} are in one subnet is not in this input`,
  "network-acl-of": ({ subnet }) => `the network ACL of ${nameOf(subnet)} is not in this input`,
  "address-before-acl": ({ acl, passage }) =>
    `${aclName(acl)} lets ${passageOf(passage)} for some addresses only, and which one it will be is not in the plan`,
  "tied-to": ({ tie, owner }) => `whether ${tie} is for ${owner} is not in this input`,
  "acl-entries": ({ holder }) => `${holder} has more entries than AWS allows`,
};

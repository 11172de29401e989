import type { AclPassage } from "../causes/missing/network";
import type { Name, Party } from "../causes/party";

/** What to call something in a sentence. */
export function nameOf(name: Name): string {
  if (typeof name === "string") return name;
  switch (name.kind) {
    case "default-vpc":
      return "the default VPC";
    case "vpc-of":
      return `the VPC of ${name.member}`;
    case "default-group-of":
      return `the default security group of ${nameOf(name.vpc)}`;
  }
}

/** What to call one end of a connection. */
export function partyOf(party: Party): string {
  switch (party.kind) {
    case "mapping": {
      const groups = party.groups.map(nameOf).join(", ");
      return `the mapping's interfaces in ${nameOf(party.subnet)}${groups === "" ? "" : ` (with ${groups})`}`;
    }
    case "broker":
      return `the broker in ${nameOf(party.subnet)}`;
    case "endpoint":
      return party.endpoint;
    case "hidden-endpoint":
      return `the endpoint in ${nameOf(party.vpc)}`;
    case "subnet":
      return nameOf(party.subnet);
    case "public-services":
      return "the services' public addresses";
  }
}

export function aclName(acl: Name | null): string {
  return acl === null ? "the network ACL" : nameOf(acl);
}

/** What goes past a network ACL, such as "TCP 443 out to aws_vpc_endpoint.sts". */
export function passageOf({ flow, ports, far }: AclPassage): string {
  const { first, last } = ports;
  const which = first === last ? `TCP ${first}` : `TCP ${first} to ${last} (the answers)`;
  return `${which} ${flow === "ingress" ? "in from" : "out to"} ${partyOf(far)}`;
}

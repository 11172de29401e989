import type { Asked, Name, Party, Ports, Service, Traffic } from "../causes/party";
import { enumerate } from "./lists";

/** What to call something in a sentence. */
export function nameOf(name: Name): string {
  if (typeof name === "string") return name;
  switch (name.kind) {
    case "default-vpc":
      return "the default VPC";
    case "vpc-of":
      return `the VPC of ${nameOf(name.member)}`;
    case "default-group-of":
      return `the default security group of ${nameOf(name.vpc)}`;
    case "main-table-of":
      return `the main route table of ${nameOf(name.vpc)}`;
    case "route-table-of":
      return `the route table of ${nameOf(name.subnet)}`;
  }
}

/** Several things of which the same is said. */
export function everyOf(names: readonly Name[]): string {
  return enumerate(names.map(nameOf));
}

export function namesOf(names: readonly Name[]): string {
  return names.map(nameOf).join(", ");
}

const TITLES: Readonly<Record<Service, string>> = {
  sts: "STS",
  secretsmanager: "Secrets Manager",
  lambda: "Lambda",
};

/** Whether what a hop leads to is an AWS service, and not the event source. */
export function isService(target: string): target is Service {
  return Object.hasOwn(TITLES, target);
}

/** What to call what a hop leads to: a service by AWS's name, an event source by what its kind is called. */
export function targetName(target: string): string {
  return isService(target) ? TITLES[target] : target;
}

/** What to call services. */
export function servicesOf(services: readonly Service[]): string {
  return enumerate(services.map((service) => TITLES[service]));
}

/** What to call a name that the pollers ask for. */
export function askedName(asked: Asked): string {
  return "source" in asked ? `the ${asked.source}'s name` : `the name of ${servicesOf(asked.services)}`;
}

/** What to call one end of a connection. */
export function partyOf(party: Party): string {
  switch (party.kind) {
    case "mapping": {
      const groups = namesOf(party.groups);
      return `the mapping's interfaces in ${everyOf(party.subnets)}${groups === "" ? "" : ` (with ${groups})`}`;
    }
    case "source":
      return `the ${party.called} in ${everyOf(party.subnets)}`;
    case "lambda-network":
      return "Lambda's own network, which has no fixed addresses";
    case "endpoint":
      return enumerate(party.endpoints);
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
export function trafficOf({ flow, ports, far }: Traffic): string {
  const answers = ports.first === ports.last ? "" : " (the answers)";
  return `TCP ${portsOf(ports)}${answers} ${flow === "ingress" ? "in from" : "out to"} ${partyOf(far)}`;
}

export function portsOf({ first, last }: Ports): string {
  return first === last ? `${first}` : `${first} to ${last}`;
}

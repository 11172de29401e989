import { HTTPS } from "../aws/network/ports";
import type { PrivateZones, ZoneAnswer } from "../aws/network/private-zones";
import { regionOf } from "../aws/network/regions";
import { holdsNameOf, type Service } from "../aws/network/service-names";
import type { ShownEndpoints } from "../aws/network/shown-endpoints";
import type { Subnet } from "../aws/network/subnets";
import { factSubjectOf, hiddenFact, type Vpc, type Vpcs } from "../aws/network/vpcs";
import { type Cause, type CauseCode, cause } from "../causes/cause";
import { missingFact } from "../causes/missing-fact";
import type { WithoutEndpoint } from "../causes/routing";
import { type Assumptions, assumed } from "../proof/assumptions";
import { all, because, choose, type Judgement, no, unknown, YES } from "../proof/judgement";
import type { Instance, MissingFact } from "../terraform/model/model";
import { type End, endIn, NOTHING_CARRIED, PUBLIC_ENDPOINTS } from "./connection-end";
import type { Dns } from "./dns";
import type { Candidate, EndpointNames } from "./endpoint-names";
import type { EndpointPath } from "./endpoint-path";
import type { Internet } from "./internet";
import type { NetworkAclPath } from "./network-acl-path";
import type { SecurityGroupPath } from "./security-group-path";

/** How a service is reached, or why it is not. */
export interface ServicePath {
  readonly judgement: Judgement;
  readonly via: "interface-endpoint" | "nat-gateway" | null;
  /** Where the service's name leads: an endpoint, or NAT gateways; for explanations. */
  readonly through: readonly string[];
}

/** Whether an endpoint's policy lets the mapping's call pass. */
export type PolicyJudge = (endpoint: Instance, service: Service) => Judgement;

/** What paths to services are made of. */
export interface ServicePathParts {
  readonly vpcs: Vpcs;
  readonly names: EndpointNames;
  readonly shown: ShownEndpoints;
  readonly acls: NetworkAclPath;
  readonly endpointPath: EndpointPath;
  readonly zones: PrivateZones;
  readonly dns: Dns;
  readonly groups: SecurityGroupPath;
  readonly internet: Internet;
  readonly assumptions: Assumptions;
}

/**
 * The way from interfaces with private IPv4 addresses to a service on 443. The service's name decides it: where an endpoint
 * with private DNS exists the name leads there and nowhere else, otherwise to public addresses.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 */
export class ServicePaths {
  constructor(private readonly parts: ServicePathParts) {}

  to(service: Service, source: End, policy: PolicyJudge): ServicePath {
    if (source.place === null) return { judgement: YES, via: null, through: [] };
    const { subnet, vpc } = source.place;
    const { dns } = this.parts;
    const region = regionOf(vpc, [subnet]);
    const itself = dns.answersItself(vpc, { services: [service] }, (domain) => holdsNameOf(service, domain, region));
    const path = this.#byName(service, source, vpc, policy);
    return { ...path, judgement: all([dns.support(vpc), itself, path.judgement]) };
  }

  /** Whether a subnet is routed to an internet gateway. */
  isPublic(subnet: Subnet, vpc: Vpc): boolean {
    return this.parts.internet.targetsOf(subnet, vpc).some(({ kind }) => kind === "internet-gateway");
  }

  #byName(service: Service, source: End, vpc: Vpc, policy: PolicyJudge): ServicePath {
    const candidates = this.parts.names.candidates(service, source, vpc);
    const certain = candidates.filter(({ leads }) => leads.verdict === "yes");
    if (certain.length > 0) return this.#chosen(certain, service, source, policy);
    const zone = this.#zoneOf(service, source, vpc);
    if (zone !== undefined && zone.doubt === null) return this.#byZone(zone, service, source, vpc, policy);
    const fallback = this.#publicly(service, source, vpc, candidates);
    const maybe = candidates.filter(({ leads }) => leads.verdict === "unknown");
    if (maybe.length === 0 && zone === undefined) return fallback;
    const ways = maybe.map((candidate) => this.#through(candidate, service, source, policy));
    const hidden = zone === undefined ? [] : [hiddenZone(zone)];
    const fact = missingFact("name-leads", { vpc: vpc.name, services: [service] });
    const undecided = cause("endpoint-unknown", null, { open: "names" }, [fact]);
    const judgement = choose([...ways.map((way) => way.judgement), ...hidden, fallback.judgement], undecided);
    const via = { via: null, through: [] };
    if (judgement.verdict !== "unknown" || maybe.length === 0) return { ...via, judgement };
    // Once the endpoint is known to have the name, nothing else matters.
    const doubts = maybe.flatMap(({ leads }) => leads.causes);
    const onTheWay = ways.flatMap((way) => way.judgement.causes);
    return { ...via, judgement: { ...judgement, causes: [...doubts, ...onTheWay] } };
  }

  #chosen(candidates: readonly Candidate[], service: Service, source: End, policy: PolicyJudge): ServicePath {
    const ways = candidates.map((candidate) => this.#through(candidate, service, source, policy));
    const endpoints = candidates.map(({ endpoint }) => endpoint.address);
    const fact = missingFact("endpoint-with-name", { endpoints, services: [service] });
    const undecided = cause("endpoint-unknown", null, { open: "one-of-several" }, [fact]);
    const judgement = choose(
      ways.map((way) => way.judgement),
      undecided,
    );
    return { judgement, via: "interface-endpoint", through: endpoints };
  }

  #through({ endpoint, leads }: Candidate, service: Service, source: End, policy: PolicyJudge): ServicePath {
    const passes = all([this.parts.endpointPath.reaches(endpoint, source), policy(endpoint.instance, service)]);
    return {
      judgement: { ...passes, assumed: [...new Set([...leads.assumed, ...passes.assumed])] },
      via: "interface-endpoint",
      through: [endpoint.address],
    };
  }

  /** A private hosted zone that answers for the service's name, which takes private host names. */
  #zoneOf(service: Service, source: End, vpc: Vpc): ZoneAnswer | undefined {
    const { dns, zones } = this.parts;
    const region = regionOf(vpc, source.place === null ? [] : [source.place.subnet]);
    return dns.hostnames(vpc).verdict === "no" ? undefined : zones.answerOf(service, vpc, region);
  }

  #byZone({ zone, endpoints }: ZoneAnswer, service: Service, source: End, vpc: Vpc, policy: PolicyJudge): ServicePath {
    const leads = this.parts.dns.hostnames(vpc);
    if (endpoints.length === 0) {
      const facts = { zone: zone.address, services: [service], vpc: vpc.name };
      const judgement = no(cause("private-zone-without-record", zone, facts));
      return { judgement, via: null, through: [zone.address] };
    }
    const path = this.#chosen(
      endpoints.map((endpoint) => ({ endpoint, leads })),
      service,
      source,
      policy,
    );
    return { ...path, judgement: all([leads, path.judgement]) };
  }

  /** The name means public addresses: unless the VPC has an endpoint that the input does not show. */
  #publicly(service: Service, source: End, vpc: Vpc, candidates: readonly Candidate[]): ServicePath {
    const { internet, groups, shown, assumptions } = this.parts;
    if (source.place === null) return { judgement: YES, via: null, through: [] };
    const { subnet } = source.place;
    const nats = internet
      .targetsOf(subnet, vpc)
      .filter(({ kind }) => kind === "nat-gateway")
      .map(({ address }) => address);
    const way = all([internet.from(subnet, vpc), groups.lets(source.carried, "egress", HTTPS, PUBLIC_ENDPOINTS)]);
    const path = { via: nats.length > 0 ? ("nat-gateway" as const) : null, through: nats };
    if (vpc.isManaged || shown.areAllOf(vpc))
      return { ...path, judgement: this.#explained(way, service, vpc, candidates) };
    const beside = (fact: string) => {
      const assumable = [`${factSubjectOf(vpc)}:${fact}`];
      const about = { vpc: vpc.name, services: [service] };
      return hiddenFact(vpc, missingFact("endpoint-beside", about, "input", { assumable }));
    };
    const none = beside(`no-${service}-endpoint`);
    const open = beside(`${service}-endpoint-open`);
    if (assumptions.has(none))
      return { ...path, judgement: all([assumed(none), this.#explained(way, service, vpc, candidates)]) };
    if (assumptions.has(open))
      return { judgement: this.#asserted(open, source, vpc), via: "interface-endpoint", through: [] };
    const fact = way.verdict === "yes" ? none : open;
    const hidden = unknown(cause("endpoint-hidden", null, { vpc: vpc.name }, [fact]));
    return {
      ...path,
      judgement: { ...hidden, causes: [...hidden.causes, ...(way.verdict === "unknown" ? way.causes : [])] },
    };
  }

  /** An endpoint that the user asserts: with private DNS, and open to the VPC. Of the subnet's own network ACL that says nothing. */
  #asserted(fact: MissingFact, source: End, vpc: Vpc): Judgement {
    if (source.place === null) return YES;
    const party = { kind: "hidden-endpoint", vpc: vpc.name } as const;
    const somewhere = endIn({ ...source.place.subnet, ranges: null }, vpc, NOTHING_CARRIED, party, this.parts.vpcs);
    const sameSubnet = missingFact("in-one-subnet", { one: source.party, other: party });
    return all([
      assumed(fact),
      this.parts.dns.hostnames(vpc),
      this.parts.groups.lets(source.carried, "egress", HTTPS, somewhere),
      choose(
        [YES, this.parts.acls.leaving(source.place, somewhere, HTTPS)],
        cause("network-acl-unknown", null, { open: "same-subnet" }, [sameSubnet]),
      ),
    ]);
  }

  /** Why no endpoint serves comes first where the subnet has no way out at all; a broken way out speaks for itself. */
  #explained(way: Judgement, service: Service, vpc: Vpc, candidates: readonly Candidate[]): Judgement {
    if (way.verdict !== "no") return way;
    const { names } = this.parts;
    const misses = names.misses(candidates, service, vpc);
    const isWithoutExit = way.causes.some(({ code }) => WITHOUT_EXIT.has(code));
    if (isWithoutExit && misses.length > 0) return because(way, ...misses);
    if (misses.length > 0) return { ...way, causes: [...way.causes, ...misses] };
    const elsewhere = names.elsewhere(service, vpc);
    const causes = way.causes.map((each) =>
      withoutEndpoint(each, { vpc: vpc.name, services: [service], beside: names.beside(service, vpc) }),
    );
    return { ...way, causes: [...causes, ...(elsewhere === undefined ? [] : [elsewhere])] };
  }
}

/** That there is no endpoint either, said with what says that there is no way out. */
function withoutEndpoint(each: Cause, missing: WithoutEndpoint): Cause {
  switch (each.code) {
    case "no-route-out":
      return { ...each, facts: { ...each.facts, withoutEndpoint: missing } };
    case "internet-gateway-private-address":
      return { ...each, facts: { ...each.facts, withoutEndpoint: missing } };
    default:
      return each;
  }
}

/** A zone of which the input does not show whether it answers, or what. */
function hiddenZone({ zone, doubt }: ZoneAnswer): Judgement {
  const missing = doubt === null ? [] : [doubt];
  return unknown(cause("private-zone-unknown", zone, { zone: zone.address }, missing));
}

/** Reasons that say that there is no way out, not that one is broken. */
const WITHOUT_EXIT = new Set<CauseCode>(["no-route-out", "internet-gateway-private-address"]);

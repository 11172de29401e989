import type { Endpoint, Endpoints } from "../aws/network/endpoints";
import { isSame } from "../aws/network/objects";
import { regionOf } from "../aws/network/regions";
import { isOffered, SERVICES, type Service, serviceNamesOf } from "../aws/network/service-names";
import { hiddenFact, type Vpc, type Vpcs } from "../aws/network/vpcs";
import { type Cause, cause } from "../causes/cause";
import { missingFact } from "../causes/missing-fact";
import { all, type Judgement, no, unknown } from "../proof/judgement";
import type { MissingFact, Model } from "../terraform/model/model";
import type { End } from "./connection-end";
import type { Dns } from "./dns";

/** An endpoint that may be where a service's name leads, and whether it is: `no` with the reason why it is not. */
export interface Candidate {
  readonly endpoint: Endpoint;
  readonly leads: Judgement;
}

/** Which endpoints the name of a service leads to in a VPC. */
export class EndpointNames {
  readonly #byService = new Map<Service, readonly Endpoint[]>();
  readonly #byVpc = new Map<string, readonly Endpoint[]>();

  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
    private readonly endpoints: Endpoints,
    private readonly dns: Dns,
  ) {}

  /** Endpoints of a VPC that are, or may be, for the service; also those that ask for its name in vain. */
  candidates(service: Service, source: End, vpc: Vpc): readonly Candidate[] {
    return this.endpointsIn(vpc, service).map((endpoint) => ({
      endpoint,
      leads: this.#leadsTo(endpoint, service, source, vpc),
    }));
  }

  endpointsIn(vpc: Vpc, service: Service): readonly Endpoint[] {
    const key = `${service} ${vpc.key}`;
    let found = this.#byVpc.get(key);
    if (found === undefined) {
      found = this.#endpointsFor(service).filter((endpoint) => isSame(endpoint.vpc, vpc) !== "no");
      this.#byVpc.set(key, found);
    }
    return found;
  }

  /**
   * Why no endpoint serves, the nearest reason first: one that does not get the name, one that the plan destroys, one for
   * the service's FIPS name.
   */
  misses(candidates: readonly Candidate[], service: Service, vpc: Vpc): readonly Cause[] {
    const near = candidates
      .filter(({ endpoint, leads }) => leads.verdict === "no" && endpoint.names.length > 0)
      .flatMap(({ leads }) => leads.causes);
    return [...near, ...this.#destroyed(service, vpc), ...this.#fips(service, vpc)].slice(0, MOST_MISSES);
  }

  /** Interface endpoints that a VPC certainly has for other services that the pollers call. */
  beside(service: Service, vpc: Vpc): readonly string[] {
    return SERVICES.filter((other) => other !== service)
      .flatMap((other) => this.endpointsIn(vpc, other))
      .filter(
        ({ names, isInterface, vpc: own }) => names.length > 0 && isInterface === true && isSame(own, vpc) === "yes",
      )
      .map(({ address }) => address);
  }

  /** The endpoint for the service that the input holds in another VPC, if it is the only one. */
  elsewhere(service: Service, vpc: Vpc): Cause | undefined {
    const [only, ...others] = this.#endpointsFor(service).filter((endpoint) => isSame(endpoint.vpc, vpc) === "no");
    if (only === undefined || others.length > 0 || only.names.length === 0) return undefined;
    const facts = { endpoints: [only.address], services: [service], own: only.vpc.name, vpc: vpc.name };
    return cause("endpoint-in-another-vpc", only.instance, facts);
  }

  #endpointsFor(service: Service): readonly Endpoint[] {
    let found = this.#byService.get(service);
    if (found === undefined) {
      found = this.endpoints.all.filter(
        ({ names }) => names.length === 0 || names.some((name) => name.service === service),
      );
      this.#byService.set(service, found);
    }
    return found;
  }

  #leadsTo(endpoint: Endpoint, service: Service, source: End, vpc: Vpc): Judgement {
    const { address, instance, names } = endpoint;
    const asked = { endpoints: [address], services: [service] };
    if (endpoint.isInterface === false) return no(cause("endpoint-not-interface", instance, asked));
    const sources = source.place === null ? [] : [source.place.subnet];
    const region = regionOf(vpc, [...sources, ...this.endpoints.subnetsOf(endpoint).certain]);
    const fitting = names.find(
      (name) => (region === null || name.region === "" || name.region === region) && isOffered(name),
    );
    const [spelled] = names;
    if (spelled !== undefined && fitting === undefined) {
      const named = {
        spelled: `${spelled.prefix}.${spelled.region}.${spelled.service}`,
        region: region ?? spelled.region,
      };
      return no(
        cause("endpoint-service-name", instance, { why: "name", endpoint: address, services: [service], ...named }),
      );
    }
    if (endpoint.privateDns === false) return no(cause("endpoint-private-dns-off", instance, asked));
    const hostnames = this.dns.hostnames(vpc);
    if (hostnames.verdict === "no") return hostnames;
    const doubts: MissingFact[] = [];
    if (isSame(endpoint.vpc, vpc) === "unknown") {
      doubts.push(hiddenFact(vpc, missingFact("endpoint-in-vpc", { endpoint: address, vpc: vpc.name })));
    }
    if (names.length === 0) doubts.push(missingFact("service-of-endpoint", { endpoint: address }));
    if (endpoint.isInterface === null && instance.mode === "managed")
      doubts.push(missingFact("type-of-endpoint", { endpoint: address }, "apply"));
    if (endpoint.privateDns === null) doubts.push(missingFact("private-dns-of-endpoint", { endpoint: address }));
    const open = doubts.map((fact) =>
      cause("endpoint-unknown", instance, { open: "endpoint", endpoints: [address] }, [fact]),
    );
    return all([...open.map(unknown), hostnames]);
  }

  /** The FIPS endpoints of a service are a service of their own, with another DNS name. @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
  #fips(service: Service, vpc: Vpc): readonly Cause[] {
    const spelled = `${service}-fips`;
    return this.endpoints.all
      .filter(({ names, vpc: own }) => own.key === vpc.key && names.some((name) => name.service === spelled))
      .map(({ address, instance }) =>
        cause("endpoint-service-name", instance, { why: "fips", endpoint: address, services: [service], spelled }),
      );
  }

  #destroyed(service: Service, vpc: Vpc): readonly Cause[] {
    return this.model.destroyed
      .filter(({ type }) => type === "aws_vpc_endpoint")
      .filter((instance) =>
        serviceNamesOf(this.model, instance.before("service_name")).some((name) => name.service === service),
      )
      .filter((instance) => this.vpcs.refs(instance.before("vpc_id")).certain.some(({ key }) => key === vpc.key))
      .map((instance) =>
        cause("endpoint-destroyed", instance, {
          endpoints: [instance.address],
          services: [service],
          vpc: vpc.name,
        }),
      );
  }
}

/** Reasons beyond this many add nothing. */
const MOST_MISSES = 3;

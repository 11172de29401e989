import type { Endpoint, Endpoints } from "../aws/network/endpoints";
import { isSame } from "../aws/network/objects";
import { regionOf } from "../aws/network/regions";
import { isOffered, SERVICE_TITLES, type Service, serviceNamesOf } from "../aws/network/service-names";
import { hiddenFact, type Vpc, type Vpcs } from "../aws/network/vpcs";
import type { Cause } from "../causes/cause";
import { inputFact, sentenceOf } from "../proof/facts";
import { all, type Judgement, no, type Reason, unknown } from "../proof/judgement";
import type { MissingFact, Model } from "../terraform/model/model";
import type { Dns } from "./dns";
import type { End } from "./ends";

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
  misses(candidates: readonly Candidate[], service: Service, vpc: Vpc): readonly (Cause | Reason)[] {
    const near = candidates
      .filter(({ endpoint, leads }) => leads.verdict === "no" && endpoint.names.length > 0)
      .flatMap(({ leads }) => leads.causes);
    return [...near, ...this.#destroyed(service, vpc), ...this.#fips(service, vpc)].slice(0, MOST_MISSES);
  }

  /** The endpoint for the service that the input holds in another VPC, if it is the only one. */
  elsewhere(service: Service, vpc: Vpc): Reason | undefined {
    const [only, ...others] = this.#endpointsFor(service).filter((endpoint) => isSame(endpoint.vpc, vpc) === "no");
    if (only === undefined || others.length > 0 || only.names.length === 0) return undefined;
    const title = SERVICE_TITLES[service];
    return {
      code: "endpoint-in-another-vpc",
      resource: only.instance,
      explanation: `${only.address} for ${title} is in ${only.vpc.address}, not in ${vpc.address}.`,
      remedy: `Create an endpoint for ${title} in ${vpc.address}.`,
      missing: [],
    };
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
    const title = SERVICE_TITLES[service];
    const apart = (code: Reason["code"], explanation: string, remedy: string): Judgement =>
      no({ code, resource: instance, explanation, remedy });
    const doubt = (fact: MissingFact): Judgement =>
      unknown({
        code: "endpoint-unknown",
        resource: instance,
        explanation: sentenceOf([fact]),
        remedy: `Show ${address}.`,
        missing: [fact],
      });
    if (endpoint.isInterface === false) {
      return apart(
        "endpoint-not-interface",
        `${address} for ${title} is not an interface endpoint (vpc_endpoint_type is Gateway unless set).`,
        `Set vpc_endpoint_type of ${address} to Interface.`,
      );
    }
    const sources = source.place === null ? [] : [source.place.subnet];
    const region = regionOf(vpc, [...sources, ...this.endpoints.subnetsOf(endpoint).certain]);
    const fitting = names.find(
      (name) => (region === null || name.region === "" || name.region === region) && isOffered(name),
    );
    const [spelled] = names;
    if (spelled !== undefined && fitting === undefined) {
      return apart(
        "endpoint-service-name",
        `${address} is for ${spelled.prefix}.${spelled.region}.${spelled.service}, which is not ${title} of ${region ?? spelled.region}.`,
        `Use the name of the service in the VPC's Region.`,
      );
    }
    if (endpoint.privateDns === false) {
      return apart(
        "endpoint-private-dns-off",
        `${address} has no private DNS, so the name of ${title} means public addresses and not this endpoint.`,
        `Set private_dns_enabled of ${address} to true.`,
      );
    }
    const hostnames = this.dns.hostnames(vpc);
    if (hostnames.verdict === "no") return hostnames;
    const doubts: MissingFact[] = [];
    if (isSame(endpoint.vpc, vpc) === "unknown") {
      doubts.push(hiddenFact(vpc, null, `whether ${address} is in ${vpc.address} is not in this input`));
    }
    if (names.length === 0) doubts.push(inputFact(`the service of ${address} is not in this input`));
    if (endpoint.isInterface === null && instance.mode === "managed")
      doubts.push(inputFact(`the type of ${address} is known after apply only`));
    if (endpoint.privateDns === null) doubts.push(inputFact(`whether ${address} has private DNS is not in this input`));
    return all([...doubts.map(doubt), hostnames]);
  }

  /** The FIPS endpoints of a service are a service of their own, with another DNS name. @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
  #fips(service: Service, vpc: Vpc): readonly Reason[] {
    const title = SERVICE_TITLES[service];
    return this.endpoints.all
      .filter(({ names, vpc: own }) => own.key === vpc.key && names.some((name) => name.service === `${service}-fips`))
      .map(({ address, instance }) => ({
        code: "endpoint-service-name",
        resource: instance,
        explanation: `${address} is for ${service}-fips, whose name is not the one by which the pollers call ${title}.`,
        remedy: `Create an endpoint for ${title} itself, or make ${address} one.`,
        missing: [],
      }));
  }

  #destroyed(service: Service, vpc: Vpc): readonly Reason[] {
    return this.model.destroyed
      .filter(({ type }) => type === "aws_vpc_endpoint")
      .filter((instance) =>
        serviceNamesOf(this.model, instance.before("service_name")).some((name) => name.service === service),
      )
      .filter((instance) => this.vpcs.refs(instance.before("vpc_id")).certain.some(({ key }) => key === vpc.key))
      .map((instance) => ({
        code: "endpoint-destroyed",
        resource: instance,
        explanation: `The plan destroys ${instance.address}, the endpoint for ${SERVICE_TITLES[service]} in ${vpc.address}.`,
        remedy: `Keep ${instance.address}.`,
        missing: [],
      }));
  }
}

/** Reasons beyond this many add nothing. */
const MOST_MISSES = 3;

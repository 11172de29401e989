import type { Endpoint, Endpoints } from "../aws/network/endpoints";
import { adopterOf } from "../aws/network/groups";
import { isSame } from "../aws/network/objects";
import { HTTPS } from "../aws/network/ports";
import type { Subnet } from "../aws/network/subnets";
import type { Vpcs } from "../aws/network/vpcs";
import { cause } from "../causes/cause";
import { missingFact } from "../causes/missing-fact";
import { all, choose, type Judgement, no, unknown, YES } from "../proof/judgement";
import { alternativesOf, type Carried, type End, endIn } from "./connection-end";
import type { NetworkAclPath } from "./network-acl-path";
import type { SecurityGroupPath } from "./security-group-path";
import type { VpcConnections } from "./vpc-connections";

/** Whether interfaces get through to an interface endpoint. */
export class EndpointPath {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly vpcs: Vpcs,
    private readonly groups: SecurityGroupPath,
    private readonly acls: NetworkAclPath,
    private readonly connections: VpcConnections,
  ) {}

  /** Its names lead to all of its interfaces, so each of them has to be reached. */
  reaches(endpoint: Endpoint, source: End): Judgement {
    return all([this.#hasIpv4(endpoint), this.#isIn(endpoint, source), this.#interfaces(endpoint, source)]);
  }

  /** Names of a private zone lead to an endpoint wherever it is; others lead to those of the VPC. */
  #isIn({ instance, address, vpc }: Endpoint, { place }: End): Judgement {
    if (place === null || isSame(vpc, place.vpc) !== "unknown") return YES;
    const fact = missingFact("endpoint-in-vpc", { endpoint: address, vpc: place.vpc.name });
    return unknown(cause("endpoint-unknown", instance, { open: "endpoint", endpoints: [address] }, [fact]));
  }

  #hasIpv4(endpoint: Endpoint): Judgement {
    const { address, instance } = endpoint;
    if (endpoint.ipv4 === true) return YES;
    if (endpoint.ipv4 === false) return no(cause("endpoint-ipv6-only", instance, { endpoints: [address] }));
    const fact = missingFact("address-type-of-endpoint", { endpoint: address }, "apply");
    return unknown(cause("endpoint-unknown", instance, { open: "address-type", endpoints: [address] }, [fact]));
  }

  #interfaces(endpoint: Endpoint, source: End): Judgement {
    const { address, instance } = endpoint;
    const { certain, possible, missing } = this.endpoints.subnetsOf(endpoint);
    if (certain.length + possible.length + missing.length === 0)
      return no(cause("endpoint-without-subnets", instance, { endpoints: [address] }));
    const fact = missing[0] ?? missingFact("subnets-of-endpoint", { endpoint: address });
    const undecided = cause("endpoint-unknown", instance, { open: "subnets", endpoints: [address] }, [fact]);
    const judge = (subnet: Subnet) => this.#interface(endpoint, subnet, source);
    const parts = certain.map(judge);
    if (possible.length > 0) parts.push(choose(possible.map(judge), undecided));
    if (missing.length > 0) parts.push(unknown(undecided));
    return all(parts);
  }

  #interface(endpoint: Endpoint, subnet: Subnet, source: End): Judgement {
    const worlds = alternativesOf(this.endpoints.groupsOf(endpoint));
    const judged = worlds.map((carried) => {
      const target = endIn(
        subnet,
        endpoint.vpc,
        visible(carried, endpoint, source),
        { kind: "endpoint", endpoints: [endpoint.address] },
        this.vpcs,
      );
      return all([
        this.#isShown(endpoint, subnet, source),
        this.connections.connects(source, target),
        this.groups.lets(source.carried, "egress", HTTPS, target),
        this.#admits(carried, endpoint, source),
        this.acls.between(source, target, HTTPS),
      ]);
    });
    const { address, instance } = endpoint;
    const fact = missingFact("groups-of-endpoint", { endpoint: address });
    return choose(judged, cause("endpoint-unknown", instance, { open: "groups", endpoints: [address] }, [fact]));
  }

  /** A default group as AWS makes it has no rules to correct: the endpoint needs another. */
  #admits(carried: Carried, endpoint: Endpoint, source: End): Judgement {
    const { address, instance } = endpoint;
    const judged = this.groups.lets(carried, "ingress", HTTPS, fromAcross(source, endpoint));
    const [group, ...others] = carried.groups;
    const isUntouched = group?.isDefault === true && adopterOf(group) === undefined;
    if (judged.verdict !== "no" || !isUntouched || others.length > 0) return judged;
    const facts = { endpoints: [address], group: group.name, source: source.party };
    return no(cause("security-group-ingress", instance, facts));
  }

  /** AWS refuses subnets of another VPC, which one that the input knows by id only may be. */
  #isShown({ instance }: Endpoint, subnet: Subnet, source: End): Judgement {
    const isKnownById = subnet.sources.length === 0 && subnet.id !== null;
    if (!isKnownById || instance.change === "none" || subnet.key === source.place?.subnet.key) return YES;
    const fact = missingFact("resource", { resource: subnet.name }, "its-workspace");
    return unknown(cause("endpoint-unknown", instance, { open: "subnet" }, [fact]));
  }
}

/** Rules can name a group of another VPC over some connections and not over others. */
function visible(carried: Carried, endpoint: Endpoint, source: End): Carried {
  if (source.place === null || isSame(source.place.vpc, endpoint.vpc) !== "no") return carried;
  return { groups: [], missing: [missingFact("groups-across", { vpc: endpoint.vpc.name }, "nothing")] };
}

function fromAcross(source: End, endpoint: Endpoint): End {
  return { ...source, carried: visible(source.carried, endpoint, source) };
}

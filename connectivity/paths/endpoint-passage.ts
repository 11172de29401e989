import type { Endpoint, Endpoints } from "../aws/network/endpoints";
import { adopterOf } from "../aws/network/groups";
import { isSame } from "../aws/network/objects";
import { HTTPS } from "../aws/network/ports";
import type { Subnet } from "../aws/network/subnets";
import type { Vpcs } from "../aws/network/vpcs";
import { inputFact, sentenceOf } from "../proof/facts";
import { all, choose, type Judgement, no, unknown, YES } from "../proof/judgement";
import { partyOf } from "../wording/parties";
import type { AclPassage } from "./acl-passage";
import { alternativesOf, type Carried, type End, endIn } from "./ends";
import type { GroupPassage } from "./group-passage";
import type { VpcConnections } from "./vpc-connections";

/** Whether interfaces get through to an interface endpoint. */
export class EndpointPassage {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly vpcs: Vpcs,
    private readonly groups: GroupPassage,
    private readonly acls: AclPassage,
    private readonly connections: VpcConnections,
  ) {}

  /** Its names lead to all of its interfaces, so each of them has to be reached. */
  reaches(endpoint: Endpoint, source: End): Judgement {
    return all([this.#hasIpv4(endpoint), this.#isIn(endpoint, source), this.#interfaces(endpoint, source)]);
  }

  /** Names of a private zone lead to an endpoint wherever it is; others lead to those of the VPC. */
  #isIn({ instance, address, vpc }: Endpoint, { place }: End): Judgement {
    if (place === null || isSame(vpc, place.vpc) !== "unknown") return YES;
    const fact = inputFact(`whether ${address} is in ${place.vpc.address} is not in this input`);
    return unknown({
      code: "endpoint-unknown",
      resource: instance,
      explanation: sentenceOf([fact]),
      remedy: `Show ${address}.`,
      missing: [fact],
    });
  }

  #hasIpv4(endpoint: Endpoint): Judgement {
    const { address, instance } = endpoint;
    if (endpoint.ipv4 === true) return YES;
    if (endpoint.ipv4 === false) {
      return no({
        code: "endpoint-ipv6-only",
        resource: instance,
        explanation: `${address} has IPv6 addresses only, and the mapping's interfaces speak IPv4.`,
        remedy: `Set ip_address_type of ${address} to ipv4 or dualstack, and leave IPv4 in its DNS records.`,
      });
    }
    const fact = inputFact(`the IP address type of ${address} is known after apply only`);
    return unknown({
      code: "endpoint-unknown",
      resource: instance,
      explanation: sentenceOf([fact]),
      remedy: `Set ip_address_type of ${address}.`,
      missing: [fact],
    });
  }

  #interfaces(endpoint: Endpoint, source: End): Judgement {
    const { address, instance } = endpoint;
    const { certain, possible, missing } = this.endpoints.subnetsOf(endpoint);
    if (certain.length + possible.length + missing.length === 0) {
      return no({
        code: "endpoint-without-subnets",
        resource: instance,
        explanation: `${address} has no subnets, so it has no addresses.`,
        remedy: `Give ${address} subnet_ids.`,
      });
    }
    const fact = missing[0] ?? inputFact(`which subnets ${address} stands in is not in this input`);
    const undecided = {
      code: "endpoint-unknown" as const,
      resource: instance,
      explanation: sentenceOf([fact]),
      remedy: `Show the subnets of ${address}.`,
      missing: [fact],
    };
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
        { kind: "endpoint", endpoint: endpoint.address },
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
    const fact = inputFact(`which security groups ${endpoint.address} has is not in this input`);
    return choose(judged, {
      code: "endpoint-unknown",
      resource: endpoint.instance,
      explanation: sentenceOf([fact]),
      remedy: `Show the groups of ${endpoint.address}.`,
      missing: [fact],
    });
  }

  /** A default group as AWS makes it has no rules to correct: the endpoint needs another. */
  #admits(carried: Carried, endpoint: Endpoint, source: End): Judgement {
    const { address, instance } = endpoint;
    const judged = this.groups.lets(carried, "ingress", HTTPS, fromAcross(source, endpoint));
    const [group, ...others] = carried.groups;
    const isUntouched = group?.isDefault === true && adopterOf(group) === undefined;
    if (judged.verdict !== "no" || !isUntouched || others.length > 0) return judged;
    return no({
      code: "security-group-ingress",
      resource: instance,
      explanation: `${address} has ${group.address}, which admits only what carries it, and so lets nothing in on TCP ${HTTPS} from ${partyOf(source.party)}.`,
      remedy: `Give ${address} a security group that admits TCP ${HTTPS} from ${partyOf(source.party)}.`,
    });
  }

  /** AWS refuses subnets of another VPC, which one that the input knows by id only may be. */
  #isShown({ instance }: Endpoint, subnet: Subnet, source: End): Judgement {
    const isKnownById = subnet.sources.length === 0 && subnet.id !== null;
    if (!isKnownById || instance.change === "none" || subnet.key === source.place?.subnet.key) return YES;
    const fact = inputFact(`${subnet.address} is not in this input: add its workspace's state`);
    return unknown({
      code: "endpoint-unknown",
      resource: instance,
      explanation: sentenceOf([fact]),
      remedy: "Add the input that shows the subnet.",
      missing: [fact],
    });
  }
}

/** Rules can name a group of another VPC over some connections and not over others. */
function visible(carried: Carried, endpoint: Endpoint, source: End): Carried {
  if (source.place === null || isSame(source.place.vpc, endpoint.vpc) !== "no") return carried;
  return {
    groups: [],
    missing: [
      inputFact(`whether rules may name groups across the connection to ${endpoint.vpc.address} is not in any plan`),
    ],
  };
}

function fromAcross(source: End, endpoint: Endpoint): End {
  return { ...source, carried: visible(source.carried, endpoint, source) };
}

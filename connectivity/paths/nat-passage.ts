import type { Gateways } from "../aws/network/gateways";
import { isSame, managerOf } from "../aws/network/objects";
import { HTTPS } from "../aws/network/ports";
import type { PublicAccess } from "../aws/network/public-access";
import { anyOf } from "../aws/network/refs";
import type { RouteTables } from "../aws/network/route-tables";
import type { RouteTarget } from "../aws/network/route-targets";
import type { Route } from "../aws/network/routes";
import { insideVpc } from "../aws/network/subnet-range";
import type { SubnetTables } from "../aws/network/subnet-tables";
import type { Subnet } from "../aws/network/subnets";
import type { Vpc, Vpcs } from "../aws/network/vpcs";
import { type Assumptions, accountFact, capitalized, inputFact, sentenceOf } from "../proof/facts";
import { all, choose, type Judgement, no, unknown, YES } from "../proof/judgement";
import type { Instance } from "../terraform/model/model";
import type { AclPassage } from "./acl-passage";
import { endIn, NOTHING_CARRIED, PUBLIC_ENDPOINTS } from "./ends";

/** An interface's subnet and whether the interface has a public address there. */
export interface Origin {
  readonly subnet: Subnet;
  readonly vpc: Vpc;
  /** The NAT gateway whose own way out is asked for; null for an interface with a private address only. */
  readonly nat: Instance | null;
  /** The NAT gateway that the packets have come through, public or private. */
  readonly behind: Instance | null;
}

/** Everything that ways out of a VPC are made of. */
export interface InternetParts {
  readonly vpcs: Vpcs;
  readonly tables: RouteTables;
  readonly subnetTables: SubnetTables;
  readonly gateways: Gateways;
  readonly publicAccess: PublicAccess;
  readonly acls: AclPassage;
  readonly assumptions: Assumptions;
}

/** Whether packets get on to the internet from an interface. */
type Onward = (origin: Origin) => Judgement;

/** NAT gateways on the way out. */
export class NatPassage {
  constructor(private readonly parts: InternetParts) {}

  /** Whether a route to a NAT gateway leads out. */
  through(target: RouteTarget, route: Route, origin: Origin, onward: Onward): Judgement {
    const { instance, address } = target;
    if (origin.behind !== null) return this.#afterAnother(target, origin, origin.behind);
    if (instance === null || instance.mode === "data") {
      const judged = instance === null ? undefined : this.#judgeNat(instance, origin, onward);
      if (judged !== undefined && judged.verdict !== "unknown") return judged;
      const text = `what ${address} leads to is not in this input: add its workspace's state`;
      return this.parts.assumptions.judge(accountFact(address, "leads-to-aws-services", text), {
        code: "gateway-unknown",
        resource: route.holder,
        explanation: `${capitalized(text)}.`,
        remedy: "Add the input that shows the NAT gateway and its subnet.",
      });
    }
    return this.#judgeNat(instance, origin, onward);
  }

  /** A NAT gateway's own subnet has to lead to an internet gateway. What two of them in a row do is not documented. */
  #afterAnother({ address }: RouteTarget, { subnet, nat }: Origin, behind: Instance): Judgement {
    const isLoop = address === behind.address;
    if (nat !== null || isLoop) {
      return no({
        code: "nat-gateway-without-internet",
        resource: behind,
        explanation: `${behind.address} stands in ${subnet.address}, whose route leads ${isLoop ? "back to" : "to"} ${address} and not to an internet gateway.`,
        remedy: `Put ${behind.address} into a subnet whose route table leads to an internet gateway.`,
      });
    }
    const fact = inputFact(`what ${address} does with packets from the private ${behind.address} is not documented`);
    return unknown({
      code: "gateway-unknown",
      resource: behind,
      explanation: sentenceOf([fact]),
      remedy: `Route the broker's subnet to ${address} itself.`,
      missing: [fact],
    });
  }

  #judgeNat(instance: Instance, origin: Origin, onward: Onward): Judgement {
    const nat = this.parts.gateways.nat(instance);
    const { address } = instance;
    if (nat.isRegional) return this.#regional(instance, origin);
    if (nat.connectivity === "public" && !nat.hasAddress) {
      return no({
        code: "nat-gateway-without-address",
        resource: instance,
        explanation: `${address} is public but has no Elastic IP address.`,
        remedy: `Set allocation_id of ${address}.`,
      });
    }
    const [lost] = nat.subnets.missing;
    const fact =
      lost === undefined
        ? inputFact(`the input does not show whether ${address} is public, or which subnet it stands in`)
        : { ...lost, assumable: [] };
    const kinds = nat.connectivity === null ? (["public", "private"] as const) : [nat.connectivity];
    const ways = anyOf(nat.subnets).flatMap((subnet) =>
      kinds.map((kind) => this.#from(instance, kind, subnet, origin, onward)),
    );
    const undecided = {
      code: "gateway-unknown" as const,
      resource: instance,
      explanation: sentenceOf([fact]),
      remedy: `Show ${address} and its subnet.`,
      missing: [fact],
    };
    return choose(nat.subnets.missing.length > 0 ? [...ways, unknown(undecided)] : ways, undecided);
  }

  #from(instance: Instance, kind: "public" | "private", subnet: Subnet, origin: Origin, onward: Onward): Judgement {
    const same = isSame(subnet.vpc, origin.vpc);
    if (same === "no") {
      return no({
        code: "nat-gateway-of-another-vpc",
        resource: instance,
        explanation: `${instance.address} stands in ${subnet.vpc.address}, which ${origin.subnet.address} is not in.`,
        remedy: `Use a NAT gateway of ${origin.vpc.address}.`,
      });
    }
    const way = onward({ subnet, vpc: origin.vpc, nat: kind === "public" ? instance : null, behind: instance });
    const out = kind === "private" ? privately(way, instance) : way;
    const { vpcs } = this.parts;
    const inside = [subnet, origin.subnet].map((one) => insideVpc(one, origin.vpc, vpcs));
    return all([...inside, this.#isIn(instance, subnet, origin), out, this.#acls(subnet, origin)]);
  }

  /** A subnet that the input creates is in whichever VPC it says; one that exists is where AWS has taken the gateway. */
  #isIn(instance: Instance, subnet: Subnet, { vpc }: Origin): Judgement {
    if (isSame(subnet.vpc, vpc) === "yes" || managerOf(subnet)?.change !== "create") return YES;
    const fact = inputFact(
      `whether ${subnet.address}, which ${instance.address} stands in, is in ${vpc.address} is not in this input`,
    );
    return unknown({
      code: "gateway-unknown",
      resource: instance,
      explanation: sentenceOf([fact]),
      remedy: `Show the VPC of ${subnet.address}.`,
      missing: [fact],
    });
  }

  /** Requests and answers cross the boundary of both subnets. */
  #acls(natSubnet: Subnet, { subnet, vpc }: Origin): Judgement {
    const { acls, vpcs } = this.parts;
    const from = endIn(subnet, vpc, NOTHING_CARRIED, { kind: "subnet", subnet: subnet.address }, vpcs);
    return all([
      acls.leaving({ subnet, vpc }, PUBLIC_ENDPOINTS, HTTPS),
      acls.entering({ subnet: natSubnet, vpc }, from, HTTPS),
      acls.leaving({ subnet: natSubnet, vpc }, PUBLIC_ENDPOINTS, HTTPS),
    ]);
  }

  #regional(instance: Instance, { subnet, vpc }: Origin): Judgement {
    const isOwn = isSame(this.parts.vpcs.of(instance), vpc);
    const hasGateway = this.parts.gateways.isIn(vpc);
    if (isOwn === "yes" && hasGateway === "yes") {
      const leaves = this.parts.acls.leaving({ subnet, vpc }, PUBLIC_ENDPOINTS, HTTPS);
      return all([leaves, this.parts.publicAccess.letsOut(subnet, vpc)]);
    }
    const text = `whether ${instance.address} belongs to ${vpc.address}, and that has an internet gateway, is not in this input`;
    if (isOwn !== "no" && (isOwn === "unknown" || hasGateway === "unknown" || !vpc.closed)) {
      return unknown({
        code: "gateway-unknown",
        resource: instance,
        explanation: `${text}.`,
        remedy: "Add the input that shows it.",
        missing: [inputFact(text)],
      });
    }
    return no({
      code: isOwn === "no" ? "nat-gateway-of-another-vpc" : "nat-gateway-without-internet",
      resource: instance,
      explanation: `${instance.address} has no internet gateway in ${vpc.address} to lead to.`,
      remedy: `Attach an internet gateway to ${vpc.address}.`,
    });
  }
}

/** A private NAT gateway gives its own private address to what it passes on. */
function privately(way: Judgement, nat: Instance): Judgement {
  if (way.verdict !== "no") return way;
  return no({
    code: "nat-gateway-private",
    resource: nat,
    explanation: `${nat.address} is private: it has no public address, and its subnet leads to no other NAT gateway.`,
    remedy: `Set connectivity_type of ${nat.address} to public, with an Elastic IP address, in a public subnet.`,
  });
}

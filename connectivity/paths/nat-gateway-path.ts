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
import { cause } from "../causes/cause";
import { missingFact } from "../causes/missing-fact";
import type { Assumptions } from "../proof/assumptions";
import { all, choose, type Judgement, no, unknown, YES } from "../proof/judgement";
import type { Instance } from "../terraform/model/model";
import { textAt } from "../terraform/model/shown-values";
import { endIn, NOTHING_CARRIED, PUBLIC_ENDPOINTS } from "./connection-end";
import type { NetworkAclPath } from "./network-acl-path";

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
  readonly acls: NetworkAclPath;
  readonly assumptions: Assumptions;
}

/** Whether packets get on to the internet from an interface. */
type Onward = (origin: Origin) => Judgement;

/** NAT gateways on the way out. */
export class NatGatewayPath {
  constructor(private readonly parts: InternetParts) {}

  /** Whether a route to a NAT gateway leads out. @returns null where there is no such gateway any more */
  through(target: RouteTarget, route: Route, origin: Origin, onward: Onward): Judgement | null {
    const { instance, address } = target;
    if (origin.behind !== null) return this.#afterAnother(target, origin, origin.behind);
    if (instance?.mode === "managed") return this.#judgeNat(instance, origin, onward);
    const isGone = instance === null ? this.parts.gateways.isGone(address, origin.vpc) : hasEnded(instance);
    if (isGone) return null;
    const judged = instance === null ? undefined : this.#judgeNat(instance, origin, onward);
    if (judged !== undefined && judged.verdict !== "unknown") return judged;
    const assumable = [`${address}:leads-to-aws-services`];
    const fact = missingFact("behind-nat", { nat: address }, "its-workspace", { assumable });
    const { assumptions } = this.parts;
    const isShown = instance !== null && anyOf(this.parts.gateways.nat(instance).subnets).length > 0;
    if (judged !== undefined && isShown && !assumptions.has(fact)) return judged;
    const hidden = assumptions.judge(fact, cause("gateway-unknown", route.holder, { open: "nat" }));
    return all([hidden, this.parts.acls.leaving(origin, PUBLIC_ENDPOINTS, HTTPS)]);
  }

  /** A NAT gateway's own subnet has to lead to an internet gateway. What two of them in a row do is not documented. */
  #afterAnother({ address }: RouteTarget, { subnet, nat }: Origin, behind: Instance): Judgement {
    const isLoop = address === behind.address;
    if (nat !== null || isLoop) {
      const facts = { nat: behind.address, subnet: subnet.name, to: address, isLoop };
      return no(cause("nat-gateway-without-internet", behind, { why: "another-nat", ...facts }));
    }
    const fact = missingFact("nat-after-nat", { gateway: address, nat: behind.address }, "nothing");
    return unknown(cause("gateway-unknown", behind, { open: "nat-chain", gateway: address }, [fact]));
  }

  #judgeNat(instance: Instance, origin: Origin, onward: Onward): Judgement {
    const nat = this.parts.gateways.nat(instance);
    const { address } = instance;
    if (nat.isRegional) return this.#regional(instance, origin);
    if (nat.connectivity === "public" && !nat.hasAddress)
      return no(cause("nat-gateway-without-address", instance, { nat: address }));
    const [lost] = nat.subnets.missing;
    const fact = lost === undefined ? missingFact("place-of-nat", { nat: address }) : { ...lost, assumable: [] };
    const kinds = nat.connectivity === null ? (["public", "private"] as const) : [nat.connectivity];
    const ways = anyOf(nat.subnets).flatMap((subnet) =>
      kinds.map((kind) => this.#from(instance, kind, subnet, origin, onward)),
    );
    const undecided = cause("gateway-unknown", instance, { open: "nat-subnet", nat: address }, [fact]);
    return choose(nat.subnets.missing.length > 0 ? [...ways, unknown(undecided)] : ways, undecided);
  }

  #from(instance: Instance, kind: "public" | "private", subnet: Subnet, origin: Origin, onward: Onward): Judgement {
    const same = isSame(subnet.vpc, origin.vpc);
    if (same === "no") {
      const facts = { nat: instance.address, own: subnet.vpc.name, subnet: origin.subnet.name };
      const vpc = origin.vpc.name;
      return no(cause("nat-gateway-of-another-vpc", instance, { why: "subnet", ...facts, vpc }));
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
    const about = { nat: instance.address, subnet: subnet.name, vpc: vpc.name };
    const facts = { open: "vpc-of-subnet", subnet: subnet.name } as const;
    return unknown(cause("gateway-unknown", instance, facts, [missingFact("subnet-of-nat-in-vpc", about)]));
  }

  /** Requests and answers cross the boundary of both subnets. */
  #acls(natSubnet: Subnet, { subnet, vpc }: Origin): Judgement {
    const { acls, vpcs } = this.parts;
    const from = endIn(subnet, vpc, NOTHING_CARRIED, { kind: "subnet", subnet: subnet.name }, vpcs);
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
    const facts = { nat: instance.address, vpc: vpc.name };
    if (isOwn !== "no" && (isOwn === "unknown" || hasGateway === "unknown" || !vpc.isManaged)) {
      const fact = missingFact("vpc-of-regional-nat", facts);
      return unknown(cause("gateway-unknown", instance, { open: "regional-nat" }, [fact]));
    }
    const code = isOwn === "no" ? "nat-gateway-of-another-vpc" : "nat-gateway-without-internet";
    return no(cause(code, instance, { why: "regional", ...facts }));
  }
}

/** Data sources find gateways that passed away, too. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html */
function hasEnded(gateway: Instance): boolean {
  return ["failed", "deleting", "deleted"].includes(textAt(gateway, "state") ?? "");
}

/** A private NAT gateway gives its own private address to what it passes on. */
function privately(way: Judgement, nat: Instance): Judgement {
  if (way.verdict !== "no") return way;
  return no(cause("nat-gateway-private", nat, { nat: nat.address }));
}

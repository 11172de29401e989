import type { Instance } from "../reading/model";
import type { AclPassage } from "./acl-passage";
import { INTERNET } from "./addresses";
import { endIn, NOTHING_CARRIED, PUBLIC_ENDPOINTS } from "./ends";
import { type Assumptions, accountFact, capitalized, inputFact, sentenceOf } from "./facts";
import type { Gateways } from "./gateways";
import { all, choose, type Judgement, no, type Reason, unknown, YES } from "./judgement";
import { isSame, subjectOf } from "./objects";
import { anyOf } from "./refs";
import { regionsOf } from "./route-lookup";
import type { RouteTable, RouteTables } from "./route-tables";
import type { RouteTarget } from "./route-targets";
import type { Route } from "./routes";
import type { SubnetTables, TableChoice } from "./subnet-tables";
import type { Subnet } from "./subnets";
import type { Vpc, Vpcs } from "./vpcs";

/** Port of the AWS services' endpoints. */
export const HTTPS = 443;

/** A longer chain of private NAT gateways leads nowhere. */
const MOST_NAT_GATEWAYS = 10;

/** An interface's subnet and whether the interface has a public address there. */
interface Origin {
  readonly subnet: Subnet;
  readonly vpc: Vpc;
  /** The NAT gateway whose own way out is asked for; null for an interface with a private address only. */
  readonly nat: Instance | null;
  /** NAT gateways that the way has gone through. */
  readonly passed: readonly Instance[];
}

/** Everything that ways out of a VPC are made of. */
export interface InternetParts {
  readonly vpcs: Vpcs;
  readonly tables: RouteTables;
  readonly subnetTables: SubnetTables;
  readonly gateways: Gateways;
  readonly acls: AclPassage;
  readonly assumptions: Assumptions;
}

/** Whether interfaces with private IPv4 addresses reach the public endpoints of AWS's services. */
export class Internet {
  readonly #kept = new Map<string, Judgement>();

  constructor(private readonly parts: InternetParts) {}

  /** Routes and network ACLs; security groups are the interface's own. */
  from(subnet: Subnet, vpc: Vpc): Judgement {
    const key = `${subnet.key} ${vpc.key}`;
    let judgement = this.#kept.get(key);
    if (judgement === undefined) {
      judgement = this.#out({ subnet, vpc, nat: null, passed: [] });
      this.#kept.set(key, judgement);
    }
    return judgement;
  }

  /** Everything that a subnet's routes to the internet name. */
  targetsOf(subnet: Subnet, vpc: Vpc): readonly RouteTarget[] {
    const { tables } = this.parts.subnetTables.of(subnet, vpc);
    const candidates = tables.flatMap((table) =>
      regionsOf(this.parts.tables.routesOf(table), INTERNET).flatMap((region) => region.candidates),
    );
    const targets = candidates.flatMap((route) => route?.targets ?? []);
    return [...new Map(targets.map((target) => [target.address, target])).values()];
  }

  #out(origin: Origin): Judgement {
    const choice = this.parts.subnetTables.of(origin.subnet, origin.vpc);
    const fact = choice.undecided ?? inputFact(`the route table of ${origin.subnet.address} is not in this input`);
    return choose(
      choice.tables.map((table) => this.#byTable(table, choice, origin)),
      {
        code: "route-table-unknown",
        resource: subjectOf(origin.subnet),
        explanation: sentenceOf([fact]),
        remedy: `Show which route table ${origin.subnet.address} has.`,
        missing: [fact],
      },
    );
  }

  #byTable(table: RouteTable, choice: TableChoice, origin: Origin): Judgement {
    const read = this.parts.tables.routesOf(table);
    if (read.missing.length > 0) {
      return unknown({
        code: "route-table-unknown",
        resource: table.sources[0] ?? null,
        explanation: sentenceOf(read.missing),
        remedy: "Add the input that shows the routes.",
        missing: read.missing,
      });
    }
    const differing = inputFact(
      `the routes of ${table.address} send some public addresses one way and some another, and the services' addresses are not in any plan`,
    );
    const regions = regionsOf(read, INTERNET).map((region) => {
      const conflict = inputFact(`which route of ${table.address} wins is not in this input`);
      return choose(
        region.candidates.map((route) =>
          route === null ? this.#noRoute(table, choice, origin) : this.#byRoute(route, table, origin),
        ),
        this.#undecided("route-table-unknown", table, conflict),
      );
    });
    return choose(regions, this.#undecided("routes-differ", table, differing));
  }

  #undecided(code: Reason["code"], table: RouteTable, fact: ReturnType<typeof inputFact>): Reason {
    return {
      code,
      resource: table.sources[0] ?? null,
      explanation: sentenceOf([fact]),
      remedy: `Give ${table.address} one default route for all of them.`,
      missing: [fact],
    };
  }

  #noRoute(table: RouteTable, choice: TableChoice, { subnet, vpc, nat }: Origin): Judgement {
    const { routes, propagation } = this.parts.tables.routesOf(table);
    const held = [...new Set(routes.map((route) => route.holder.address))].slice(0, 5);
    const which = choice.isMain
      ? `no route table is associated with ${subnet.address}, and the main one of ${vpc.address}`
      : table.address;
    const has =
      held.length === 0 ? "has no routes" : `has no route for all public addresses (it has ${held.join(", ")})`;
    if (propagation !== null) {
      return unknown({
        code: "route-table-unknown",
        resource: table.sources[0] ?? null,
        explanation: sentenceOf([propagation]),
        remedy: `Add a static default route to ${table.address}.`,
        missing: [propagation],
      });
    }
    return no({
      code: nat === null ? "no-route-out" : "nat-gateway-without-internet",
      resource: nat ?? subjectOf(subnet) ?? table.sources[0] ?? null,
      explanation:
        nat === null
          ? `There is no IPv4 route to the internet: ${which} ${has}.`
          : `${nat.address} has no way to the internet itself: it stands in ${subnet.address}, and ${which} ${has}.`,
      remedy:
        nat === null
          ? `Route ${subnet.address} to a NAT gateway, or create interface endpoints for the services.`
          : `Put ${nat.address} into a subnet whose route table leads to an internet gateway.`,
    });
  }

  #byRoute(route: Route, table: RouteTable, origin: Origin): Judgement {
    const judged = route.targets.map((target) => this.#byTarget(target, route, table, origin));
    const lost = inputFact(`the input does not show which target the route of ${route.holder.address} has`);
    const missing = route.missing.length > 0 ? route.missing : [lost];
    return choose(judged, {
      code: "route-table-unknown",
      resource: route.holder,
      explanation: sentenceOf(missing),
      remedy: `Show the target of ${route.holder.address}.`,
      missing,
    });
  }

  #byTarget(target: RouteTarget, route: Route, table: RouteTable, origin: Origin): Judgement {
    const { subnet, nat } = origin;
    switch (target.kind) {
      case "nat-gateway":
        return this.#throughNat(target, route, origin);
      case "internet-gateway":
        return nat === null ? this.#privateAddress(target, route, subnet) : this.#attached(target, origin);
      case "peering":
        return no({
          code: "peering-not-transitive",
          resource: route.holder,
          explanation: `${table.address} sends public addresses to ${target.address}, and a peering connection passes nothing on to the internet of the other VPC.`,
          remedy: `Route ${subnet.address} to a NAT gateway of its own VPC, or create interface endpoints.`,
        });
      case "blackhole":
      case "local":
      case "egress-only-gateway":
        return no({
          code: "route-blackhole",
          resource: route.holder,
          explanation: `The route of ${route.holder.address} for public IPv4 addresses leads to ${target.kind === "blackhole" ? "nothing that exists" : target.address}, where they are dropped.`,
          remedy: `Point the route at a NAT gateway.`,
        });
      case "transit-gateway":
      case "opaque": {
        const text = `what lies behind ${target.address} is not in this input`;
        return this.parts.assumptions.judge(accountFact(target.address, "leads-to-aws-services", text), {
          code: "route-target-hidden",
          resource: route.holder,
          explanation: `${table.address} sends public addresses to ${target.address}, and ${text}.`,
          remedy: "Create interface endpoints for the services.",
        });
      }
    }
  }

  #privateAddress(target: RouteTarget, route: Route, subnet: Subnet): Judgement {
    return no({
      code: "internet-gateway-private-address",
      resource: route.holder,
      explanation: `${subnet.address} is a public subnet: its route of ${route.holder.address} leads to ${target.address}, which drops what comes from a private address, and the mapping's interfaces have no public one.`,
      remedy:
        "Create interface endpoints for the services, or place the broker in a subnet that is routed to a NAT gateway.",
    });
  }

  #attached(target: RouteTarget, { vpc, nat }: Origin): Judgement {
    const { instance, address } = target;
    const attachment =
      instance === null
        ? accountFact(address, "attached", `${address} is not in this input: add its workspace's state`)
        : this.parts.gateways.attachment(instance, vpc);
    if (attachment === "attached") return YES;
    if (attachment === "detached") {
      return no({
        code: "internet-gateway-detached",
        resource: instance,
        explanation: `${address}, which ${nat?.address} needs, is not attached to ${vpc.address}.`,
        remedy: `Attach ${address} to ${vpc.address}.`,
      });
    }
    return this.parts.assumptions.judge(attachment, {
      code: "gateway-unknown",
      resource: instance,
      explanation: sentenceOf([attachment]),
      remedy: `Show what ${address} is attached to.`,
    });
  }

  #throughNat(target: RouteTarget, route: Route, origin: Origin): Judgement {
    const { instance, address } = target;
    if (instance === null || instance.mode === "data") {
      const judged = instance === null ? undefined : this.#judgeNat(instance, origin);
      if (judged !== undefined && judged.verdict !== "unknown") return judged;
      const text = `what ${address} leads to is not in this input: add its workspace's state`;
      return this.parts.assumptions.judge(accountFact(address, "leads-to-aws-services", text), {
        code: "gateway-unknown",
        resource: route.holder,
        explanation: `${capitalized(text)}.`,
        remedy: "Add the input that shows the NAT gateway and its subnet.",
      });
    }
    if (origin.passed.includes(instance) || origin.passed.length > MOST_NAT_GATEWAYS) {
      return no({
        code: "nat-gateway-without-internet",
        resource: instance,
        explanation: `${address} stands in ${origin.subnet.address}, whose route leads back to ${address} and not to an internet gateway.`,
        remedy: `Put ${address} into a subnet whose route table leads to an internet gateway.`,
      });
    }
    return this.#judgeNat(instance, origin);
  }

  #judgeNat(instance: Instance, origin: Origin): Judgement {
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
    const fact = inputFact(
      nat.subnets.missing[0]?.text ??
        `the input does not show whether ${address} is public, or which subnet it stands in`,
    );
    const kinds = nat.connectivity === null ? (["public", "private"] as const) : [nat.connectivity];
    const ways = anyOf(nat.subnets).flatMap((subnet) =>
      kinds.map((kind) => this.#fromNat(instance, kind, subnet, origin)),
    );
    return choose(ways, {
      code: "gateway-unknown",
      resource: instance,
      explanation: sentenceOf([fact]),
      remedy: `Show ${address} and its subnet.`,
      missing: [fact],
    });
  }

  #fromNat(instance: Instance, kind: "public" | "private", subnet: Subnet, origin: Origin): Judgement {
    const same = isSame(subnet.vpc, origin.vpc);
    if (same === "no") {
      return no({
        code: "nat-gateway-of-another-vpc",
        resource: instance,
        explanation: `${instance.address} stands in ${subnet.vpc.address}, which ${origin.subnet.address} is not in.`,
        remedy: `Use a NAT gateway of ${origin.vpc.address}.`,
      });
    }
    const passed = [...origin.passed, instance];
    const onward = this.#out({ subnet, vpc: origin.vpc, nat: kind === "public" ? instance : null, passed });
    const out = kind === "private" ? privately(onward, instance) : onward;
    return all([out, this.#acls(subnet, origin)]);
  }

  /** Requests and answers cross the boundary of both subnets. */
  #acls(natSubnet: Subnet, { subnet, vpc }: Origin): Judgement {
    const { acls, vpcs } = this.parts;
    const from = endIn(subnet, vpc, NOTHING_CARRIED, `${subnet.address}`, vpcs);
    return all([
      acls.leaving({ subnet, vpc }, PUBLIC_ENDPOINTS, HTTPS),
      acls.entering({ subnet: natSubnet, vpc }, from, HTTPS),
      acls.leaving({ subnet: natSubnet, vpc }, PUBLIC_ENDPOINTS, HTTPS),
    ]);
  }

  #regional(instance: Instance, { subnet, vpc }: Origin): Judgement {
    const isOwn = isSame(this.parts.vpcs.of(instance), vpc);
    const hasGateway = this.parts.gateways.of(vpc).length > 0;
    if (isOwn === "yes" && hasGateway) return this.parts.acls.leaving({ subnet, vpc }, PUBLIC_ENDPOINTS, HTTPS);
    const text = `whether ${instance.address} belongs to ${vpc.address}, and that has an internet gateway, is not in this input`;
    if (isOwn !== "no" && (isOwn === "maybe" || !vpc.closed)) {
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
function privately(onward: Judgement, nat: Instance): Judgement {
  if (onward.verdict !== "no") return onward;
  return no({
    code: "nat-gateway-private",
    resource: nat,
    explanation: `${nat.address} is private: it has no public address, and its subnet leads to no other NAT gateway.`,
    remedy: `Set connectivity_type of ${nat.address} to public, with an Elastic IP address, in a public subnet.`,
  });
}

import { INTERNET } from "../aws/network/addresses";
import { subjectOf } from "../aws/network/objects";
import { type Region, regionsOf } from "../aws/network/route-lookup";
import type { RouteTable } from "../aws/network/route-tables";
import type { RouteTarget } from "../aws/network/route-targets";
import type { Route } from "../aws/network/routes";
import type { TableChoice } from "../aws/network/subnet-tables";
import type { Subnet } from "../aws/network/subnets";
import type { Vpc } from "../aws/network/vpcs";
import { accountFact, inputFact, sentenceOf } from "../proof/facts";
import { choose, type Judgement, no, type Reason, unknown } from "../proof/judgement";
import { withRemedy } from "../wording/clauses";
import { type InternetParts, NatPassage, type Origin } from "./nat-passage";

/** Whether interfaces with private IPv4 addresses reach the public endpoints of AWS's services. */
export class Internet {
  readonly #kept = new Map<string, Judgement>();
  readonly #regions = new Map<string, readonly Region[]>();
  readonly #nats: NatPassage;

  constructor(private readonly parts: InternetParts) {
    this.#nats = new NatPassage(parts);
  }

  /** Routes and network ACLs; security groups are the interface's own. */
  from(subnet: Subnet, vpc: Vpc): Judgement {
    const key = `${subnet.key} ${vpc.key}`;
    let judgement = this.#kept.get(key);
    if (judgement === undefined) {
      judgement = this.#out({ subnet, vpc, nat: null, behind: null });
      this.#kept.set(key, judgement);
    }
    return judgement;
  }

  /** Everything that a subnet's routes to the internet name. */
  targetsOf(subnet: Subnet, vpc: Vpc): readonly RouteTarget[] {
    const { tables } = this.parts.subnetTables.of(subnet, vpc);
    const candidates = tables.flatMap((table) => this.#regionsOf(table).flatMap((region) => region.candidates));
    const targets = candidates.flatMap((route) => route?.targets ?? []);
    return [...new Map(targets.map((target) => [target.address, target])).values()];
  }

  #regionsOf(table: RouteTable): readonly Region[] {
    let regions = this.#regions.get(table.key);
    if (regions === undefined) {
      regions = regionsOf(this.parts.tables.routesOf(table), INTERNET);
      this.#regions.set(table.key, regions);
    }
    return regions;
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
    const regions = this.#regionsOf(table).map((region) => {
      const conflict = inputFact(`which route of ${table.address} wins is not in this input${doubtsOf(region)}`);
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
    const { tables } = this.parts;
    const { routes, propagation } = tables.routesOf(table);
    if (propagation !== null) {
      return unknown({
        code: "route-table-unknown",
        resource: table.sources[0] ?? null,
        explanation: sentenceOf([propagation]),
        remedy: `Add a static default route to ${table.address}.`,
        missing: [propagation],
      });
    }
    const code = nat === null ? "no-route-out" : "nat-gateway-without-internet";
    const lacks =
      nat === null ? "There is no IPv4 route to the internet" : `${nat.address} has no way to the internet itself`;
    const gone = tables.destroyedDefaultOf(table);
    if (gone !== undefined) {
      return no({
        code,
        resource: gone,
        explanation: `${lacks}: the plan destroys ${gone.address}, the default route of ${table.address}.`,
        remedy: `Keep ${gone.address}.`,
      });
    }
    const meant = choice.isMain ? tables.leadingTo(nat === null ? "nat-gateway" : "internet-gateway", vpc) : undefined;
    const where = nat === null ? "" : `it stands in ${subnet.address}, and `;
    const which = choice.isMain
      ? `no route table is associated with ${subnet.address}, and the main one of ${vpc.address}`
      : table.address;
    const beside = routes.map((route) => route.holder).filter((holder) => !table.sources.includes(holder));
    const held = [...new Set(beside.map(({ address }) => address))].slice(0, 5);
    const others = held.length === 0 ? "" : ` (it has ${held.join(", ")})`;
    const has = routes.length === 0 ? "has no routes" : `has no route for all public addresses${others}`;
    const hint =
      meant === undefined
        ? ""
        : ` (${meant.address} leads to ${nat === null ? "a NAT gateway" : "an internet gateway"}, but is not associated with it)`;
    return no({
      code,
      resource: nat ?? subjectOf(subnet) ?? table.sources[0] ?? null,
      explanation: `${lacks}: ${where}${which} ${has}${hint}.`,
      remedy:
        meant !== undefined
          ? `Associate ${subnet.address} with ${meant.address}.`
          : nat === null
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
        return this.#nats.through(target, route, origin, (next) => this.#out(next));
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
          explanation: `${table.address} sends public IPv4 addresses to ${target.kind === "blackhole" ? "nothing that exists" : target.address} (${nameOf(route)}), where they are dropped.`,
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
      explanation: `${subnet.address} is a public subnet: ${nameOf(route)} leads to ${target.address}, which drops what comes from private addresses, and the mapping's interfaces have no others.`,
      remedy:
        "Create interface endpoints for the services, or place the broker in a subnet that is routed to a NAT gateway.",
    });
  }

  #attached(target: RouteTarget, { subnet, vpc, nat }: Origin): Judgement {
    const { instance, address } = target;
    const attachment =
      instance === null
        ? accountFact(address, "attached", `${address} is not in this input: add its workspace's state`)
        : this.parts.gateways.attachment(instance, vpc);
    if (attachment === "attached") return this.parts.publicAccess.letsOut(subnet, vpc);
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
}

/** A route as a sentence names it. */
function nameOf({ holder }: Route): string {
  return holder.type === "aws_route" ? holder.address : `a route of ${holder.address}`;
}

/** Why the input does not show which route wins. */
function doubtsOf({ candidates }: Region): string {
  const texts = new Set(candidates.flatMap((route) => (route?.doubt ? withRemedy(route.doubt) : [])));
  return texts.size === 0 ? "" : `: ${[...texts].slice(0, MOST_DOUBTS).join("; ")}`;
}

/** Doubts beyond this many are not named. */
const MOST_DOUBTS = 3;

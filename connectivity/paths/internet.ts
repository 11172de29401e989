import { INTERNET } from "../aws/network/addresses";
import { subjectOf } from "../aws/network/objects";
import { HTTPS } from "../aws/network/ports";
import { type DestinationSet, destinationSetsOf } from "../aws/network/route-lookup";
import type { RouteTable } from "../aws/network/route-tables";
import type { RouteTarget } from "../aws/network/route-targets";
import type { Route } from "../aws/network/routes";
import type { TableChoice } from "../aws/network/subnet-tables";
import type { Subnet } from "../aws/network/subnets";
import type { Vpc } from "../aws/network/vpcs";
import { cause } from "../causes/cause";
import { distinct, missingFact } from "../causes/missing-fact";
import type { RouteName } from "../causes/routing";
import { all, choose, type Judgement, no, unknown } from "../proof/judgement";
import { PUBLIC_ENDPOINTS } from "./connection-end";
import { type InternetParts, NatGatewayPath, type Origin } from "./nat-gateway-path";

/** Whether interfaces with private IPv4 addresses reach the public endpoints of AWS's services. */
export class Internet {
  readonly #kept = new Map<string, Judgement>();
  readonly #sets = new Map<string, readonly DestinationSet[]>();
  readonly #nats: NatGatewayPath;

  constructor(private readonly parts: InternetParts) {
    this.#nats = new NatGatewayPath(parts);
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
    const candidates = tables.flatMap((table) => this.#setsOf(table).flatMap((set) => set.candidates));
    const targets = candidates.flatMap((route) => route?.targets ?? []);
    return [...new Map(targets.map((target) => [target.address, target])).values()];
  }

  #setsOf(table: RouteTable): readonly DestinationSet[] {
    let sets = this.#sets.get(table.key);
    if (sets === undefined) {
      sets = destinationSetsOf(this.parts.tables.routesOf(table), INTERNET);
      this.#sets.set(table.key, sets);
    }
    return sets;
  }

  #out(origin: Origin): Judgement {
    const choice = this.parts.subnetTables.of(origin.subnet, origin.vpc);
    const subnet = origin.subnet.name;
    const fact = choice.undecided ?? missingFact("route-table-of", { subnet });
    return choose(
      choice.tables.map((table) => this.#byTable(table, choice, origin)),
      cause("route-table-unknown", subjectOf(origin.subnet), { open: "association", subnets: [subnet] }, [fact]),
    );
  }

  #byTable(table: RouteTable, choice: TableChoice, origin: Origin): Judgement {
    const read = this.parts.tables.routesOf(table);
    const source = table.sources[0] ?? null;
    if (read.missing.length > 0) return unknown(cause("route-table-unknown", source, { open: "routes" }, read.missing));
    const name = { table: table.name };
    const sets = this.#setsOf(table).map((set) => {
      const because = set.candidates.flatMap((route) => route?.doubt ?? []);
      const conflict = missingFact("winning-route", name, "input", { because: distinct(because) });
      return choose(
        set.candidates.map((route) =>
          route === null ? this.#noRoute(table, choice, origin) : this.#byRoute(route, table, origin),
        ),
        cause("route-table-unknown", source, { open: "winner", ...name }, [conflict]),
      );
    });
    const differing = missingFact("differing-routes", name, "nothing");
    return choose(sets, cause("routes-differ", source, { to: "internet", ...name }, [differing]));
  }

  #noRoute(table: RouteTable, choice: TableChoice, { subnet, vpc, nat }: Origin): Judgement {
    const { tables } = this.parts;
    const { routes, propagation } = tables.routesOf(table);
    if (propagation !== null) {
      const facts = { open: "propagation", table: table.name } as const;
      return unknown(cause("route-table-unknown", table.sources[0] ?? null, facts, [propagation]));
    }
    const destroyed = tables.destroyedDefaultOf(table);
    const isLeadingOut = choice.isMain && destroyed === undefined;
    const meant = isLeadingOut ? tables.leadingTo(nat === null ? "nat-gateway" : "internet-gateway", vpc) : undefined;
    const beside = routes.map((route) => route.holder).filter((holder) => !table.sources.includes(holder));
    const held = [...new Set(beside.map(({ address }) => address))].slice(0, MOST_ROUTES);
    // A main table has no resource to change, unless it is adopted; where another was meant, the subnet lacks it.
    const own = meant === undefined ? table.sources.find(({ mode }) => mode === "managed") : undefined;
    const holder = own ?? subjectOf(subnet) ?? table.sources[0] ?? null;
    return no(
      cause(nat === null ? "no-route-out" : "nat-gateway-without-internet", destroyed ?? nat ?? holder, {
        why: "no-route",
        nat: nat?.address ?? null,
        subnets: [subnet.name],
        vpc: vpc.name,
        tables: [table.name],
        isMain: choice.isMain,
        held: routes.length === 0 ? null : held,
        destroyed: destroyed?.address ?? null,
        unassociated: meant?.name ?? null,
        withoutEndpoint: null,
      }),
    );
  }

  #byRoute(route: Route, table: RouteTable, origin: Origin): Judgement {
    const judged = route.targets.map((target) => this.#byTarget(target, route, table, origin));
    const { holder } = route;
    const lost = missingFact("one-target-of-route", { route: holder.address });
    const missing = route.missing.length > 0 ? route.missing : [lost];
    return choose(judged, cause("route-table-unknown", holder, { open: "target", route: holder.address }, missing));
  }

  #byTarget(target: RouteTarget, route: Route, table: RouteTable, origin: Origin): Judgement {
    const { subnet, nat } = origin;
    switch (target.kind) {
      case "nat-gateway":
        return this.#nats.through(target, route, origin, (next) => this.#out(next)) ?? dropped(target, route, table);
      case "internet-gateway":
        return nat === null ? this.#privateAddress(target, route, subnet) : this.#attached(target, origin);
      case "peering":
        return no(
          cause("peering-not-transitive", route.holder, {
            tables: [table.name],
            peering: target.address,
            subnets: [subnet.name],
          }),
        );
      case "blackhole":
      case "local":
      case "egress-only-gateway":
        return dropped(target, route, table);
      case "transit-gateway":
      case "opaque": {
        const assumable = [`${target.address}:leads-to-aws-services`];
        const fact = missingFact("behind-target", { target: target.address }, "input", { assumable });
        const facts = { open: "internet", table: table.name, target: target.address } as const;
        const beyond = this.parts.assumptions.judge(fact, cause("route-target-hidden", route.holder, facts));
        // What lies behind it says nothing of the subnet's own network ACL; that of a NAT gateway is judged with the gateway.
        return nat === null ? all([beyond, this.parts.acls.leaving(origin, PUBLIC_ENDPOINTS, HTTPS)]) : beyond;
      }
    }
  }

  #privateAddress(target: RouteTarget, route: Route, subnet: Subnet): Judgement {
    return no(
      cause("internet-gateway-private-address", route.holder, {
        subnets: [subnet.name],
        routes: [nameOf(route)],
        gateway: target.address,
        withoutEndpoint: null,
      }),
    );
  }

  #attached(target: RouteTarget, { subnet, vpc, nat }: Origin): Judgement {
    const { instance, address } = target;
    const attachment =
      instance === null
        ? missingFact("resource", { resource: address }, "its-workspace", { assumable: [`${address}:attached`] })
        : this.parts.gateways.attachment(instance, vpc);
    if (attachment === "attached") return this.parts.publicAccess.letsOut(subnet, vpc);
    if (attachment === "detached") {
      const facts = { gateway: address, nat: nat?.address ?? null, vpc: vpc.name };
      return no(cause("internet-gateway-detached", instance, facts));
    }
    const facts = { open: "attachment", gateway: address } as const;
    return this.parts.assumptions.judge(attachment, cause("gateway-unknown", instance, facts));
  }
}

function dropped(target: RouteTarget, route: Route, table: RouteTable): Judgement {
  const gone = target.kind === "blackhole" ? null : target.address;
  return no(cause("route-blackhole", route.holder, { table: table.name, route: nameOf(route), target: gone }));
}

function nameOf({ holder }: Route): RouteName {
  return { holder: holder.address, isInside: holder.type !== "aws_route" };
}

/** Routes beyond this many are not named. */
const MOST_ROUTES = 5;

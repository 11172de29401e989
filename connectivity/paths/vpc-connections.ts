import { covers, overlap } from "../aws/network/addresses";
import { isSame } from "../aws/network/objects";
import { only } from "../aws/network/refs";
import { destinationSetsOf } from "../aws/network/route-lookup";
import type { RouteTables } from "../aws/network/route-tables";
import type { RouteTarget } from "../aws/network/route-targets";
import type { Route } from "../aws/network/routes";
import { insideVpc } from "../aws/network/subnet-range";
import type { SubnetTables } from "../aws/network/subnet-tables";
import type { Subnets } from "../aws/network/subnets";
import type { Vpc, Vpcs } from "../aws/network/vpcs";
import { cause } from "../causes/cause";
import { missingFact } from "../causes/missing-fact";
import { addTo } from "../multimap";
import { all, choose, type Judgement, no, unknown, YES } from "../proof/judgement";
import type { Instance, Model } from "../terraform/model/model";
import { flagOf, isLeftToAws, textOf } from "../terraform/model/shown-values";
import type { End } from "./connection-end";

const ATTACHMENT = "aws_ec2_transit_gateway_vpc_attachment";

/** Routing between private addresses, inside a VPC and from one to another. */
export class VpcConnections {
  #accepters: ReadonlyMap<Instance, readonly Instance[]> | undefined;
  #attachments: ReadonlyMap<Instance, readonly Instance[]> | undefined;

  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
    private readonly subnets: Subnets,
    private readonly tables: RouteTables,
    private readonly subnetTables: SubnetTables,
  ) {}

  /** Whether packets get from one end to the other, and back. */
  connects(from: End, to: End): Judgement {
    if (from.place === null || to.place === null) return YES;
    if (isSame(from.place.vpc, to.place.vpc) !== "no") {
      const { vpc } = from.place;
      const inside = [from.place, to.place].map(({ subnet }) => insideVpc(subnet, vpc, this.vpcs));
      return all([...inside, this.#stays(from, to, vpc), this.#stays(to, from, vpc)]);
    }
    return all([this.#crosses(from, to), this.#crosses(to, from)]);
  }

  /**
   * Inside a VPC the local route leads everywhere, unless a more specific one leads through an appliance.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#local-routes
   */
  #stays(from: End, to: End, vpc: Vpc): Judgement {
    const blocks = this.vpcs.blocksOf(vpc).ranges;
    const { place } = from;
    if (place === null || !to.anywhere) return YES;
    const detour = this.subnetTables
      .of(place.subnet, vpc)
      .tables.flatMap((table) => this.tables.routesOf(table).routes)
      .find(
        ({ range, targets }) =>
          range !== null &&
          covers(blocks, [range]) &&
          overlap([range], to.within) &&
          targets.some(({ kind }) => kind !== "local"),
      );
    if (detour === undefined) return YES;
    const fact = missingFact("route-through-appliance", { route: detour.holder.address, to: to.party }, "nothing");
    return unknown(cause("route-through-appliance", detour.holder, {}, [fact]));
  }

  #crosses(from: End, to: End): Judgement {
    const { place } = from;
    if (place === null || to.place === null) return YES;
    const { subnet, vpc } = place;
    const choice = this.subnetTables.of(subnet, vpc);
    const hidden = missingFact("routes-between", { subnet: subnet.name, to: to.party });
    const fact = choice.undecided ?? hidden;
    return choose(
      choice.tables.map((table): Judgement => {
        const routes = this.tables.routesOf(table);
        const [missing] = routes.missing;
        const source = table.sources[0] ?? null;
        if (missing !== undefined)
          return unknown(cause("route-table-unknown", source, { open: "table-routes" }, [missing]));
        const sets = destinationSetsOf(routes, to.within).map((set) =>
          choose(
            set.candidates.map((route) => this.#byRoute(route, from, to)),
            cause("route-table-unknown", source, { open: "table-routes" }, [hidden]),
          ),
        );
        return choose(sets, cause("routes-differ", source, { to: "vpc" }, [hidden]));
      }),
      cause("route-table-unknown", null, { open: "table-of", subnets: [subnet.name] }, [fact]),
    );
  }

  #byRoute(route: Route | null, from: End, to: End): Judgement {
    const { place } = from;
    if (place === null || to.place === null) return YES;
    if (route === null) {
      const facts = { subnets: [place.subnet.name], to: to.party, vpc: to.place.vpc.name };
      const source = place.subnet.sources[0] ?? null;
      return no(cause("no-route-between-vpcs", source, { why: "no-route", ...facts }));
    }
    const { holder } = route;
    const lost = route.missing[0] ?? missingFact("target-of-route", { route: holder.address });
    return choose(
      route.targets.map((target) => this.#byTarget(target, route, from, to)),
      cause("route-table-unknown", holder, { open: "target", route: holder.address }, [lost]),
    );
  }

  #byTarget(target: RouteTarget, route: Route, from: End, to: End): Judgement {
    const [one, other] = [from.place?.vpc, to.place?.vpc];
    if (one === undefined || other === undefined) return YES;
    const about = { one: one.name, other: other.name, target: target.address };
    const hidden = missingFact("between-vpcs", about);
    const doubt = unknown(cause("route-target-hidden", route.holder, { open: "vpc" }, [hidden]));
    switch (target.kind) {
      case "peering":
        return target.instance !== null && this.#peers(target.instance, one, other) ? YES : doubt;
      case "transit-gateway":
        return target.instance !== null && this.#attaches(target.instance, from, to) ? YES : doubt;
      case "opaque":
        return doubt;
      default:
        return no(
          cause("no-route-between-vpcs", route.holder, {
            why: "elsewhere",
            route: route.holder.address,
            to: to.party,
            target: target.address,
            vpc: other.name,
          }),
        );
    }
  }

  #peers(peering: Instance, one: Vpc, other: Vpc): boolean {
    const sides = ["vpc_id", "peer_vpc_id"].map((argument) => only(this.vpcs.refs(peering.get(argument)))?.key);
    this.#accepters ??= this.#index("aws_vpc_peering_connection_accepter", "vpc_peering_connection_id", [
      "aws_vpc_peering_connection",
    ]);
    const accepted = [peering, ...(this.#accepters.get(peering) ?? [])].some(
      (instance) => flagOf(instance.get("auto_accept")) === true || textOf(instance.get("accept_status")) === "active",
    );
    return accepted && sides.includes(one.key) && sides.includes(other.key);
  }

  /** Both VPCs attached, in the source's zone, by the gateway's default route table, which learns both VPCs' blocks. */
  #attaches(gateway: Instance, from: End, to: End): boolean {
    this.#attachments ??= this.#index(ATTACHMENT, "transit_gateway_id", ["aws_ec2_transit_gateway"]);
    const attachments = this.#attachments.get(gateway) ?? [];
    const isDefault =
      isEnabled(gateway, "default_route_table_association") && isEnabled(gateway, "default_route_table_propagation");
    // Static routes of the gateway may lead elsewhere.
    if (!isDefault || this.model.ofType("aws_ec2_transit_gateway_route").length > 0) return false;
    return [from, to].every((end) =>
      attachments.some(
        (attachment) =>
          end.place !== null &&
          this.vpcs.of(attachment).key === end.place.vpc.key &&
          isOn(attachment, "transit_gateway_default_route_table_association") &&
          isOn(attachment, "transit_gateway_default_route_table_propagation") &&
          end.place.subnet.zone !== null &&
          this.subnets.refs(attachment.get("subnet_ids")).certain.some(({ zone }) => zone === end.place?.subnet.zone),
      ),
    );
  }

  #index(type: string, argument: string, owners: readonly string[]): ReadonlyMap<Instance, readonly Instance[]> {
    const index = new Map<Instance, Instance[]>();
    for (const instance of this.model.ofType(type)) {
      for (const { instance: owner } of this.model.links(instance.get(argument), owners).certain) {
        addTo(index, owner, instance);
      }
    }
    return index;
  }
}

function isEnabled(gateway: Instance, argument: string): boolean {
  return isLeftToAws(gateway, argument) || textOf(gateway.get(argument)) === "enable";
}

function isOn(attachment: Instance, argument: string): boolean {
  return isLeftToAws(attachment, argument) || flagOf(attachment.get(argument)) === true;
}

import { INTERNET, intersect } from "../aws/network/addresses";
import type { RouteTable, RouteTables } from "../aws/network/route-tables";
import type { Route } from "../aws/network/routes";
import type { SubnetTables } from "../aws/network/subnet-tables";
import type { Subnet } from "../aws/network/subnets";
import type { Vpc } from "../aws/network/vpcs";
import { type Answer, agreed } from "../proof/answer";

/** Which subnets are public: routed to an internet gateway. */
export class InternetGatewayRoutes {
  constructor(
    private readonly tables: RouteTables,
    private readonly subnetTables: SubnetTables,
  ) {}

  /** Whether a subnet has a route to an internet gateway. Unknown where its public addresses lead to something else. */
  serve(subnet: Subnet, vpc: Vpc): Answer {
    return agreed(this.subnetTables.of(subnet, vpc).tables.map((table) => this.#leads(table)));
  }

  #leads(table: RouteTable): Answer {
    const { routes, missing, propagation } = this.tables.routesOf(table);
    if (routes.some((route) => isCertain(route) && leadsToGateway(route))) return "yes";
    const isOpen = missing.length > 0 || propagation !== null || routes.some((route) => !isCertain(route));
    return isOpen || routes.some(isForInternet) ? "unknown" : "no";
  }
}

function isCertain({ doubt, range, targets, missing }: Route): boolean {
  return doubt === null && range !== null && missing.length === 0 && targets.length === 1;
}

function leadsToGateway({ targets }: Route): boolean {
  return targets.every(({ kind }) => kind === "internet-gateway");
}

function isForInternet({ range }: Route): boolean {
  return range !== null && intersect(INTERNET, [range]).length > 0;
}

import { DataAwsNetworkAcls } from "@cdktf/provider-aws/lib/data-aws-network-acls";
import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { Construct } from "constructs";
import { EACH, eachOf, type Ids } from "./each-of";
import { showPrefixLists } from "./shown-prefix-lists";

/**
 * Subnets that exist, for a plan to show: where they are, their routes, and which network ACL each has. What an ACL lets through no data
 * source tells.
 */
export class ShownSubnets extends Construct {
  private readonly subnets: DataAwsSubnet;

  constructor(
    scope: Construct,
    id: string,
    private readonly ids: Ids,
  ) {
    super(scope, id);
    this.subnets = eachOf(ids, new DataAwsSubnet(this, "subnet", { id: EACH }));
    eachOf(ids, new DataAwsNetworkAcls(this, "network-acl", { filter: ofSubnet }));
  }

  /** Terraform's expression of an attribute of each. */
  all(attribute: "vpc_id" | "availability_zone"): string {
    return `values(${this.subnets.fqn})[*].${attribute}`;
  }

  /**
   * Shows their routes too.
   *
   * @param mainTableId the table of those that are associated with none: looking that up by the subnet is an error
   * @returns Terraform's expression of the route tables, by the ids of the subnets
   */
  showTables(mainTableId: string): string {
    const associated = eachOf(this.ids, new DataAwsRouteTables(this, "associated", { filter: ofSubnet }));
    const own = `coalescelist(${associated.fqn}[each.value].ids, [${mainTableId}])`;
    const tables = new DataAwsRouteTable(this, "route-table", { routeTableId: `\${one(${own})}` });
    const { fqn } = eachOf(this.ids, tables);
    showPrefixLists(this, "prefix-list", saidInRoutes(fqn, "destination_prefix_list_id"));
    return fqn;
  }
}

/** Terraform's expression of what routes say in an argument: empty texts where they leave it out. */
export function saidInRoutes(
  tables: string,
  argument: "destination_prefix_list_id" | "gateway_id" | "nat_gateway_id",
): string {
  return `flatten([for table in ${tables} : table.routes[*].${argument}])`;
}

const ofSubnet = [{ name: "association.subnet-id", values: [EACH] }];

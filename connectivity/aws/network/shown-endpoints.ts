import type { Instance, Model } from "../../terraform/model/model";
import { itemsOf, textOf } from "../../terraform/model/shown-values";
import { lookUpOf } from "./look-ups";
import { isPartial } from "./partial-lists";
import { only } from "./refs";
import type { Vpc, Vpcs } from "./vpcs";

const OF_TYPE = "interface-type";
/** The type of the interfaces that an interface endpoint has in its subnets. */
const OF_ENDPOINTS = "vpc_endpoint";

/**
 * VPCs of which data sources show every interface endpoint. None lists endpoints; but every endpoint has network interfaces, and those
 * one does list.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
export class ShownEndpoints {
  #complete: ReadonlySet<string> | undefined;

  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
  ) {}

  /** Whether the VPC has no interface endpoint but those of the input. */
  areAllOf(vpc: Vpc): boolean {
    this.#complete ??= this.#read();
    return this.#complete.has(vpc.key);
  }

  #read(): ReadonlySet<string> {
    const lists = this.model.ofType("aws_network_interfaces");
    const shown = lists.length === 0 ? new Set<string>() : this.#interfaces();
    return new Set(lists.flatMap((list) => this.#vpcOf(list, shown)?.key ?? []));
  }

  /** The VPC whose endpoints' interfaces a data source lists, where each is one of an endpoint that is shown. */
  #vpcOf(list: Instance, shown: ReadonlySet<string>): Vpc | undefined {
    const found = lookUpOf(list, ["vpc-id", OF_TYPE]);
    const [vpcId, type] = [found?.by.get("vpc-id"), found?.by.get(OF_TYPE)];
    const isOfEndpoints = type === undefined || itemsOf(type).some((one) => textOf(one) === OF_ENDPOINTS);
    if (found === undefined || vpcId === undefined || !isOfEndpoints) return undefined;
    const vpc = only(this.vpcs.refs(vpcId));
    if (vpc === undefined || isPartial(list, vpc, this.model)) return undefined;
    return found.ids.every((id) => shown.has(textOf(id) ?? "")) ? vpc : undefined;
  }

  /** The ids of the interfaces of all endpoints that are shown. */
  #interfaces(): ReadonlySet<string> {
    const endpoints = this.model.ofType("aws_vpc_endpoint");
    const ids = endpoints.flatMap((endpoint) => itemsOf(endpoint.get("network_interface_ids")).map(textOf));
    return new Set(ids.flatMap((id) => id ?? []));
  }
}

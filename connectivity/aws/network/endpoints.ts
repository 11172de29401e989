import { addTo } from "../../multimap";
import { inputFact } from "../../proof/facts";
import type { Instance, Model, Value } from "../../terraform/model/model";
import type { Group, Groups } from "./groups";
import { join, missing, NO_REFS, type Refs } from "./refs";
import { type ServiceName, serviceNamesOf } from "./service-names";
import type { Subnet, Subnets } from "./subnets";
import { blocksOf, flagOf, isBlank, textOf } from "./values";
import type { Vpc, Vpcs } from "./vpcs";

/** A VPC endpoint. Fields are null where the input does not show them. */
export interface Endpoint {
  readonly instance: Instance;
  readonly address: string;
  /** Every spelling of the service's name; empty where the input does not show it. */
  readonly names: readonly ServiceName[];
  readonly isInterface: boolean | null;
  readonly vpc: Vpc;
  /** Asks for private DNS; that needs the VPC's DNS attributes too. */
  readonly privateDns: boolean | null;
  /** Has IPv4 addresses, and gives them out under its names. */
  readonly ipv4: boolean | null;
}

const SUBNETS = "aws_vpc_endpoint_subnet_association";
const GROUPS = "aws_vpc_endpoint_security_group_association";

/** VPC endpoints and the resources that belong to them. */
export class Endpoints {
  readonly all: readonly Endpoint[];
  readonly #subnets = new Map<Endpoint, Refs<Subnet>>();
  readonly #groups = new Map<Endpoint, Refs<Group>>();
  readonly #associations: Readonly<Record<string, ReadonlyMap<Instance, readonly Instance[]>>>;
  readonly #gone: Readonly<Record<string, ReadonlyMap<Instance, readonly Instance[]>>>;

  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
    private readonly subnets: Subnets,
    private readonly groups: Groups,
  ) {
    const attached = (type: string) => this.#byEndpoint(model.ofType(type), (one) => one.get("vpc_endpoint_id"));
    const detached = (type: string) =>
      this.#byEndpoint(
        model.destroyed.filter((one) => one.type === type),
        (one) => one.before("vpc_endpoint_id"),
      );
    this.#associations = { [SUBNETS]: attached(SUBNETS), [GROUPS]: attached(GROUPS) };
    this.#gone = { [SUBNETS]: detached(SUBNETS), [GROUPS]: detached(GROUPS) };
    const switches = attached("aws_vpc_endpoint_private_dns");
    this.all = model.ofType("aws_vpc_endpoint").map((instance) => this.#read(instance, switches.get(instance)));
  }

  subnetsOf(endpoint: Endpoint): Refs<Subnet> {
    let refs = this.#subnets.get(endpoint);
    if (refs === undefined) {
      refs = this.#readSubnets(endpoint);
      this.#subnets.set(endpoint, refs);
    }
    return refs;
  }

  /** The endpoint's groups: the VPC's default group where none are given. */
  groupsOf(endpoint: Endpoint): Refs<Group> {
    let refs = this.#groups.get(endpoint);
    if (refs === undefined) {
      refs = this.#readGroups(endpoint);
      this.#groups.set(endpoint, refs);
    }
    return refs;
  }

  #read(instance: Instance, switches: readonly Instance[] | undefined): Endpoint {
    const type = textOf(instance.get("vpc_endpoint_type"));
    const isUnreadData = instance.mode === "data" && type === null;
    return {
      instance,
      address: instance.address,
      names: serviceNamesOf(this.model, instance.get("service_name")),
      // Terraform's default is Gateway. STS, Secrets Manager and Lambda have interface endpoints only.
      isInterface:
        type !== null ? type === "Interface" : isUnreadData || !isBlank(instance, "vpc_endpoint_type") ? null : false,
      vpc: this.vpcs.of(instance),
      privateDns: privateDnsOf(instance, switches),
      ipv4: ipv4Of(instance),
    };
  }

  #readSubnets(endpoint: Endpoint): Refs<Subnet> {
    const { instance } = endpoint;
    if (instance.mode === "data" && isBlank(instance, "subnet_ids")) {
      return missing(inputFact(`the subnets of ${instance.address} are read at plan time only`));
    }
    const configured = blocksOf(instance.get("subnet_configuration"), instance.address).blocks;
    const associations = this.#associations[SUBNETS]?.get(instance) ?? [];
    const listed = isBlank(instance, "subnet_ids") ? NO_REFS : this.subnets.refs(instance.get("subnet_ids"));
    const added = [
      ...configured.map((block) => this.subnets.refs(block.get("subnet_id"))),
      ...associations.map((association) => this.subnets.refs(association.get("subnet_id"))),
    ];
    const gone = (this.#gone[SUBNETS]?.get(instance) ?? []).map((one) => this.subnets.refs(one.before("subnet_id")));
    return join([without(listed, join(gone)), ...added]);
  }

  #readGroups(endpoint: Endpoint): Refs<Group> {
    const { instance, vpc } = endpoint;
    const isGiven = !isBlank(instance, "security_group_ids");
    if (!isGiven && instance.mode === "data") {
      return missing(inputFact(`the security groups of ${instance.address} are read at plan time only`));
    }
    const associations = this.#associations[GROUPS]?.get(instance) ?? [];
    const replaced = associations.some(
      (association) => flagOf(association.get("replace_default_association")) === true,
    );
    const added = associations.map((association) => this.groups.refs(association.get("security_group_id")));
    const gone = (this.#gone[GROUPS]?.get(instance) ?? []).map((one) =>
      this.groups.refs(one.before("security_group_id")),
    );
    const fallback: Refs<Group> = { certain: [this.groups.defaultOf(vpc)], possible: [], missing: [] };
    const own = isGiven
      ? without(this.groups.refs(instance.get("security_group_ids")), join(gone))
      : replaced
        ? NO_REFS
        : fallback;
    return join([own, ...added]);
  }

  #byEndpoint(
    instances: readonly Instance[],
    endpointOf: (instance: Instance) => Value,
  ): ReadonlyMap<Instance, readonly Instance[]> {
    const index = new Map<Instance, Instance[]>();
    for (const instance of instances) {
      const links = this.model.links(endpointOf(instance), ["aws_vpc_endpoint"]);
      for (const { instance: endpoint } of links.certain) {
        addTo(index, endpoint, instance);
      }
    }
    return index;
  }
}

/** A refreshed endpoint lists what associations added; what the plan takes away is still in the list. */
function without<T extends { readonly key: string }>(refs: Refs<T>, gone: Refs<T>): Refs<T> {
  const keys = new Set(gone.certain.map(({ key }) => key));
  return { ...refs, certain: refs.certain.filter(({ key }) => !keys.has(key)) };
}

function privateDnsOf(instance: Instance, switches: readonly Instance[] = []): boolean | null {
  const [control] = switches;
  if (control !== undefined) return flagOf(control.get("private_dns_enabled"));
  const flag = flagOf(instance.get("private_dns_enabled"));
  if (flag !== null || instance.mode === "data") return flag;
  // The provider asks for false where the configuration says nothing.
  return isBlank(instance, "private_dns_enabled") ? false : null;
}

function ipv4Of(instance: Instance): boolean | null {
  const options = blocksOf(instance.get("dns_options"), instance.address).blocks;
  const values = [instance.get("ip_address_type"), ...options.map((block) => block.get("dns_record_ip_type"))];
  if (values.some((value) => textOf(value)?.toLowerCase() === "ipv6")) return false;
  const isShown = isBlank(instance, "ip_address_type") || textOf(instance.get("ip_address_type")) !== null;
  return isShown ? true : null;
}

import { missingFact } from "../../causes/missing-fact";
import type { Instance, Model, Value } from "../../terraform/model/model";
import { blocksOf, flagOf, isLeftToAws, isUnset, textOf } from "../../terraform/model/shown-values";
import { type Tie, Ties } from "../ties";
import type { Group, Groups } from "./groups";
import { certainly, join, missing, NO_REFS, type Refs, unlessDoubtful, without } from "./refs";
import { type ServiceName, serviceNamesOf } from "./service-names";
import type { Subnet, Subnets } from "./subnets";
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

/**
 * States of an endpoint that carries nothing, and will not.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
 */
const ENDED = new Set(["deleting", "deleted", "failed", "rejected", "expired"]);

/** VPC endpoints and the resources that belong to them. */
export class Endpoints {
  readonly all: readonly Endpoint[];
  readonly #subnets = new Map<Endpoint, Refs<Subnet>>();
  readonly #groups = new Map<Endpoint, Refs<Group>>();
  readonly #associated: { readonly subnets: Ties; readonly groups: Ties };
  readonly #dissociated: { readonly subnets: Ties; readonly groups: Ties };

  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
    private readonly subnets: Subnets,
    private readonly groups: Groups,
  ) {
    const made = (type: string) =>
      new Ties(model, model.ofType(type), (one) => one.get("vpc_endpoint_id"), ["aws_vpc_endpoint"]);
    const destroyed = (type: string) => {
      const ties = model.destroyed.filter((one) => one.type === type);
      return new Ties(model, ties, (one) => one.before("vpc_endpoint_id"), ["aws_vpc_endpoint"]);
    };
    this.#associated = { subnets: made(SUBNETS), groups: made(GROUPS) };
    this.#dissociated = { subnets: destroyed(SUBNETS), groups: destroyed(GROUPS) };
    const switches = made("aws_vpc_endpoint_private_dns");
    this.all = model
      .ofType("aws_vpc_endpoint")
      .filter((instance) => !this.#isLookedUp(instance))
      .map((instance) => this.#read(instance, switches.of(instance)));
  }

  /**
   * A data source that looks up, by its id, an endpoint which the input has, or destroys: modules do so for what AWS adds to it. Or one that
   * is there no more.
   */
  #isLookedUp(instance: Instance): boolean {
    if (instance.mode !== "data") return false;
    if (ENDED.has(textOf(instance.get("state"))?.toLowerCase() ?? "")) return true;
    const id = textOf(instance.get("id"));
    const gone = this.model.destroyed.filter(({ type }) => type === "aws_vpc_endpoint");
    if (id !== null && gone.some((destroyed) => textOf(destroyed.before("id")) === id)) return true;
    const { certain, possible, outside, missing } = this.model.links(instance.get("id"), ["aws_vpc_endpoint"]);
    const shown = [...certain, ...possible].map((target) => target.instance);
    return shown.length > 0 && outside.length + missing.length === 0 && shown.every(({ mode }) => mode === "managed");
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

  #read(instance: Instance, switches: readonly Tie[]): Endpoint {
    const type = textOf(instance.get("vpc_endpoint_type"));
    const isUnreadData = instance.mode === "data" && type === null;
    return {
      instance,
      address: instance.address,
      names: serviceNamesOf(this.model, instance.get("service_name")),
      // Terraform's default is Gateway. STS, Secrets Manager and Lambda have interface endpoints only.
      isInterface:
        type !== null
          ? type === "Interface"
          : isUnreadData || !isLeftToAws(instance, "vpc_endpoint_type")
            ? null
            : false,
      vpc: this.vpcs.of(instance),
      privateDns: privateDnsOf(instance, switches),
      ipv4: ipv4Of(instance),
    };
  }

  #readSubnets(endpoint: Endpoint): Refs<Subnet> {
    const { instance } = endpoint;
    if (instance.mode === "data" && isLeftToAws(instance, "subnet_ids")) {
      return missing(missingFact("subnets-of-endpoint-read", { endpoint: instance.address }, "reading"));
    }
    const configured = blocksOf(instance.get("subnet_configuration"), instance.address).blocks;
    const listed = isLeftToAws(instance, "subnet_ids") ? NO_REFS : this.subnets.refs(instance.get("subnet_ids"));
    const added = this.#associated.subnets
      .of(instance)
      .map((tie) => unlessDoubtful(tie, this.subnets.refs(tie.instance.get("subnet_id"))));
    const gone = this.#dissociated.subnets
      .of(instance)
      .map((tie) => unlessDoubtful(tie, this.subnets.refs(tie.instance.before("subnet_id"))));
    return join([
      // A refreshed endpoint lists what associations added; what the plan takes away is still in the list.
      without(listed, join(gone)),
      ...configured.map((block) => this.subnets.refs(block.get("subnet_id"))),
      ...added,
    ]);
  }

  #readGroups(endpoint: Endpoint): Refs<Group> {
    const { instance, vpc } = endpoint;
    const isGiven = !isLeftToAws(instance, "security_group_ids");
    if (!isGiven && instance.mode === "data") {
      return missing(missingFact("groups-of-endpoint-read", { endpoint: instance.address }, "reading"));
    }
    const associations = this.#associated.groups.of(instance);
    const added = associations.map((tie) =>
      unlessDoubtful(tie, this.groups.refs(tie.instance.get("security_group_id"))),
    );
    const gone = this.#dissociated.groups
      .of(instance)
      .map((tie) => unlessDoubtful(tie, this.groups.refs(tie.instance.before("security_group_id"))));
    const own = isGiven
      ? without(this.groups.refs(instance.get("security_group_ids")), join(gone))
      : this.#defaultGroup(vpc, associations);
    return join([own, ...added]);
  }

  /** The VPC's default group, unless an association takes it away. */
  #defaultGroup(vpc: Vpc, associations: readonly Tie[]): Refs<Group> {
    const replacing = associations.filter(({ instance }) => mayBeOn(instance.get("replace_default_association")));
    const doubtful = replacing.find(
      ({ instance, doubt }) => doubt !== null || flagOf(instance.get("replace_default_association")) === null,
    );
    if (doubtful === undefined) return replacing.length > 0 ? NO_REFS : certainly(this.groups.defaultOf(vpc));
    const { instance, doubt } = doubtful;
    return missing(doubt ?? missingFact("default-group-replaced", { association: instance.address }));
  }
}

function mayBeOn(flag: Value): boolean {
  return !isUnset(flag) && flagOf(flag) !== false;
}

function privateDnsOf(instance: Instance, switches: readonly Tie[]): boolean | null {
  if (switches.some(({ doubt }) => doubt !== null)) return null;
  const [control] = switches;
  if (control !== undefined) return flagOf(control.instance.get("private_dns_enabled"));
  const flag = flagOf(instance.get("private_dns_enabled"));
  if (flag !== null || instance.mode === "data") return flag;
  // The provider asks for false where the configuration says nothing.
  return isLeftToAws(instance, "private_dns_enabled") ? false : null;
}

function ipv4Of(instance: Instance): boolean | null {
  const options = blocksOf(instance.get("dns_options"), instance.address).blocks;
  const values = [instance.get("ip_address_type"), ...options.map((block) => block.get("dns_record_ip_type"))];
  if (values.some((value) => textOf(value)?.toLowerCase() === "ipv6")) return false;
  const isShown = isLeftToAws(instance, "ip_address_type") || textOf(instance.get("ip_address_type")) !== null;
  return isShown ? true : null;
}

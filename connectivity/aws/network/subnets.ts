import { missingFact } from "../../causes/missing-fact";
import type { Instance, Model, Target, Value } from "../../terraform/model/model";
import { isLeftToAws, isOwn, itemsOf, textOf } from "../../terraform/model/shown-values";
import { type Ranges, rangeOf } from "./addresses";
import { idOf, type NetworkObject } from "./objects";
import { certainly, join, missing, only, type Refs } from "./refs";
import { Registry } from "./registry";
import { filterValue, type Vpc, type Vpcs } from "./vpcs";

export interface Subnet extends NetworkObject {
  /** An address, or an id. */
  readonly name: string;
  readonly vpc: Vpc;
  /** Its addresses, where the input shows them. */
  readonly ranges: Ranges | null;
  /** Managed by this input, so that associations that are not in the input do not exist. */
  readonly isManaged: boolean;
  /** Stands for several subnets of which the input does not show how many or which. */
  readonly several: boolean;
  /** Such as `eu-west-1a`. */
  readonly zone: string | null;
}

const TYPES = ["aws_subnet", "aws_default_subnet", "aws_subnets", "aws_subnet_ids"];
const LISTS = new Set(["aws_subnets", "aws_subnet_ids"]);

/** The subnets of a model. */
export class Subnets {
  readonly #registry: Registry<Subnet>;
  #vpcById: ReadonlyMap<string, Vpc> | undefined;

  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
  ) {
    this.#registry = new Registry(model, {
      types: TYPES,
      ofTarget: (target) => this.#ofTarget(target),
      ofId: (id) => this.#ofId(id),
    });
  }

  refs(value: Value): Refs<Subnet> {
    return this.#registry.refs(value);
  }

  /** The subnets that a broker is placed in: by its `subnet_ids`, or by Amazon MQ's choice in the default VPC. */
  ofBroker(broker: Instance): Refs<Subnet> {
    if (!isLeftToAws(broker, "subnet_ids")) return this.refs(broker.get("subnet_ids"));
    return certainly(this.#chosenByService(broker));
  }

  #ofTarget(target: Target): Refs<Subnet> {
    const { instance, attribute } = target;
    if (LISTS.has(instance.type)) return this.#ofList(instance);
    if (TYPES.includes(instance.type)) return this.#ofSubnet(instance);
    if (instance.type === "aws_mq_broker" && isLeftToAws(instance, attribute))
      return certainly(this.#chosenByService(instance));
    if (isOwn(instance, attribute, instance.get(attribute)))
      return missing(missingFact("value", { value: `${instance.address}.${attribute}` }, "apply"));
    return this.#registry.through(target);
  }

  #ofSubnet(instance: Instance): Refs<Subnet> {
    return this.#registry.shown(instance, () => {
      const id = idOf(instance);
      const given = instance.get("id");
      if (instance.mode === "managed") return certainly(this.#shown(instance, id));
      if (id === null) {
        return given.kind === "pointer" && !isOwn(instance, "id", given)
          ? this.refs(given)
          : certainly(this.#shown(instance, id));
      }
      const managed = this.model.links(given, TYPES).certain.find((each) => each.instance.mode === "managed");
      return managed === undefined ? certainly(this.#shown(instance, id)) : this.#ofSubnet(managed.instance);
    });
  }

  #shown(instance: Instance, id: string | null): Subnet {
    const managed = instance.mode === "managed";
    const key = managed || id === null ? instance.address : id;
    return this.#registry.get(key, () => {
      const cidr = textOf(instance.get("cidr_block"));
      const range = cidr === null ? undefined : rangeOf(cidr);
      return {
        key,
        name: instance.address,
        sources: [instance],
        id,
        vpc: this.vpcs.of(instance),
        ranges: range === undefined ? null : [range],
        isManaged: managed && instance.type === "aws_subnet",
        several: false,
        zone: textOf(instance.get("availability_zone")),
      };
    });
  }

  /** A data source that lists subnets: known ids are found by themselves, others are subnets of the VPC it looks in. */
  #ofList(instance: Instance): Refs<Subnet> {
    const ids = instance.get("ids");
    if (ids.kind === "list") return join(itemsOf(ids).map((id) => this.refs(id)));
    const filtered = filterValue(instance, "vpc-id") ?? instance.get("vpc_id");
    const vpc = only(this.vpcs.refs(filtered)) ?? this.vpcs.knownOnlyBy(instance.address);
    return certainly(this.#hidden(`${instance.address}.ids`, vpc, true));
  }

  /**
   * Where a private broker's subnets are left blank, Amazon MQ picks among the default VPC's: one for a single
   * instance.
   */
  #chosenByService(broker: Instance): Subnet {
    const isPlaced = broker.mode === "managed";
    const vpc = isPlaced ? this.vpcs.default : this.vpcs.knownOnlyBy(broker.address);
    const isSingle =
      textOf(broker.get("deployment_mode")) === "SINGLE_INSTANCE" || isLeftToAws(broker, "deployment_mode");
    return this.#hidden(`${broker.address}.subnet_ids`, vpc, !(isPlaced && isSingle));
  }

  #hidden(key: string, vpc: Vpc, several: boolean): Subnet {
    return this.#registry.get(key, () => ({
      key,
      name: key,
      sources: [],
      id: null,
      vpc,
      ranges: null,
      isManaged: false,
      several,
      zone: null,
    }));
  }

  #ofId(id: string): Subnet {
    return this.#registry.get(id, () => ({
      key: id,
      name: id,
      sources: [],
      id,
      vpc: this.#vpcAround(id),
      ranges: null,
      isManaged: false,
      several: false,
      zone: null,
    }));
  }

  /** The VPC of a subnet that the input knows by id only: an endpoint or a network ACL on it belongs to the same one. */
  #vpcAround(id: string): Vpc {
    this.#vpcById ??= this.#indexNeighbours();
    return this.#vpcById.get(id) ?? this.vpcs.knownOnlyBy(id);
  }

  #indexNeighbours(): ReadonlyMap<string, Vpc> {
    const index = new Map<string, Vpc>();
    for (const type of ["aws_vpc_endpoint", "aws_network_acl"]) {
      for (const instance of this.model.ofType(type)) {
        if (isLeftToAws(instance, "vpc_id")) continue;
        for (const id of this.model.links(instance.get("subnet_ids"), TYPES).outside)
          index.set(id, this.vpcs.of(instance));
      }
    }
    return index;
  }
}

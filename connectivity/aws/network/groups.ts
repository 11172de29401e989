import { missingFact } from "../../causes/missing-fact";
import { addTo } from "../../multimap";
import type { Instance, Model, Target, Value } from "../../terraform/model/model";
import { isOwn, textOf } from "../../terraform/model/shown-values";
import { idOf, type NetworkObject } from "./objects";
import { certainly, missing, only, type Refs } from "./refs";
import { Registry } from "./registry";
import { filterValue, placeKeyOf, SOME_VPC, type Vpc, type Vpcs } from "./vpcs";

/** A security group. */
export interface Group extends NetworkObject {
  readonly vpc: Vpc;
  /** The group that AWS makes along with the VPC. */
  readonly isDefault: boolean;
}

const TYPES = ["aws_security_group", "aws_default_security_group"];

/** The security groups of a model. */
export class Groups {
  readonly #registry: Registry<Group>;
  #adopted: ReadonlyMap<string, readonly Instance[]> | undefined;

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

  refs(value: Value): Refs<Group> {
    return this.#registry.refs(value);
  }

  /** The default group of a VPC, which exists without a resource. */
  defaultOf(vpc: Vpc): Group {
    const key = `default group of ${vpc.key}`;
    return this.#registry.get(key, () => {
      this.#adopted ??= this.#indexDefaults();
      const sources = this.#adopted.get(vpc.key) ?? [];
      const attribute = this.vpcs.attribute(vpc, "default_security_group_id");
      return {
        key,
        name: sources[0]?.address ?? { kind: "default-group-of", vpc: vpc.name },
        sources: sources.length > 0 ? sources : vpc.sources,
        id: sources.map(idOf).find((id) => id !== null) ?? (attribute === undefined ? null : textOf(attribute)),
        vpc,
        isDefault: true,
      };
    });
  }

  /** A resource that manages the rules of the default group of a VPC that the input does not show. */
  adopterSomewhere(): Instance | undefined {
    this.#adopted ??= this.#indexDefaults();
    return this.#adopted.get(SOME_VPC)?.find(isAdopter);
  }

  #ofTarget(target: Target): Refs<Group> {
    const { instance, attribute } = target;
    if (TYPES.includes(instance.type)) return this.#registry.shown(instance, () => this.#readGroup(instance));
    if (attribute === "default_security_group_id") {
      const vpc = only(this.vpcs.refs({ kind: "pointer", targets: [{ instance, attribute: "id" }], selection: "one" }));
      return certainly(this.defaultOf(vpc ?? this.vpcs.knownOnlyBy(instance.address)));
    }
    return isOwn(instance, attribute, instance.get(attribute))
      ? this.#leftBlank(target)
      : this.#registry.through(target);
  }

  /** Where groups are left blank, AWS takes the default group of the VPC. */
  #leftBlank({ instance, attribute }: Target): Refs<Group> {
    if (instance.type === "aws_mq_broker" && instance.mode === "managed")
      return certainly(this.defaultOf(this.vpcs.default));
    if (instance.type === "aws_vpc_endpoint") return certainly(this.defaultOf(this.vpcs.of(instance)));
    return missing(missingFact("value", { value: `${instance.address}.${attribute}` }, "apply"));
  }

  #readGroup(instance: Instance): Refs<Group> {
    if (looksUpDefault(instance)) return certainly(this.defaultOf(this.vpcs.of(instance)));
    const id = idOf(instance);
    if (instance.mode === "managed") return certainly(this.#shown(instance.address, instance, id));
    const given = instance.get("id");
    if (id === null) {
      return given.kind === "pointer" && !isOwn(instance, "id", given)
        ? this.refs(given)
        : certainly(this.#shown(instance.address, instance, null));
    }
    const managed = this.model.links(given, TYPES).certain.find((target) => target.instance.mode === "managed");
    return managed === undefined ? certainly(this.#shown(id, instance, id)) : this.#ofTarget(managed);
  }

  #ofId(id: string): Group {
    // A group of another account that shares the VPC is spelled with the account in front.
    const own = id.replace(/^\d{12}\//, "");
    return this.#shown(own, undefined, own);
  }

  #shown(key: string, instance: Instance | undefined, id: string | null): Group {
    return this.#registry.get(key, () => ({
      key,
      name: instance?.address ?? key,
      sources: instance === undefined ? [] : [instance],
      id,
      vpc: instance === undefined ? this.vpcs.knownOnlyBy(key) : this.vpcs.of(instance),
      isDefault: false,
    }));
  }

  #indexDefaults(): ReadonlyMap<string, readonly Instance[]> {
    const index = new Map<string, Instance[]>();
    const managed = this.model.ofType("aws_default_security_group");
    for (const instance of [...managed, ...this.model.ofType("aws_security_group").filter(looksUpDefault)]) {
      addTo(index, placeKeyOf(this.vpcs.of(instance)), instance);
    }
    return index;
  }
}

/** The resource that manages the rules of a default group. */
export function adopterOf(group: Group): Instance | undefined {
  return group.sources.find(isAdopter);
}

function isAdopter({ type }: Instance): boolean {
  return type === "aws_default_security_group";
}

/** Every VPC has one group of this name, and no other may have it. */
function looksUpDefault(instance: Instance): boolean {
  if (isAdopter(instance)) return true;
  if (instance.mode !== "data") return false;
  if (textOf(instance.get("name")) === "default") return true;
  const filtered = filterValue(instance, "group-name");
  return (
    filtered?.kind === "list" &&
    filtered.items.length === 1 &&
    filtered.items.every((item) => textOf(item) === "default")
  );
}

import { missingFact } from "../../causes/missing-fact";
import type { Name } from "../../causes/party";
import { addTo } from "../../multimap";
import type { Instance, MissingFact, Model, Target, Value } from "../../terraform/model/model";
import { blocksOf, flagOf, isLeftToAws, isOwn, isUnset, itemsOf, textOf } from "../../terraform/model/shown-values";
import { type Ranges, rangeOf, union } from "./addresses";
import { idOf, type NetworkObject } from "./objects";
import { certainly, only, type Refs } from "./refs";
import { Registry } from "./registry";

export interface Vpc extends NetworkObject {
  /** Managed by this input, so that what is not in the input does not exist in it. */
  readonly isManaged: boolean;
  readonly isDefault: boolean;
  /** Where nothing of the VPC is known but something in it: what that is called. */
  readonly knownBy: Name | null;
}

/** The address blocks of a VPC. */
export interface VpcBlocks {
  readonly ranges: Ranges;
  /** Whether these are all. */
  readonly complete: boolean;
}

const TYPES = ["aws_vpc", "aws_default_vpc"];
const LIST = "aws_vpcs";
/** Resources that belong to the default VPC unless they say otherwise. */
const OF_DEFAULT_VPC = new Set(["aws_default_subnet", "aws_default_security_group", "aws_security_group"]);

/** The VPCs of a model. */
export class Vpcs {
  /** The default VPC of the account, which exists without a resource. */
  readonly default: Vpc;
  readonly #registry: Registry<Vpc>;
  readonly #blocks = new Map<string, VpcBlocks>();
  #secondaryBlocks: ReadonlyMap<string, readonly Value[]> | undefined;

  constructor(private readonly model: Model) {
    this.#registry = new Registry(model, {
      types: [...TYPES, LIST],
      ofTarget: (target) => this.#ofTarget(target),
      ofId: (id) => this.#named(id, id),
    });
    const data = model.ofType("aws_vpc").filter((instance) => instance.mode === "data" && looksUpDefault(instance));
    const sources = [...model.ofType("aws_default_vpc"), ...data];
    const id = sources.map(idOf).find((found) => found !== null) ?? null;
    this.default = {
      key: "default-vpc",
      name: sources[0]?.address ?? { kind: "default-vpc" },
      sources,
      id,
      isManaged: false,
      isDefault: true,
      knownBy: null,
    };
    for (const source of sources) this.#registry.shown(source, () => certainly(this.default));
    if (id !== null) this.#registry.know(id, this.default);
  }

  refs(value: Value): Refs<Vpc> {
    return this.#registry.refs(value);
  }

  /** The VPC that an instance belongs to by its `vpc_id`. Where the input does not show it, a VPC of which nothing is known. */
  of(instance: Instance): Vpc {
    return only(this.#belonging(instance)) ?? this.knownOnlyBy(instance.address);
  }

  /**
   * The VPC whose default network ACL or route table a resource adopts: by the argument that names it, which is an
   * attribute of the VPC.
   */
  adoptedBy(instance: Instance, argument: string, type: string): Vpc {
    if (!isLeftToAws(instance, "vpc_id")) return this.of(instance);
    const owners = this.model.links(instance.get(argument), [type]).certain.map((target) => target.instance);
    const [owner] = owners.filter((found) => TYPES.includes(found.type));
    return owner === undefined
      ? this.knownOnlyBy(instance.address)
      : (only(this.#belonging(owner)) ?? this.knownOnlyBy(instance.address));
  }

  /** The VPC of which nothing is known but what belongs to it. */
  knownOnlyBy(member: Name): Vpc {
    const key = `${typeof member === "string" ? member : JSON.stringify(member)}.vpc_id`;
    return this.#named(key, { kind: "vpc-of", member }, undefined, member);
  }

  /** What the input shows of an attribute of the VPC. */
  attribute(vpc: Vpc, name: string): Value | undefined {
    const values = vpc.sources.filter((source) => !isLeftToAws(source, name)).map((source) => source.get(name));
    return values.find((value) => value.kind === "scalar") ?? values[0];
  }

  blocksOf(vpc: Vpc): VpcBlocks {
    let blocks = this.#blocks.get(vpc.key);
    if (blocks === undefined) {
      blocks = this.#readBlocks(vpc);
      this.#blocks.set(vpc.key, blocks);
    }
    return blocks;
  }

  #readBlocks(vpc: Vpc): VpcBlocks {
    const primary = vpc.sources.map((source) => source.get("cidr_block"));
    const associated = vpc.sources.flatMap((source) => blocksOf(source.get("cidr_block_associations"), "").blocks);
    this.#secondaryBlocks ??= this.#indexSecondaryBlocks();
    const secondary = this.#secondaryBlocks.get(vpc.key) ?? [];
    const mayHaveMore = this.#secondaryBlocks.has(SOME_VPC);
    const texts = [...primary, ...associated.map((block) => block.get("cidr_block")), ...secondary].map(textOf);
    const ranges = texts.flatMap((text) => (text === null ? [] : (rangeOf(text) ?? [])));
    const isKnown =
      primary.some((value) => textOf(value) !== null) && secondary.every((value) => textOf(value) !== null);
    return { ranges: union(ranges), complete: isKnown && !mayHaveMore && (vpc.isManaged || associated.length > 0) };
  }

  #indexSecondaryBlocks(): ReadonlyMap<string, readonly Value[]> {
    const index = new Map<string, Value[]>();
    for (const association of this.model.ofType("aws_vpc_ipv4_cidr_block_association")) {
      addTo(index, placeKeyOf(this.of(association)), association.get("cidr_block"));
    }
    return index;
  }

  #belonging(instance: Instance): Refs<Vpc> {
    return this.#registry.shown(
      instance,
      () => (TYPES.includes(instance.type) ? this.#ofVpc(instance) : this.#ofMember(instance)),
      // References that lead in a circle belong nowhere.
      () => certainly(this.knownOnlyBy(instance.address)),
    );
  }

  #ofTarget({ instance, attribute }: Target): Refs<Vpc> {
    if (TYPES.includes(instance.type) || attribute === "vpc_id") return this.#belonging(instance);
    if (instance.type === LIST && filtersDefault(instance)) return certainly(this.default);
    const value = instance.get(attribute);
    return isOwn(instance, attribute, value) || value.kind === "pointer"
      ? certainly(this.knownOnlyBy(instance.address))
      : this.refs(value);
  }

  #ofVpc(instance: Instance): Refs<Vpc> {
    const id = idOf(instance);
    if (instance.mode === "managed") {
      const vpc = {
        key: instance.address,
        name: instance.address,
        sources: [instance],
        id,
        isManaged: true,
        isDefault: false,
        knownBy: null,
      };
      if (id !== null) this.#registry.know(id, vpc);
      return certainly(vpc);
    }
    const given = instance.get("id");
    if (id === null) {
      if (isUnset(given) || isOwn(instance, "id", given))
        return certainly(this.#named(instance.address, instance.address, instance));
      return this.refs(given);
    }
    const managed = this.model.links(given, TYPES).certain.find((target) => target.instance.mode === "managed");
    return managed === undefined
      ? certainly(this.#named(id, instance.address, instance))
      : this.#belonging(managed.instance);
  }

  #ofMember(instance: Instance): Refs<Vpc> {
    if (!isLeftToAws(instance, "vpc_id")) return this.refs(instance.get("vpc_id"));
    if (instance.mode === "managed" && OF_DEFAULT_VPC.has(instance.type)) return certainly(this.default);
    const filtered = filterValue(instance, "vpc-id");
    return filtered === undefined ? certainly(this.knownOnlyBy(instance.address)) : this.refs(filtered);
  }

  #named(key: string, name: Name, source?: Instance, knownBy: Name | null = null): Vpc {
    return this.#registry.get(key, () => ({
      key,
      name,
      sources: source === undefined ? [] : [source],
      id: key.startsWith("vpc-") ? key : null,
      isManaged: false,
      isDefault: false,
      knownBy,
    }));
  }
}

function looksUpDefault(instance: Instance): boolean {
  if (flagOf(instance.get("default")) === true || filtersDefault(instance)) return true;
  const id = instance.get("id");
  const [list] = id.kind === "pointer" && id.targets.length === 1 ? id.targets : [];
  return list?.instance.type === LIST && filtersDefault(list.instance);
}

function filtersDefault(instance: Instance): boolean {
  const filtered = DEFAULT_FILTERS.map((name) => filterValue(instance, name)).find((values) => values !== undefined);
  return filtered !== undefined && itemsOf(filtered).some((value) => flagOf(value) === true);
}

/** Both spellings that EC2's DescribeVpcs takes. */
const DEFAULT_FILTERS = ["is-default", "isDefault"];

/** The values that a data source's `filter` block of a name holds. */
export function filterValue(instance: Instance, name: string): Value | undefined {
  const { blocks } = blocksOf(instance.get("filter"), instance.address);
  return blocks.find((block) => textOf(block.get("name")) === name)?.get("values");
}

/** Stands for every VPC: for what is in one of them, and the input does not show in which. */
export const SOME_VPC = "some VPC";

/** Where to look for what may be anywhere in a VPC. */
export function placeKeyOf(vpc: Vpc): string {
  return vpc.knownBy === null ? vpc.key : SOME_VPC;
}

/** A fact about a VPC that the input does not show: where nothing is known of the VPC, that stands first. */
export function hiddenFact(vpc: Vpc, fact: MissingFact): MissingFact {
  if (vpc.knownBy !== null) return missingFact("resource", { resource: vpc.knownBy }, "its-workspace");
  const isElsewhere = vpc.sources.length === 0 && !vpc.isDefault;
  return isElsewhere ? { ...fact, shownBy: "its-workspace" } : fact;
}

/** What `--assume` calls a VPC. */
export function factSubjectOf({ key, name }: Vpc): string {
  return typeof name === "string" ? name : key;
}

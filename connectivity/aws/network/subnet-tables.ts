import { missingFact } from "../../causes/missing-fact";
import type { Name } from "../../causes/party";
import { addTo } from "../../multimap";
import type { Instance, MissingFact, Model } from "../../terraform/model/model";
import { blocksOf, flagOf, isLeftToAws, NOTHING, textOf } from "../../terraform/model/shown-values";
import { lookUpOf } from "./look-ups";
import { anyOf, certainly, join, missing, only, type Refs } from "./refs";
import { isElsewhere, regionOf } from "./regions";
import type { RouteTable, RouteTables } from "./route-tables";
import type { Subnet, Subnets } from "./subnets";
import { placeKeyOf, SOME_VPC, type Vpc, type Vpcs } from "./vpcs";

/** The route table of a subnet: several where the input does not show which it is, and then why. */
export interface TableChoice {
  readonly tables: readonly RouteTable[];
  readonly undecided: MissingFact | null;
  /** The subnet has no association of its own and falls back to the main table. */
  readonly isMain: boolean;
}

/** A resource that says which route table a subnet has, or all of a VPC's that have none of their own. */
interface Association {
  readonly instance: Instance;
  readonly tables: Refs<RouteTable>;
}

/** Which route table each subnet uses: that of its association, else the VPC's main table. */
export class SubnetTables {
  readonly #certain = new Map<string, Association[]>();
  readonly #possible = new Map<string, RouteTable[]>();
  /** Tables which are associated with subnets that the input does not show, by `placeKeyOf` their VPC. */
  readonly #floating = new Map<string, RouteTable[]>();
  readonly #main = new Map<string, Association[]>();
  /** Associations by the ids that data sources show. */
  readonly #shown = new Map<string, RouteTable>();
  /** Subnets that a data source shows to be associated with no table. */
  readonly #unassociated = new Set<string>();

  constructor(
    model: Model,
    vpcs: Vpcs,
    private readonly subnets: Subnets,
    private readonly tables: RouteTables,
  ) {
    for (const association of model.ofType("aws_route_table_association")) this.#associate(association);
    for (const instance of model.ofType("aws_main_route_table_association")) {
      const association = { instance, tables: tables.refs(instance.get("route_table_id")) };
      const vpc = vpcs.of(instance);
      if (vpc.knownBy === null) addTo(this.#main, vpc.key, association);
      else addTo(this.#floating, SOME_VPC, ...this.#candidates(association));
    }
    for (const instance of model.ofType("aws_default_route_table")) {
      addTo(this.#floating, SOME_VPC, ...tables.ofInstance(instance).certain.filter(({ vpc }) => vpc.knownBy !== null));
    }
    for (const table of model.ofType("aws_route_table")) if (table.mode === "data") this.#readData(table);
    for (const list of model.ofType("aws_route_tables")) this.#readLookUp(list);
    for (const gone of model.destroyed) if (gone.type === "aws_route_table_association") this.#dissociate(gone);
  }

  of(subnet: Subnet, vpc: Vpc): TableChoice {
    const associations = this.#certain.get(subnet.key);
    if (associations !== undefined) return this.#chosen(joined(associations), subnet, false);
    const shown = this.#shown.get(subnet.key);
    if (shown !== undefined) return { tables: [shown], undecided: null, isMain: false };
    const floating = [vpc.key, SOME_VPC].flatMap((key) => this.#floating.get(key) ?? []);
    const maybe = [...(this.#possible.get(subnet.key) ?? []), ...floating];
    const main = this.#chosen(this.#mainOf(subnet, vpc), subnet, true);
    if (maybe.length === 0) return main;
    return {
      tables: [...new Set([...maybe, ...main.tables])],
      undecided: missingFact("subnets-of-tables", { tables: namesOf(maybe) }),
      isMain: false,
    };
  }

  /** Resources that associate a subnet with different route tables: AWS takes one association. */
  contested(subnet: Subnet): readonly Instance[] {
    const associations = this.#certain.get(subnet.key) ?? [];
    const tables = new Set(associations.flatMap((association) => only(association.tables)?.key ?? []));
    return tables.size > 1 ? associations.map(({ instance }) => instance) : [];
  }

  #chosen(refs: Refs<RouteTable>, subnet: Subnet, isMain: boolean): TableChoice {
    const table = only(refs);
    if (table !== undefined) return { tables: [table], undecided: null, isMain };
    const fact = refs.missing[0] ?? missingFact("one-of-tables", { tables: namesOf(anyOf(refs)), subnet: subnet.name });
    const hidden = refs.missing.length > 0 ? [this.tables.hiddenOf(subnet)] : [];
    return { tables: [...anyOf(refs), ...hidden], undecided: fact, isMain };
  }

  #mainOf(subnet: Subnet, vpc: Vpc): Refs<RouteTable> {
    // Associations of what exists already need not be in this input.
    if (!subnet.isManaged && !this.#unassociated.has(subnet.key)) {
      const about = { subnet: subnet.name };
      return missing(
        subnet.several ? missingFact("subnets-behind", about) : missingFact("route-table-of-shown", about),
      );
    }
    const associations = this.#main.get(vpc.key);
    return associations === undefined ? certainly(this.tables.defaultOf(vpc)) : joined(associations);
  }

  #associate(association: Instance): void {
    // An association with a gateway is for what comes in.
    if (isLeftToAws(association, "subnet_id") && !isLeftToAws(association, "gateway_id")) return;
    const tables = this.tables.refs(association.get("route_table_id"));
    const subnets = this.subnets.refs(association.get("subnet_id"));
    for (const subnet of subnets.certain) addTo(this.#certain, subnet.key, { instance: association, tables });
    const all = this.#candidates({ instance: association, tables });
    for (const subnet of subnets.possible) addTo(this.#possible, subnet.key, ...all);
    if (subnets.certain.length > 0 || subnets.missing.length === 0) return;
    for (const table of all) addTo(this.#floating, placeKeyOf(table.vpc), table);
  }

  /** The tables that an association may name. */
  #candidates({ instance, tables }: Association): readonly RouteTable[] {
    const hidden = tables.missing.length > 0 ? [this.tables.hidden(`${instance.address}.route_table_id`)] : [];
    return [...anyOf(tables), ...hidden];
  }

  #readData(instance: Instance): void {
    const table = only(this.tables.ofInstance(instance));
    if (table === undefined) return;
    const lookedUp = only(this.subnets.refs(instance.get("subnet_id")));
    if (!isLeftToAws(instance, "subnet_id") && lookedUp !== undefined) this.#shown.set(lookedUp.key, table);
    for (const block of blocksOf(instance.get("associations"), instance.address).blocks) {
      if (flagOf(block.get("main")) === true || textOf(block.get("subnet_id")) === null) continue;
      for (const subnet of this.subnets.refs(block.get("subnet_id")).certain) this.#shown.set(subnet.key, table);
    }
  }

  /** Data sources show an association as it was: once the plan destroys it, its subnet has the main table. */
  #dissociate(association: Instance): void {
    for (const { key } of this.subnets.refs(association.before("subnet_id")).certain) {
      if (this.#shown.delete(key)) this.#unassociated.add(key);
    }
  }

  /** The tables that are associated with a subnet: one, or none. */
  #readLookUp(instance: Instance): void {
    const found = lookUpOf(instance, [ASSOCIATED]);
    const subnet = only(this.subnets.refs(found?.by.get(ASSOCIATED) ?? NOTHING));
    if (found === undefined || subnet === undefined || isElsewhere(instance, regionOf(subnet.vpc, [subnet]))) return;
    const [id] = found.ids;
    const table = id === undefined ? undefined : only(this.tables.refs(id));
    if (table !== undefined) this.#shown.set(subnet.key, table);
    else if (id === undefined) this.#unassociated.add(subnet.key);
  }
}

const ASSOCIATED = "association.subnet-id";

function namesOf(tables: readonly RouteTable[]): readonly Name[] {
  return tables.slice(0, MOST_TABLES).map(({ name }) => name);
}

/** Tables beyond this many are not named. */
const MOST_TABLES = 5;

function joined(associations: readonly Association[]): Refs<RouteTable> {
  return join(associations.map(({ tables }) => tables));
}

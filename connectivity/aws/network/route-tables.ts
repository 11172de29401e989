import { missingFact } from "../../causes/missing-fact";
import type { Name } from "../../causes/party";
import { addTo } from "../../multimap";
import type { Instance, MissingFact, Model, Target, Value } from "../../terraform/model/model";
import { blocksOf, isLeftToAws, isNew, isOwn, isUnset, textOf } from "../../terraform/model/shown-values";
import { type Range, rangeOf } from "./addresses";
import { idOf, type NetworkObject } from "./objects";
import type { PrefixLists } from "./prefix-lists";
import { anyOf, certainly, type Refs } from "./refs";
import { Registry } from "./registry";
import type { TargetKind } from "./route-targets";
import { type Route, RouteReader } from "./routes";
import type { Subnet } from "./subnets";
import type { Vpc, Vpcs } from "./vpcs";

export interface RouteTable extends NetworkObject {
  readonly vpc: Vpc;
  /** The main table that AWS makes along with the VPC. */
  readonly isDefault: boolean;
}

/** The routes of a table, the implicit local one left out. */
export interface TableRoutes {
  readonly routes: readonly Route[];
  /** What is missing to know whether there are more. */
  readonly missing: readonly MissingFact[];
  /** A virtual private gateway announces routes here, which no plan shows. */
  readonly propagation: MissingFact | null;
}

/** A route resource of a table. */
interface Claim {
  readonly instance: Instance;
  readonly isCertain: boolean;
}

const TYPES = ["aws_route_table", "aws_default_route_table"];
/** Stands for every table: for what is in one of them, and the input does not show in which. */
const SOME_TABLE = "some route table";

/** Route tables and their routes. */
export class RouteTables {
  readonly #reader: RouteReader;
  readonly #registry: Registry<RouteTable>;
  readonly #routes = new Map<string, TableRoutes>();
  #byVpc: ReadonlyMap<string, readonly RouteTable[]> | undefined;
  readonly #adopters: ReadonlyMap<string, Instance>;
  #standalone: ReadonlyMap<string, readonly Claim[]> | undefined;
  #homeless: readonly Route[] | undefined;
  /** Destinations of routes that the plan takes from a table, and what is missing to know whether it does; null for nothing. */
  #vanishing: ReadonlyMap<string, ReadonlyMap<string, MissingFact | null>> | undefined;
  #propagations: ReadonlyMap<string, Instance> | undefined;

  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
    prefixLists: PrefixLists,
  ) {
    this.#reader = new RouteReader(model, prefixLists);
    this.#registry = new Registry(model, {
      types: TYPES,
      ofTarget: (target) => this.#ofTarget(target),
      ofId: (id) => this.hidden(id),
    });
    this.#adopters = new Map(
      model
        .ofType("aws_default_route_table")
        .map((instance) => [vpcs.adoptedBy(instance, "default_route_table_id", "aws_route_table").key, instance]),
    );
  }

  refs(value: Value): Refs<RouteTable> {
    return this.#registry.refs(value);
  }

  ofInstance(instance: Instance): Refs<RouteTable> {
    return this.#ofTarget({ instance, attribute: "id" });
  }

  /** The table that AWS makes along with the VPC. */
  defaultOf(vpc: Vpc): RouteTable {
    const key = `main table of ${vpc.key}`;
    return this.#registry.get(key, () => {
      const adopter = this.#adopters.get(vpc.key);
      const name: Name = adopter?.address ?? { kind: "main-table-of", vpc: vpc.name };
      const id = this.#mainOf(vpc);
      const source = adopter ?? this.#lookedUp(id);
      return { key, name, sources: source === undefined ? [] : [source], id, vpc, isDefault: true };
    });
  }

  /** The id of the main table, where a data source or a state shows the VPC. */
  #mainOf(vpc: Vpc): string | null {
    const id = this.vpcs.attribute(vpc, "main_route_table_id");
    return id === undefined ? null : textOf(id);
  }

  #lookedUp(id: string | null): Instance | undefined {
    const { certain } = this.model.links({ kind: "scalar", value: id }, TYPES);
    return certain
      .map(({ instance }) => instance)
      .find(({ type, mode }) => type === "aws_route_table" && mode === "data");
  }

  /** A table of the VPC that leads to a gateway of the kind, for hints: one that a subnet may have been meant to have. */
  leadingTo(kind: TargetKind, vpc: Vpc): RouteTable | undefined {
    this.#byVpc ??= this.#indexByVpc();
    const tables = this.#byVpc.get(vpc.key) ?? [];
    return tables.find((table) =>
      this.routesOf(table).routes.some(({ targets }) => targets.some((target) => target.kind === kind)),
    );
  }

  #indexByVpc(): ReadonlyMap<string, readonly RouteTable[]> {
    const index = new Map<string, RouteTable[]>();
    for (const instance of this.model.ofType("aws_route_table")) {
      for (const table of this.ofInstance(instance).certain) {
        addTo(index, table.vpc.key, table);
      }
    }
    return index;
  }

  /** A table of which only its place in an argument is known. */
  hidden(address: string): RouteTable {
    return this.#shown(address, undefined, this.vpcs.knownOnlyBy(address));
  }

  /** The table of a subnet, of which nothing else is known. */
  hiddenOf({ name: subnet }: Subnet): RouteTable {
    const name: Name = { kind: "route-table-of", subnet };
    return this.#shown(`${subnet} route table`, undefined, this.vpcs.knownOnlyBy(name), name);
  }

  routesOf(table: RouteTable): TableRoutes {
    let routes = this.#routes.get(table.key);
    if (routes === undefined) {
      routes = this.#withHomeless(this.#readTable(table));
      this.#routes.set(table.key, routes);
    }
    return routes;
  }

  /**
   * Routes of which the input does not show the table may be this table's: not where it has one for the same destination,
   * for AWS takes one only.
   */
  #withHomeless(table: TableRoutes): TableRoutes {
    this.#homeless ??= this.#readHomeless();
    if (this.#homeless.length === 0) return table;
    const taken = new Set(table.routes.filter(({ doubt }) => doubt === null).map(destinationOf));
    const homeless = this.#homeless.filter((route) => !taken.has(destinationOf(route)));
    return { ...table, routes: [...table.routes, ...homeless] };
  }

  #readHomeless(): readonly Route[] {
    return this.model.ofType("aws_route").flatMap((instance) => {
      const tables = this.refs(instance.get("route_table_id"));
      if (tables.missing.length === 0 || tables.certain.length > 0) return [];
      const doubt = missingFact("table-of-route", { route: instance.address });
      return this.#reader.standalone(instance).map((route) => ({ ...route, doubt: route.doubt ?? doubt }));
    });
  }

  #readTable(table: RouteTable): TableRoutes {
    this.#propagations ??= this.#indexPropagations();
    const standalone = this.#standaloneRoutes(table);
    const [source] = table.sources;
    const propagating = this.#propagations.get(table.key) ?? this.#propagations.get(SOME_TABLE);
    const propagation =
      propagating ?? (source !== undefined && !isLeftToAws(source, "propagating_vgws") ? source : undefined);
    const rest = {
      propagation:
        propagation === undefined
          ? null
          : missingFact("propagated-routes", { propagation: propagation.address }, "nothing"),
    };
    if (source === undefined) {
      const isEmpty = table.isDefault && table.vpc.isManaged;
      const hidden = missingFact("routes-of-table", { table: table.name });
      return { routes: standalone, missing: isEmpty ? [] : [hidden], ...rest };
    }
    const attribute = source.mode === "data" ? "routes" : "route";
    if (source.mode === "data" && source.get("routes").kind !== "list") {
      return {
        routes: standalone,
        missing: [missingFact("routes-of-table-read", { table: table.name }, "reading")],
        ...rest,
      };
    }
    const { blocks, missing } = blocksOf(source.get(attribute), `${source.address}.${attribute}`);
    const inside = blocks.flatMap((block) => this.#reader.inside(block, source));
    const isMade = isNew(source);
    if (isMade) return { routes: [...inside, ...contest(standalone, inside, source)], missing, ...rest };
    // A refreshed table lists the routes of route resources as if they were its own.
    this.#vanishing ??= this.#indexVanishing();
    const doubts = new Map(this.#vanishing.get(table.key));
    for (const route of standalone) if (route.doubt === null) doubts.set(destinationOf(route), null);
    const kept = inside.flatMap((route) => {
      const doubt = doubts.get(destinationOf(route));
      return doubt === null ? [] : [{ ...route, doubt: route.doubt ?? doubt ?? null }];
    });
    return { routes: [...kept, ...standalone], missing, ...rest };
  }

  #ofTarget({ instance, attribute }: Target): Refs<RouteTable> {
    if (instance.type === "aws_vpc" || instance.type === "aws_default_vpc") {
      const vpcs = this.vpcs.refs({ kind: "pointer", targets: [{ instance, attribute: "id" }], selection: "one" });
      return certainly(...vpcs.certain.map((vpc) => this.defaultOf(vpc)));
    }
    if (!TYPES.includes(instance.type)) return this.#following(instance, attribute);
    return this.#registry.shown(
      instance,
      () => this.#readInstance(instance),
      () => certainly(this.#shown(instance.address, instance, this.vpcs.of(instance))),
    );
  }

  /** Another resource's attribute, such as that of an association. */
  #following(instance: Instance, attribute: string): Refs<RouteTable> {
    const value = instance.get(attribute);
    const isKnown = value.kind === "scalar" && !isUnset(value);
    return isKnown ? this.refs(value) : certainly(this.hidden(`${instance.address}.${attribute}`));
  }

  #readInstance(instance: Instance): Refs<RouteTable> {
    if (instance.type === "aws_default_route_table") {
      return certainly(this.defaultOf(this.vpcs.adoptedBy(instance, "default_route_table_id", "aws_route_table")));
    }
    const vpc = this.vpcs.of(instance);
    if (instance.mode === "managed") return certainly(this.#shown(instance.address, instance, vpc));
    const id = idOf(instance) ?? textOf(instance.get("route_table_id"));
    const given = instance.get("route_table_id");
    if (id === null) {
      return given.kind === "pointer" && !isOwn(instance, "route_table_id", given)
        ? this.refs(given)
        : certainly(this.#shown(instance.address, instance, vpc));
    }
    const value: Value = { kind: "scalar", value: id };
    const managed = this.model.links(value, TYPES).certain.find((target) => target.instance.mode === "managed");
    if (managed !== undefined) return this.#ofTarget(managed);
    return certainly(id === this.#mainOf(vpc) ? this.defaultOf(vpc) : this.#shown(id, instance, vpc));
  }

  #shown(key: string, instance: Instance | undefined, vpc: Vpc, name?: Name): RouteTable {
    return this.#registry.get(key, () => {
      const sources = instance === undefined ? [] : [instance];
      const id = instance === undefined ? key : idOf(instance);
      return { key, name: name ?? instance?.address ?? key, sources, id, vpc, isDefault: false };
    });
  }

  /** Route resources by table, and whether they are certainly that table's. Read when a table's are first asked for. */
  #indexStandalone(): ReadonlyMap<string, readonly Claim[]> {
    const index = new Map<string, Claim[]>();
    for (const instance of this.model.ofType("aws_route")) {
      const tables = this.refs(instance.get("route_table_id"));
      for (const table of anyOf(tables)) {
        const claim = { instance, isCertain: tables.certain.includes(table) };
        addTo(index, table.key, claim);
      }
    }
    return index;
  }

  #standaloneRoutes(table: RouteTable): readonly Route[] {
    this.#standalone ??= this.#indexStandalone();
    return (this.#standalone.get(table.key) ?? []).flatMap(({ instance, isCertain }) => {
      const routes = this.#reader.standalone(instance);
      if (isCertain) return routes;
      const doubt = missingFact("table-of-route", { route: instance.address });
      return routes.map((route) => ({ ...route, doubt: route.doubt ?? doubt }));
    });
  }

  /** The route for all public addresses that a table had and the plan destroys. */
  destroyedDefaultOf(table: RouteTable): Instance | undefined {
    return this.model.destroyed.find(
      (gone) =>
        gone.type === "aws_route" &&
        textOf(gone.before("destination_cidr_block")) === "0.0.0.0/0" &&
        this.refs(gone.before("route_table_id")).certain.some(({ key }) => key === table.key),
    );
  }

  #indexVanishing(): ReadonlyMap<string, ReadonlyMap<string, MissingFact | null>> {
    const index = new Map<string, Map<string, MissingFact | null>>();
    const changed = this.model
      .ofType("aws_route")
      .filter((route) => route.change === "update" || route.change === "replace");
    for (const instance of [...this.model.destroyed.filter((gone) => gone.type === "aws_route"), ...changed]) {
      const range = rangeOf(textOf(instance.before("destination_cidr_block")) ?? "");
      const tables = this.refs(instance.before("route_table_id"));
      for (const table of anyOf(tables)) {
        const gone = index.get(table.key) ?? new Map();
        const doubt = missingFact("route-was-in", { route: instance.address, table: table.name });
        if (range !== undefined) gone.set(rangeText(range), tables.certain.includes(table) ? null : doubt);
        index.set(table.key, gone);
      }
    }
    return index;
  }

  #indexPropagations(): ReadonlyMap<string, Instance> {
    const index = new Map<string, Instance>();
    for (const instance of this.model.ofType("aws_vpn_gateway_route_propagation")) {
      const tables = this.refs(instance.get("route_table_id"));
      for (const table of anyOf(tables)) index.set(table.key, instance);
      if (tables.missing.length > 0) index.set(SOME_TABLE, instance);
    }
    return index;
  }
}

/** Routes inside a table and route resources on the same table undo each other. */
function contest(standalone: readonly Route[], inside: readonly Route[], table: Instance): readonly Route[] {
  if (inside.length === 0) return standalone;
  return standalone.map((route) => {
    const rivals = { route: route.holder.address, table: table.address };
    return { ...route, doubt: route.doubt ?? missingFact("rival-routes", rivals, "nothing") };
  });
}

/** What tells routes of a table apart. */
function destinationOf(route: Route): string {
  return route.range === null ? "not shown" : rangeText(route.range);
}

function rangeText(range: Range): string {
  return `${range.first}-${range.last}`;
}

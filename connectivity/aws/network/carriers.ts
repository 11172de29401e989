import type { Instance, Model } from "../../terraform/model/model";
import { blocksOf, isLeftToAws } from "../../terraform/model/shown-values";
import type { Endpoints } from "./endpoints";
import type { Group, Groups } from "./groups";
import { anyOf } from "./refs";

/** What carries a security group, by what it does: event sources and endpoints answer, everything else calls. */
export type Carrier = "source" | "endpoint" | "caller";

/** Arguments with which event sources and callers name their groups; a block's argument after a dot. */
const NAMED: readonly (readonly [carrier: Carrier, type: string, argument: string])[] = [
  ["source", "aws_mq_broker", "security_groups"],
  ["caller", "aws_lambda_function", "vpc_config.security_group_ids"],
  ["caller", "aws_instance", "vpc_security_group_ids"],
  ["caller", "aws_network_interface", "security_groups"],
  ["caller", "aws_ecs_service", "network_configuration.security_groups"],
];

/** What carries which security group: to tell a rule that was meant for the mapping from one that was meant for others. */
export class Carriers {
  #index: ReadonlyMap<string, ReadonlySet<Carrier>> | undefined;

  constructor(
    private readonly model: Model,
    private readonly groups: Groups,
    private readonly endpoints: Endpoints,
  ) {}

  of(group: Group): ReadonlySet<Carrier> {
    this.#index ??= this.#read();
    return this.#index.get(group.key) ?? new Set();
  }

  #read(): ReadonlyMap<string, ReadonlySet<Carrier>> {
    const index = new Map<string, Set<Carrier>>();
    const note = (groups: readonly Group[], carrier: Carrier) => {
      for (const { key } of groups) index.set(key, (index.get(key) ?? new Set<Carrier>()).add(carrier));
    };
    for (const endpoint of this.endpoints.all) note(anyOf(this.endpoints.groupsOf(endpoint)), "endpoint");
    for (const [carrier, type, argument] of NAMED) {
      for (const instance of this.model.ofType(type)) note(this.#named(instance, argument), carrier);
    }
    return index;
  }

  #named(instance: Instance, argument: string): readonly Group[] {
    const [outer = "", inner] = argument.split(".");
    if (isLeftToAws(instance, outer)) return [];
    const value = instance.get(outer);
    const values =
      inner === undefined ? [value] : blocksOf(value, instance.address).blocks.map((block) => block.get(inner));
    return values.flatMap((given) => anyOf(this.groups.refs(given)));
  }
}

import type { Key } from "../model/address";
import type { InstanceGroup, ModuleScope } from "../model/scope";

/** Where an expression stands: what `var`, `each` and `count` mean in it. */
export interface Place {
  readonly scope: ModuleScope;
  /** Key of the resource or module instance. */
  readonly key: Key;
  readonly forEach: unknown;
  /** The resource's instances, where the expression is that of a resource which nothing names. */
  readonly group?: InstanceGroup;
  /** The resource's arguments in the configuration. */
  readonly expressions?: unknown;
}

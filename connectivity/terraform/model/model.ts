/**
 * The model that the reading layer makes of any input and the other layers judge: resource instances as they will be
 * once the plan is applied, with the values that the input shows, the objects that values point at, and a name for
 * every fact that is missing.
 */

import type { MissingFact } from "../../causes/missing-fact";
import type { SourceConflict, SourceGuess } from "./source-conflict";

export type { MissingFact } from "../../causes/missing-fact";

/** A value that the input shows. An argument that is not set is a scalar null. */
export interface Scalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** The input marks the value as sensitive: judge by it, never show it. */
  readonly sensitive?: true;
}

/** A list, set or tuple, or a sequence of blocks. */
export interface List {
  readonly kind: "list";
  readonly items: readonly Value[];
  /** Set where the members have no order that the input shows: those of a set that are known after apply. */
  readonly unordered?: true;
  /** The fact that is missing to know whether there are further items; null when there are none. */
  readonly open: MissingFact | null;
}

/** A block, object or map. */
export interface Block {
  readonly kind: "block";
  /** The field's value; a scalar null where it is not set. */
  get(field: string): Value;
  fields(): readonly string[];
}

/**
 * A value known after apply only, of which the configuration shows where it comes from.
 *
 * References are followed to their end: through variables, outputs and attributes that are set from something else.
 * What remains is an attribute that AWS fills in, such as `id` or `arn`. `get` of such an attribute gives a pointer to
 * itself; so does an argument that the configuration leaves blank and AWS chooses (`isLeftToAws` tells both from a value).
 * Where the input lost which attribute is meant (a splat, a whole resource), the target names the one that fits the
 * argument's name: `arn`, `name`, or `id`.
 */
export interface Pointer {
  readonly kind: "pointer";
  readonly targets: readonly Target[];
  /**
   * - `one`: exactly one of the targets (with a single target: that one);
   * - `some`: one or more of them, and the input lost which (a splat, a `for`, `values()`, a conditional list).
   */
  readonly selection: "one" | "some";
}

/** A value that the input does not show and that cannot be followed. */
export interface Unknown {
  readonly kind: "unknown";
  readonly missing: MissingFact;
  /**
   * Where the value is a text of which the input shows parts: the parts in order, scalars where known. Only configuration as
   * it is written shows them: `"com.amazonaws.${data.aws_region.current.name}.sts"`.
   */
  readonly parts?: readonly Value[];
}

export type Value = Scalar | List | Block | Pointer | Unknown;

/** An attribute of an instance, such as `aws_vpc.x` and `default_security_group_id`. */
export interface Target {
  readonly instance: Instance;
  readonly attribute: string;
}

/**
 * What the plan does to an instance. `none` also for state and for what Terraform forgets, which stays as it is; `create` also
 * for synthesized configuration; `read` for a data source that is not read yet.
 */
export type Change = "create" | "update" | "replace" | "none" | "delete" | "read";

/** One instance of a resource or data source. */
export interface Instance {
  /**
   * Full address, such as `module.network["a"].aws_subnet.private[0]` or `data.aws_vpc.default`. `aws_subnet.private[*]` where
   * the input does not show how many there are; `plan.json: aws_vpc.main` where several inputs hold the address.
   */
  readonly address: string;
  /** Address of its module instance; "" for the root module. */
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly constructPath: string | null;
  readonly change: Change;
  /** Set where a replacement makes the new object before it destroys the old one: with `create_before_destroy`. */
  readonly createdFirst?: true;
  /** Set where the input is a configuration without a plan: the object may exist already, and what is done to it be an update. */
  readonly mayExist?: true;
  /** The value as it will be. Missing arguments are a scalar null. */
  get(attribute: string): Value;
  /** The value as it was; a scalar null where nothing existed. */
  before(attribute: string): Value;
  /**
   * Set where the instance stands for a number of instances that the input does not show, of which `get` knows nothing: the
   * value as any of them has it. There may be none.
   */
  readonly ofAny?: (attribute: string) => Value;
  /**
   * Set where the instance is of a plan: what the configuration mentions in an argument, though the provider may hide the
   * difference, so that `get` gives what was there before. What a function makes of it is not shown: a value that it has in
   * common with another argument is the same, and any other is no proof.
   */
  readonly configured?: (argument: string) => Value;
  /** Addresses that its `depends_on` and its arguments name, resolved to instances, in any order, without itself. */
  dependencies(): readonly Instance[];
}

/** The objects that a value denotes, sorted by how sure that is. */
export interface Links {
  /** Certainly denoted. */
  readonly certain: readonly Target[];
  /** One or more of these are denoted; the input does not say which. */
  readonly possible: readonly Target[];
  /** Literal ids, names or ARNs of objects that the input does not hold. */
  readonly outside: readonly string[];
  /** What is missing to know whether there is more. Empty: certain, possible and outside are all. */
  readonly missing: readonly MissingFact[];
}

export interface Model {
  /** What exists once the plan is applied: nothing that it destroys. Data sources included. */
  readonly instances: readonly Instance[];
  /** What the plan destroys without replacing it: named in explanations, of no effect. */
  readonly destroyed: readonly Instance[];
  /** Instances of one type; managed and data alike (see `mode`). */
  ofType(type: string): readonly Instance[];
  /** The instance at an address, if it exists. */
  at(address: string): Instance | undefined;
  /**
   * The objects that a value denotes, through known ids, ARNs and names (looked up among `types`) and through pointers
   * (filtered by `types`). Data sources and resources alike. A managed instance is preferred over a data source of the same id.
   * An object that exists along with a VPC is denoted by the VPC's attribute: a target such as `aws_vpc.main` and
   * `default_security_group_id` where the types hold `aws_security_group`.
   */
  links(value: Value, types: readonly string[]): Links;
  /** What the input as a whole is, for messages: `plan`, `state`, `configuration`, or `several`. */
  readonly source: "plan" | "state" | "configuration" | "several";
  /** Where plans and the configurations that were given with them do not belong together. */
  readonly conflicts: readonly SourceConflict[];
  /** Configurations that were read with plans though nobody named them. */
  readonly guesses: readonly SourceGuess[];
  /** Whether a plan's JSON is read without the configuration that it was made from, which says what the JSON has lost. */
  readonly isJsonAlone: boolean;
}

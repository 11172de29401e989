import { typesTakenBy, usualAttribute } from "../../aws-provider/arguments";
import { GROUPS, identifyingAttributes, madeAlongWith, TABLES, VPCS } from "../../aws-provider/identity";
import { keyAt, nameAt, type Step } from "../model/address";
import { field, isObject } from "../model/json";
import type { Instance, Target } from "../model/model";
import type { InstanceGroup, ModuleScope } from "../model/scope";
import { referencesOf } from "./reference";

/** Resources whose attributes may hold anything: what they hold was made elsewhere. */
const OPAQUE = new Set([
  "aws_cloudformation_stack",
  "aws_lambda_invocation",
  "aws_ssm_parameter",
  "random_integer",
  "random_shuffle",
  "terraform_data",
]);

/** Data sources that show neither VPCs nor event sources, so that it does not matter what they will read. */
const HARMLESS_DATA = new Set([
  "archive_file",
  "aws_ami",
  "aws_availability_zones",
  "aws_caller_identity",
  "aws_iam_policy",
  "aws_iam_policy_document",
  "aws_iam_role",
  "aws_partition",
  "aws_region",
  "aws_secretsmanager_random_password",
  "aws_secretsmanager_secret",
  "aws_secretsmanager_secret_version",
  "aws_vpc_endpoint_service",
]);

/** Resources that AWS puts into a VPC by other arguments than a `vpc_id`, and that say afterwards which it is. */
const SAY_THEIR_VPC = ["aws_alb", "aws_default_subnet", "aws_eks_cluster", "aws_lb"];

/** More candidates than this do not help anybody. */
const MAX_CANDIDATES = 100;
/** Nor does a search of more steps than this. */
const MAX_STEPS = 50_000;

/** Arguments that take one object of which modules see one or two, and which few others show. */
const NARROWED = /^(vpc_id|event_source_arn)$/;

/** Stands for no argument in particular. */
const ANY = "";

/**
 * Arguments that take one object which many other resources may show: groups and tables that AWS makes, or puts in where
 * nothing is said. They are narrowed where the module sees nothing that may show more than itself.
 */
const NARROWED_AMONG_QUIET = /^(security_group_id|route_table_id)$/;

/** Types of which no attribute shows a group or table, but for those that an argument of theirs was given. */
const QUIET = new Set([
  "aws_cloudwatch_log_group",
  "aws_customer_gateway",
  "aws_eip",
  "aws_eip_association",
  "aws_flow_log",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_internet_gateway",
  "aws_internet_gateway_attachment",
  "aws_kms_alias",
  "aws_kms_key",
  "aws_nat_gateway",
  "aws_network_acl",
  "aws_network_acl_association",
  "aws_network_acl_rule",
  "aws_route",
  "aws_route_table_association",
  "aws_secretsmanager_secret",
  "aws_secretsmanager_secret_version",
  "aws_security_group_rule",
  "aws_ssm_parameter",
  "aws_subnet",
  "aws_vpc_dhcp_options",
  "aws_vpc_dhcp_options_association",
  "aws_vpc_ipv4_cidr_block_association",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
  "null_resource",
  "random_id",
  "random_password",
  "random_pet",
  "random_string",
  "time_sleep",
  ...GROUPS,
  ...TABLES,
]);

/**
 * What a local value can hold, where it is known after apply only. A plan does not hold the definition of a local, but it
 * shows all that the module sees: its resources, the outputs of its modules, its variables. `vpc_id = local.vpc_id` in a
 * module with one VPC can only be that VPC.
 */
export class LocalSources {
  readonly #kept = new WeakMap<ModuleScope, Map<string, readonly Target[] | null>>();

  /**
   * What an argument of this name may take of all that a module sees; null where that may be anything.
   *
   * @param isPart - What is sought is a part of the local, such as the member of a `for_each`, which may be a key besides.
   */
  of(scope: ModuleScope, argument: string, isPart = false): readonly Target[] | null {
    if (!NARROWED.test(argument) && (isPart || !NARROWED_AMONG_QUIET.test(argument))) return null;
    let kept = this.#kept.get(scope);
    if (kept === undefined) {
      kept = new Map();
      this.#kept.set(scope, kept);
    }
    let found = kept.get(argument);
    if (found === undefined) {
      found = new Search(this, scope, argument).run();
      kept.set(argument, found);
    }
    return found;
  }

  /** Whether expressions may lead to something that holds any number or word, through variables, locals and outputs. */
  mayBeAnything(expressions: readonly unknown[], scope: ModuleScope): boolean {
    return new Search(this, scope, ANY).runFrom(expressions) === null;
  }
}

class Search {
  readonly #types: readonly string[];
  readonly #targets = new Map<string, Target>();
  readonly #visited = new Set<string>();
  readonly #open: (() => void)[] = [];
  #steps = 0;
  #narrows = true;

  constructor(
    private readonly above: LocalSources,
    private readonly from: ModuleScope,
    private readonly argument: string,
  ) {
    this.#types = typesTakenBy(argument) ?? [];
  }

  run(): readonly Target[] | null {
    this.#inside(this.from);
    return this.#result();
  }

  /** The same of all that expressions name. */
  runFrom(expressions: readonly unknown[]): readonly Target[] | null {
    for (const expression of expressions) this.#follow(expression, this.from);
    return this.#result();
  }

  #result(): readonly Target[] | null {
    for (let next = this.#open.pop(); next !== undefined && this.#narrows; next = this.#open.pop()) next();
    return this.#narrows ? [...this.#targets.values()] : null;
  }

  #visit(scope: ModuleScope, what: string, then: () => void): void {
    const key = `${scope.address} ${what}`;
    if (this.#visited.has(key)) return;
    this.#visited.add(key);
    this.#open.push(then);
    this.#spend(1);
  }

  #spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > MAX_STEPS || this.#targets.size > MAX_CANDIDATES) this.#narrows = false;
  }

  #inside(scope: ModuleScope): void {
    this.#visit(scope, "", () => {
      for (const group of scope.groups.values()) this.#group(group, undefined);
      for (const child of scope.children()) this.#outputs(child);
      for (const name of namesOf(scope.config, "variables")) this.#variable(scope, name);
    });
  }

  #follow(expression: unknown, scope: ModuleScope): void {
    for (const { steps } of referencesOf(expression)) this.#reference(steps, scope);
  }

  #reference(steps: readonly Step[], scope: ModuleScope): void {
    const first = nameAt(steps, 0);
    const second = nameAt(steps, 1) ?? "";
    if (first === "var") this.#variable(scope, second);
    else if (first === "local") this.#local(scope);
    else if (first === "module") this.#module(scope, second, steps.slice(2));
    else if (first === "data") this.#resource(scope, `data.${second}.${nameAt(steps, 2)}`, steps.slice(3));
    else this.#resource(scope, `${first}.${second}`, steps.slice(2));
  }

  #resource(scope: ModuleScope, block: string, rest: readonly Step[]): void {
    const group = scope.groups.get(block);
    if (group !== undefined) this.#group(group, nameAt(rest, keyAt(rest, 0) === undefined ? 0 : 1));
  }

  /** @param attribute - The one that is seen; undefined for all. */
  #group({ instances }: InstanceGroup, attribute: string | undefined): void {
    this.#spend(instances.length);
    for (const instance of instances) {
      if (mayHoldAnything(instance, this.#types) || this.#mayShowMore(instance, attribute)) this.#narrows = false;
      for (const told of this.#told(instance, attribute)) this.#add({ instance, attribute: told });
    }
  }

  #mayShowMore({ type, mode, change }: Instance, seen: string | undefined): boolean {
    if (!NARROWED_AMONG_QUIET.test(this.argument) || change === "none") return false;
    const isQuiet = mode === "data" ? HARMLESS_DATA.has(type) || this.#types.includes(type) : QUIET.has(type);
    if (isQuiet || VPCS.includes(type)) return false;
    return seen === undefined || !identifies(type, seen);
  }

  /** The attributes by which an instance is what is sought or says which it belongs to, when this attribute of it is seen. */
  #told({ type }: Instance, seen: string | undefined): readonly string[] {
    if (this.#types.includes(type)) {
      return seen === undefined || identifies(type, seen) ? [usualAttribute(this.argument)] : [];
    }
    if (NARROWED_AMONG_QUIET.test(this.argument)) return this.#toldByVpc(type, seen);
    if (this.argument !== "vpc_id") return [];
    return seen === "vpc_id" || (seen === undefined && SAY_THEIR_VPC.includes(type)) ? ["vpc_id"] : [];
  }

  /** The group or tables that AWS makes along with a VPC. */
  #toldByVpc(type: string, seen: string | undefined): readonly string[] {
    const along = madeAlongWith(this.#types[0] ?? "").flatMap(([owner, attribute]) =>
      owner === type ? [attribute] : [],
    );
    return seen === undefined ? along : along.filter((attribute) => attribute === seen);
  }

  #add(target: Target): void {
    this.#targets.set(`${target.instance.address} ${target.attribute}`, target);
  }

  #variable(scope: ModuleScope, name: string): void {
    const { parent } = scope;
    if (parent === undefined) return;
    this.#visit(scope, `var.${name}`, () => {
      this.#follow(field(field(scope.call, "expressions"), name), parent);
      // `each.value` in the call.
      this.#follow(field(scope.call, "for_each_expression"), parent);
    });
  }

  #local(scope: ModuleScope): void {
    // Whether something may be anything is asked of all that is seen, wherever the local stands.
    if (this.argument === ANY || !isAbove(scope, this.from)) {
      this.#inside(scope);
      return;
    }
    const seen = this.above.of(scope, this.argument);
    if (seen === null) this.#narrows = false;
    for (const target of seen ?? []) this.#add(target);
  }

  #module(scope: ModuleScope, name: string, rest: readonly Step[]): void {
    const output = nameAt(rest, keyAt(rest, 0) === undefined ? 0 : 1);
    for (const child of scope.instancesOf(name)) {
      if (output === undefined) this.#outputs(child);
      else this.#output(child, output);
    }
  }

  #outputs(scope: ModuleScope): void {
    for (const name of namesOf(scope.config, "outputs")) this.#output(scope, name);
  }

  #output(scope: ModuleScope, name: string): void {
    const output = field(field(scope.config, "outputs"), name);
    this.#visit(scope, `output.${name}`, () => this.#follow(field(output, "expression"), scope));
  }
}

function mayHoldAnything({ type, mode, change }: Instance, types: readonly string[]): boolean {
  if (change === "none") return false;
  return mode === "data" ? !HARMLESS_DATA.has(type) && !types.includes(type) : OPAQUE.has(type);
}

/** Whether an attribute is an id or ARN of the instance, rather than something about it. */
function identifies(type: string, attribute: string): boolean {
  return identifyingAttributes(type).includes(attribute) || attribute.endsWith("_arn");
}

function isAbove(scope: ModuleScope, other: ModuleScope): boolean {
  for (let at = other.parent; at !== undefined; at = at.parent) if (at === scope) return true;
  return false;
}

function namesOf(config: unknown, key: string): readonly string[] {
  const json = field(config, key);
  return isObject(json) ? Object.keys(json) : [];
}

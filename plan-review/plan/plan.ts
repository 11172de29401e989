import { field, isObject, listField, textField } from "../../connectivity/index";
import { PlannedChange } from "./planned-change";

/** A change that Terraform puts off to a later plan. */
export interface DeferredChange {
  /** Terraform's word for why. */
  readonly reason: string | null;
  readonly change: PlannedChange;
}

/** An output of the root module that changes. Its value is never read: an output may be anything. */
export interface OutputChange {
  readonly name: string;
  readonly action: "create" | "update" | "delete" | "unknown";
}

/** A condition of the configuration that does not hold, or is not known to. Its message is never read: it may hold values. */
export interface ConditionResult {
  readonly address: string;
  readonly status: "fail" | "error";
}

/** Changed outside of Terraform. */
export interface Drift {
  readonly change: PlannedChange;
  /** Whether the plan rests on what has changed. */
  readonly relevant: boolean;
}

/** What `terraform show -json` says of a saved plan, as far as a reviewer is told of it. */
export interface Plan {
  readonly terraformVersion: string | null;
  /** Whether there is something to apply, that nothing is left out, and that planning failed half-way; null: not said. */
  readonly applyable: boolean | null;
  readonly complete: boolean | null;
  readonly errored: boolean | null;
  /** Every entry that is there, also what stays as it is. */
  readonly changes: readonly PlannedChange[];
  /** How many entries of `resource_changes` are none. */
  readonly unreadable: number;
  readonly drift: readonly Drift[];
  readonly deferred: readonly DeferredChange[];
  readonly outputs: readonly OutputChange[];
  readonly conditions: readonly ConditionResult[];
  /** Addresses of actions that the apply invokes, and of those that are put off. */
  readonly invocations: readonly string[];
  readonly deferredInvocations: number;
  /** The blocks of the configuration, by address without keys of instances. */
  readonly blocks: ReadonlyMap<string, unknown>;
  /** What exists before, as `terraform show -json` prints a state; undefined where nothing does. */
  readonly priorState: unknown;
}

/** Whether JSON is a plan's, of a format that is known. */
export function isPlan(json: unknown): boolean {
  const version = textField(json, "format_version");
  const hasParts = ["resource_changes", "planned_values", "configuration"].some(
    (name) => isObject(field(json, name)) || Array.isArray(field(json, name)),
  );
  return version !== undefined && /^[01]\.\d{1,4}$/.test(version) && hasParts;
}

export function readPlan(json: unknown): Plan {
  const entries = listField(json, "resource_changes");
  const changes = entries.flatMap((entry) => PlannedChange.of(entry) ?? []);
  return {
    terraformVersion: textField(json, "terraform_version") ?? null,
    applyable: said(json, "applyable"),
    complete: said(json, "complete"),
    errored: said(json, "errored"),
    changes,
    unreadable: entries.length - changes.length,
    drift: driftIn(json, changes),
    deferred: listField(json, "deferred_changes").flatMap((entry) => {
      const change = PlannedChange.of(field(entry, "resource_change"));
      return change === undefined ? [] : [{ reason: textField(entry, "reason") ?? null, change }];
    }),
    outputs: outputsIn(json),
    conditions: conditionsIn(json),
    invocations: listField(json, "action_invocations").map((entry) => textField(entry, "address") ?? "an action"),
    deferredInvocations: listField(json, "deferred_action_invocations").length,
    blocks: new Map(blocksIn(field(field(json, "configuration"), "root_module"), "")),
    priorState: field(json, "prior_state"),
  };
}

function said(json: unknown, name: string): boolean | null {
  const value = field(json, name);
  return typeof value === "boolean" ? value : null;
}

/** Terraform's own text shows of drift only what the plan rests on. What is gone and made anew belongs to it. */
function driftIn(json: unknown, changes: readonly PlannedChange[]): readonly Drift[] {
  const created = new Set(changes.filter(({ creates }) => creates).map(({ address }) => address));
  const attributes = new Map<string, unknown[]>();
  for (const entry of listField(json, "relevant_attributes")) {
    const resource = textField(entry, "resource") ?? "";
    const [first] = listField(entry, "attribute");
    attributes.set(resource, [...(attributes.get(resource) ?? []), first]);
  }
  return listField(json, "resource_drift").flatMap((entry) => {
    const change = PlannedChange.of(entry);
    if (change === undefined) return [];
    const rested = attributes.get(change.address) ?? attributes.get(change.address.replace(/\[[^\]]*\]$/, "")) ?? [];
    const isRestedOn = rested.some(
      (name) => typeof name !== "string" || change.destroys || change.changed.some((changed) => changed.name === name),
    );
    const isMadeAnew = change.destroys && created.has(change.address);
    return [{ change, relevant: isRestedOn || isMadeAnew }];
  });
}

const OUTPUT_ACTIONS: ReadonlyMap<string, OutputChange["action"] | "none"> = new Map([
  ["no-op", "none"],
  ["create", "create"],
  ["update", "update"],
  ["delete", "delete"],
]);

function outputsIn(json: unknown): readonly OutputChange[] {
  const outputs = field(json, "output_changes");
  if (!isObject(outputs)) return [];
  return Object.keys(outputs)
    .sort()
    .flatMap((name) => {
      const action = OUTPUT_ACTIONS.get(listField(outputs[name], "actions").join(",")) ?? "unknown";
      return action === "none" ? [] : [{ name, action }];
    });
}

function conditionsIn(json: unknown): readonly ConditionResult[] {
  return listField(json, "checks").flatMap((entry) => {
    const status = textField(entry, "status");
    const address = textField(field(entry, "address"), "to_display") ?? "a condition";
    return status === "fail" || status === "error" ? [{ address, status }] : [];
  });
}

function blocksIn(module: unknown, prefix: string): readonly (readonly [string, unknown])[] {
  const own = listField(module, "resources").map(
    (block) => [`${prefix}${textField(block, "address") ?? ""}`, block] as const,
  );
  const calls = field(module, "module_calls");
  const inner = isObject(calls) ? Object.keys(calls) : [];
  return [
    ...own,
    ...inner.flatMap((name) => blocksIn(field(field(calls, name), "module"), `${prefix}module.${name}.`)),
  ];
}

/** The block of the configuration that a resource is of. */
export function blockOf({ blocks }: Plan, address: string): unknown {
  return blocks.get(address.includes("[") ? address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, "") : address);
}

import { describeJson, field, isObject, type JsonObject, listField } from "./model/json";

/** The kinds of JSON that can be read. */
export type InputKind = "plan" | "state" | "configuration";

/** What an input is, or why it cannot be used. */
export type Recognized =
  | { readonly kind: InputKind; readonly json: JsonObject }
  | { readonly found: string; readonly expected: string };

const EXPECTED =
  "the output of terraform show -json for a plan file or a state, or a cdk.tf.json (Terraform JSON configuration)";

/** Other JSON that Terraform and its neighbours write, which people pass by mistake. */
const MISTAKEN: readonly {
  readonly is: (json: JsonObject) => boolean;
  readonly found: string;
  readonly expected: string;
}[] = [
  {
    is: (json) => typeof json.version === "number" && (has(json, "lineage") || has(json, "serial")),
    found: "a raw state file",
    expected: "the output of terraform show -json, run where that state belongs",
  },
  {
    is: (json) => has(json, "@level") || has(json, "@message"),
    found: "a log line of terraform plan -json",
    expected: "the output of terraform show -json PLANFILE, of a plan saved by terraform plan -out PLANFILE",
  },
  {
    is: (json) => has(json, "plan_format_version"),
    found: "a plan that HCP Terraform redacted",
    expected: "the plan's unredacted JSON output (json-output), or the output of terraform show -json",
  },
  {
    is: (json) => has(json, "provider_schemas"),
    found: "provider schemas",
    expected: "the output of terraform show -json",
  },
  {
    is: (json) => has(json, "stacks") && has(json, "version"),
    found: "a manifest of cdktf synth",
    expected: "the file beside it, stacks/<stack>/cdk.tf.json",
  },
  {
    is: (json) => has(json, "AWSTemplateFormatVersion") || has(json, "Resources"),
    found: "a CloudFormation template",
    expected: EXPECTED,
  },
];

/** What stands at the top of a configuration in JSON syntax. */
const CONFIGURATION_KEYS = new Set([
  "//",
  "check",
  "data",
  "ephemeral",
  "import",
  "locals",
  "module",
  "moved",
  "output",
  "provider",
  "removed",
  "resource",
  "terraform",
  "variable",
]);

function has(json: JsonObject, name: string): boolean {
  return Object.hasOwn(json, name);
}

/** Tells which kind of Terraform JSON this is, and refuses what is damaged as a whole. */
export function recognize(json: unknown): Recognized {
  if (!isObject(json)) return { found: describeJson(json), expected: EXPECTED };
  const mistaken = MISTAKEN.find(({ is }) => is(json));
  if (mistaken !== undefined) return { found: mistaken.found, expected: mistaken.expected };
  if (has(json, "format_version")) return recognizeShown(json);
  const keys = Object.keys(json);
  if (keys.length === 0 || !keys.every((key) => CONFIGURATION_KEYS.has(key))) {
    return { found: describeJson(json), expected: EXPECTED };
  }
  return misshapen(json, ["resource", "data"], "object") ?? { kind: "configuration", json };
}

function recognizeShown(json: JsonObject): Recognized {
  const version = json.format_version;
  if (typeof version !== "string" || !/^[01]\.\d{1,4}$/.test(version)) {
    const shown = typeof version === "string" ? JSON.stringify(version.slice(0, 40)) : describeJson(version);
    return { found: `format_version ${shown}`, expected: 'format_version "0.x" or "1.x", from terraform show -json' };
  }
  if (has(json, "resource_changes") || has(json, "planned_values") || has(json, "configuration"))
    return recognizePlan(json);
  return misshapen(json, ["values"], "object") ?? { kind: "state", json };
}

function recognizePlan(json: JsonObject): Recognized {
  if (json.errored === true) {
    return { found: "a plan that ended in an error, so that resources are missing", expected: "a plan that succeeded" };
  }
  const planned = field(field(json, "planned_values"), "root_module");
  if (!has(json, "resource_changes") && listField(planned, "resources").length > 0) {
    return { found: "a plan without resource_changes", expected: "the whole output of terraform show -json" };
  }
  return (
    misshapen(json, ["resource_changes"], "list") ??
    misshapen(json, ["configuration", "prior_state", "variables"], "object") ?? { kind: "plan", json }
  );
}

function misshapen(json: JsonObject, names: readonly string[], shape: "list" | "object"): Recognized | undefined {
  const isShaped = shape === "list" ? Array.isArray : isObject;
  const wrong = names.find((name) => has(json, name) && !isShaped(json[name]));
  return wrong === undefined
    ? undefined
    : {
        found: `${wrong} is ${describeJson(json[wrong])}`,
        expected: `${wrong} to be ${shape === "list" ? "a list" : "an object"}`,
      };
}

import type { Expression } from "../expressions/expression";
import type { Value } from "../model/model";
import { NULL } from "../model/values";
import { type ConfiguredModule, NO_BINDINGS } from "./configured-module";
import type { ResourceBlock } from "./module-source";

/** The Region that a resource's provider works in; null where the configuration does not say it. */
export function providerRegion(block: ResourceBlock, module: ConfiguredModule): Value {
  let provider = nameOf(block.body.attributes.get("provider")) ?? "aws";
  let at = module;
  // A module without providers of its own has its caller's.
  while (at.caller !== undefined && !at.source.providers.has(provider)) {
    const passed = at.caller.call.attributes.get("providers");
    const name = provider;
    const given = passed?.kind === "object" ? passed.entries.find(([key]) => nameOf(key) === name) : undefined;
    provider = given === undefined ? provider : (nameOf(given[1]) ?? provider);
    at = at.caller.module;
  }
  const expression = at.source.providers.get(provider)?.attributes.get("region");
  if (expression === undefined) return NULL;
  const region = at.evaluate(expression, NO_BINDINGS, `provider ${provider}`);
  return region.kind === "scalar" ? region : NULL;
}

/** `aws`, `aws.east`, or either as a text. */
function nameOf(expression: Expression | undefined): string | undefined {
  if (expression?.kind === "literal" && typeof expression.value === "string")
    return expression.value.replace(/^\$\{(.*)\}$/, "$1");
  if (expression?.kind === "root") return expression.name;
  const inner = expression?.kind === "attribute" ? nameOf(expression.of) : undefined;
  return expression?.kind === "attribute" && inner !== undefined ? `${inner}.${expression.name}` : undefined;
}

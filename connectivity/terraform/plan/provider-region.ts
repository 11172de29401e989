import { field, textField } from "../model/json";
import type { Value } from "../model/model";
import { NULL, scalar } from "../model/values";
import { constantOf } from "../references/reference";

/**
 * The Regions that a plan's providers work in. Provider 6 gives every resource a `region`; before it, only the provider's
 * configuration says where a resource will be.
 */
export class ProviderRegions {
  constructor(
    private readonly configuration: unknown,
    private readonly rootVariables: unknown,
  ) {}

  /** The Region of a configured resource; a scalar null where the environment, or something computed, gives it. */
  of(block: unknown): Value {
    const key = textField(block, "provider_config_key") ?? "";
    const provider = field(field(this.configuration, "provider_config"), key);
    const expression = field(field(provider, "expressions"), "region");
    const constant = constantOf(expression);
    const region = typeof constant === "string" ? constant : this.#variable(provider, expression);
    return region === undefined || region === "" ? NULL : scalar(region);
  }

  #variable(provider: unknown, expression: unknown): string | undefined {
    const references = field(expression, "references");
    // A provider that a module configures means the module's variables, not the root's.
    if (!Array.isArray(references) || references.length !== 1 || textField(provider, "module_address"))
      return undefined;
    const [reference] = references;
    const name = typeof reference === "string" ? /^var\.([\w-]+)$/.exec(reference)?.[1] : undefined;
    return name === undefined ? undefined : textField(field(this.rootVariables, name), "value");
  }
}

import { missingFact } from "../../causes/missing-fact";
import type { Instance, Links, MissingFact, Model, Value } from "../../terraform/model/model";

/** The function that a mapping invokes, and the role that it runs with. */
export interface FunctionAndRole {
  readonly function: Found;
  readonly role: Found;
}

/** An instance, or why the input does not show it. */
export type Found =
  | { readonly instance: Instance; readonly missing: null }
  | { readonly instance: null; readonly missing: MissingFact };

export function functionAndRoleOf(mapping: Instance, model: Model): FunctionAndRole {
  const lambda = functionOf(mapping, model);
  if (lambda.instance === null) return { function: lambda, role: lambda };
  const links = model.links(lambda.instance.get("role"), ["aws_iam_role"]);
  return { function: lambda, role: single(links, "role", lambda.instance) };
}

function functionOf(mapping: Instance, model: Model): Found {
  const links = model.links(mapping.get("function_name"), ["aws_lambda_function", "aws_lambda_alias"]);
  const [named] = links.outside;
  const found =
    links.certain.length === 0 && links.outside.length === 1 && named !== undefined
      ? model.links(nameOnly(named), ["aws_lambda_function"])
      : links;
  const lambda = single(found.certain.length > 0 ? found : links, "function", mapping);
  if (lambda.instance?.type !== "aws_lambda_alias") return lambda;
  return single(model.links(lambda.instance.get("function_name"), ["aws_lambda_function"]), "function", mapping);
}

/** The function's name alone, of `name:alias`, `123456789012:function:name` or a whole ARN with or without version. */
function nameOnly(reference: string): Value {
  const name = /(?:^|:function:)([\w-]+)(?::[\w$-]+)?$/.exec(reference)?.[1];
  return { kind: "scalar", value: name ?? null };
}

/** What links denote, where that is one instance and nothing else. */
function single(links: Links, what: "function" | "role", owner: Instance): Found {
  const [target, ...others] = [...links.certain, ...links.possible];
  const [outside] = links.outside;
  const [missing] = links.missing;
  if (target !== undefined && others.length === 0 && outside === undefined && missing === undefined) {
    return { instance: target.instance, missing: null };
  }
  return { instance: null, missing: missing ?? notShown(what, owner.address, others.length > 0, outside) };
}

function notShown(what: "function" | "role", of: string, isOneOfSeveral: boolean, outside?: string): MissingFact {
  if (outside !== undefined)
    return missingFact("function-or-role", { what, of, open: "elsewhere", id: outside }, "its-workspace");
  if (isOneOfSeveral) return missingFact("function-or-role", { what, of, open: "one-of-several" });
  return missingFact("function-or-role", { what, of, open: "after-apply" }, "apply");
}

import type { Instance, Links, MissingFact, Model, Value } from "../../terraform/model/model";
import { lacking } from "./document";

/** The function that a mapping invokes, and the role that it runs with. */
export interface Listener {
  readonly function: Found;
  readonly role: Found;
}

/** An instance, or why the input does not show it. */
export type Found =
  | { readonly instance: Instance; readonly missing: null }
  | { readonly instance: null; readonly missing: MissingFact };

export function listenerOf(mapping: Instance, model: Model): Listener {
  const lambda = functionOf(mapping, model);
  if (lambda.instance === null) return { function: lambda, role: lambda };
  const links = model.links(lambda.instance.get("role"), ["aws_iam_role"]);
  return { function: lambda, role: single(links, `the role of ${lambda.instance.address}`) };
}

function functionOf(mapping: Instance, model: Model): Found {
  const what = `the function of ${mapping.address}`;
  const links = model.links(mapping.get("function_name"), ["aws_lambda_function", "aws_lambda_alias"]);
  const [named] = links.outside;
  const found =
    links.certain.length === 0 && links.outside.length === 1 && named !== undefined
      ? model.links(nameOnly(named), ["aws_lambda_function"])
      : links;
  const lambda = single(found.certain.length > 0 ? found : links, what);
  if (lambda.instance?.type !== "aws_lambda_alias") return lambda;
  return single(model.links(lambda.instance.get("function_name"), ["aws_lambda_function"]), what);
}

/** The function's name alone, of `name:alias`, `123456789012:function:name` or a whole ARN with or without version. */
function nameOnly(reference: string): Value {
  const name = /(?:^|:function:)([\w-]+)(?::[\w$-]+)?$/.exec(reference)?.[1];
  return { kind: "scalar", value: name ?? null };
}

/** What links denote, where that is one instance and nothing else. */
export function single(links: Links, what: string): Found {
  const [target, ...others] = [...links.certain, ...links.possible];
  const [outside] = links.outside;
  const [missing] = links.missing;
  if (target !== undefined && others.length === 0 && outside === undefined && missing === undefined) {
    return { instance: target.instance, missing: null };
  }
  return { instance: null, missing: missing ?? lacking(reason(what, others.length + 1, outside)) };
}

function reason(what: string, candidates: number, outside: string | undefined): string {
  if (outside !== undefined) return `${what}, ${outside}, is not in this input: add its workspace's state`;
  if (candidates > 1) return `${what} is one of several, and the input does not show which`;
  return `${what} is known after apply only`;
}

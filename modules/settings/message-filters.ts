import { z } from "zod";
import type { ValueType } from "./value-types";

/** A pattern of messages, such as `{ "data": { "kind": ["order"] } }`. */
export type MessageFilter = Readonly<Record<string, unknown>>;

/** Filters of an event source mapping; in an environment variable, as JSON. */
export function messageFilters(): ValueType<readonly MessageFilter[]> {
  const json = z.string().transform((given, context) => {
    try {
      return JSON.parse(given) as unknown;
    } catch {
      context.addIssue({ code: "custom" });
      return z.NEVER;
    }
  });
  return {
    // https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
    schema: z.union([json, z.array(z.unknown())]).pipe(z.array(z.record(z.string(), z.unknown())).max(10)),
    allowed:
      'a list of at most 10 patterns (5 where the quota is not raised), such as `[{"data":{"kind":["order"]}}]` (in a variable: as JSON)',
  };
}

/** Operators that work, each with what it takes. */
const operators: Readonly<Record<string, (operand: unknown) => boolean>> = {
  exists: (operand) => typeof operand === "boolean",
  prefix: (operand) => typeof operand === "string",
  "anything-but": (operand) => [operand].flat().every(isScalar) && [operand].flat().length > 0,
  numeric: (operand) =>
    Array.isArray(operand) &&
    (operand.length === 2 || operand.length === 4) &&
    operand.every((part, index) =>
      index % 2 === 0 ? ["=", "<", "<=", ">", ">="].includes(String(part)) : typeof part === "number",
    ),
};

/**
 * What Lambda would not take of filters, or take and never match: such a filter loses every message.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq-filtering.html
 * @see https://github.com/aws-samples/serverless-patterns/blob/main/lambda-esm-rabbitmq-filters-sam/README.md
 */
export function unfitFilters(filters: readonly MessageFilter[]): string[] {
  return filters.flatMap((filter, index) => {
    const text = JSON.stringify(filter);
    const others = Object.keys(filter).filter((key) => key !== "data");
    return [
      ...others.map((key) => `${index}.${key} is no key that an Amazon MQ mapping filters on: only data is`),
      ...("data" in filter ? unfitPattern(filter.data, `${index}.data`) : [`${index} has no key data`]),
      ...(text.length > 4096 ? [`${index} is ${text.length} characters long: at most 4096 are taken`] : []),
      // Terraform would take them for templates of its own.
      ...(/[$%]\{/.test(text) ? [`${index} holds \${ or %{, which Terraform takes for its own`] : []),
    ];
  });
}

function unfitPattern(pattern: unknown, path: string): string[] {
  if (Array.isArray(pattern)) {
    return pattern.length === 0
      ? [`${path} is an empty list, which matches nothing`]
      : pattern.flatMap((rule, index) => unfitRule(rule, `${path}.${index}`));
  }
  if (typeof pattern !== "object" || pattern === null) {
    return [`${path} is ${JSON.stringify(pattern)}: it must be a list of rules, or an object of such lists`];
  }
  const entries = Object.entries(pattern);
  return entries.length === 0
    ? [`${path} is an empty object, which matches nothing`]
    : entries.flatMap(([key, below]) =>
        key === "$or" ? [`${path}.$or does not work for Amazon MQ`] : unfitPattern(below, `${path}.${key}`),
      );
}

function unfitRule(rule: unknown, path: string): string[] {
  if (isScalar(rule)) {
    return [];
  }
  const [[operator, operand] = ["", undefined], ...more] = Object.entries(rule as object);
  const takes = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (Array.isArray(rule) || more.length > 0 || takes === undefined) {
    return [
      `${path} is ${JSON.stringify(rule)}: it must be a text, a number, true, false, null, or one of the operators that work for Amazon MQ, ${Object.keys(operators).join(", ")}`,
    ];
  }
  return takes(operand)
    ? []
    : [`${path} gives ${operator} an operand that it does not take: ${JSON.stringify(operand)}`];
}

function isScalar(value: unknown): boolean {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

import { readFileSync } from "node:fs";
import { z } from "zod";
import type { ValueType } from "./value-types";

/** Environment variables of a function, by name. */
export type EnvironmentVariables = Readonly<Record<string, string>>;

/**
 * Environment variables: in an environment variable as `NAME=value` pairs separated by commas; in either place also as the path of a
 * `.json` file.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function environmentVariables(): ValueType<EnvironmentVariables> {
  const file = z
    .string()
    .regex(/\.json$/)
    .transform((path, context) => {
      try {
        return JSON.parse(readFileSync(path, "utf8")) as unknown;
      } catch {
        context.addIssue({ code: "custom" });
        return z.NEVER;
      }
    });
  const pairs = z
    .string()
    .regex(/^[^=,]+=[^,]*(,[^=,]+=[^,]*)*$/)
    .transform((given) => given.split(",").map((pair) => pair.split(/=(.*)/s, 2).map((part) => part.trim())))
    .refine((given) => new Set(given.map(([name]) => name)).size === given.length)
    .transform((given) => Object.fromEntries(given));
  const name = z.string().regex(/^[A-Za-z]\w+$/);
  // Terraform would take them for templates of its own.
  const value = z.string().refine((given) => !/[$%]\{/.test(given));
  return {
    schema: z.union([file, z.record(z.string(), z.unknown()), pairs]).pipe(z.record(name, value)),
    allowed:
      "variables whose names are two or more letters, digits and `_`, beginning with a letter, and whose values are text without `${` and `%{`: an object, or the path of a `.json` file with one (in a variable also `NAME=value` pairs separated by commas)",
  };
}

/** Names that Lambda keeps to itself, and those that say how the listener works, which are settings. */
const taken = /^(AWS_.*|LAMBDA_.*|_HANDLER|_X_AMZN_TRACE_ID|TZ|LOG_BODIES|UNDECODABLE_MESSAGES)$/;

/** Lambda's limit for all variables of a function, names and values, in bytes; some of it is kept for our own. */
const longest = 3_900;

/** Why a listener cannot have these variables, one clause each. */
export function unfitVariables(variables: EnvironmentVariables): string[] {
  const size = Object.entries(variables).reduce((sum, pair) => sum + Buffer.byteLength(pair.join("")), 0);
  return [
    ...Object.keys(variables)
      .filter((name) => taken.test(name))
      .map(
        (name) => `${name} is taken: ${/^(LOG|UND)/.test(name) ? "a setting of its own says it" : "Lambda sets it"}`,
      ),
    ...(size > longest ? [`names and values have ${size} bytes, and ${longest} are left of Lambda's 4 KB`] : []),
  ];
}

import { z } from "zod";
import type { ValueType } from "./value-types";

/** One of the further listeners: its name, and those settings that it has values of its own for. */
export interface ListenerEntry {
  readonly name: string;
  readonly given: Readonly<Record<string, unknown>>;
}

/** Further listeners; in an environment variable, as JSON. `read-settings.ts` looks into the entries. */
export function listeners(): ValueType<readonly ListenerEntry[]> {
  const json = z.string().transform((given, context) => {
    try {
      return JSON.parse(given) as unknown;
    } catch {
      context.addIssue({ code: "custom" });
      return z.NEVER;
    }
  });
  const entry = z
    .looseObject({ name: z.string().regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/) })
    .transform(({ name, ...given }) => ({ name, given }));
  const named = z.array(entry).refine((given) => new Set(given.map(({ name }) => name)).size === given.length);
  return {
    schema: z.union([z.array(z.unknown()), json]).pipe(named),
    allowed:
      'a list of objects, each with a `name` of its own, of lower-case letters, digits and hyphens, beginning with a letter, such as `[{"name":"orders"}]` (in a variable: as JSON)',
  };
}

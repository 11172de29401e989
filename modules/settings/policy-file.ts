import { readFileSync } from "node:fs";
import { z } from "zod";

/** A statement of an IAM policy, with each list as a list. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A list, or the one thing that would be in it. */
function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess((given) => (given === undefined ? given : [given].flat()), z.array(item).min(1));
}

const texts = listOf(z.string());

/** A role's policy: with a principal it would be another kind. */
const statement = z
  .strictObject({
    Sid: z.string().regex(/^[A-Za-z0-9]+$/),
    Effect: z.enum(["Allow", "Deny"]),
    Action: texts,
    NotAction: texts,
    Resource: texts,
    NotResource: texts,
    Condition: z.record(z.string(), z.record(z.string(), texts)),
  })
  .partial()
  .required({ Effect: true })
  .refine((given) => (given.Action === undefined) !== (given.NotAction === undefined), {
    error: "either Action or NotAction",
  })
  .refine((given) => (given.Resource === undefined) !== (given.NotResource === undefined), {
    error: "either Resource or NotResource",
  });

const policy = z.strictObject({
  Version: z.literal("2012-10-17"),
  Id: z.string().optional(),
  Statement: z.preprocess((given) => [given].flat(), z.array(statement)),
});

/** What a file with an IAM policy holds, and what is wrong with it, one clause each. */
export interface PolicyFile {
  readonly statements: readonly PolicyStatement[];
  readonly mistakes: readonly string[];
}

/**
 * Reads an IAM policy for a role.
 *
 * @param path of a JSON file
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicyFile(path: string): PolicyFile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    return { statements: [], mistakes: [(error as Error).message] };
  }
  const read = policy.safeParse(content);
  if (read.success) return { statements: read.data.Statement as readonly PolicyStatement[], mistakes: [] };
  return {
    statements: [],
    mistakes: read.error.issues.map(({ path: where, message }) => `${where.join(".") || "the whole"}: ${message}`),
  };
}

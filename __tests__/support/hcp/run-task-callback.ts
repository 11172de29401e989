import { z } from "zod";
import { documents } from "./contract";

const level = z.enum(["none", "info", "warning", "error"]);
const tags = z.record(
  z.string().min(1).max(60),
  z.array(z.strictObject({ label: z.string().min(1).max(60), level: level.optional() })),
);
const oneLine = z.string().regex(/^[^\n]*$/);

const outcome = z.strictObject({
  type: z.literal("task-result-outcomes"),
  attributes: z.strictObject({
    "outcome-id": z.string().min(1).max(64),
    description: oneLine.min(1).max(1_000),
    url: z.url().max(500).optional(),
    // The page says a megabyte, the schema 10,000 characters: what is below both is taken everywhere.
    body: z.string().min(1).max(9_999).optional(),
    tags: tags.optional(),
  }),
});

/** Where the callback is documented. */
export const CALLBACK_SOURCE = `${documents}/run-tasks/run-tasks-integration#run-task-callback`;

/** What a callback may be. */
export const CALLBACK = z.strictObject({
  data: z.strictObject({
    type: z.literal("task-results"),
    attributes: z.strictObject({
      status: z.enum(["running", "passed", "failed"]),
      message: z.string().min(1).max(1_000),
      url: z.url().max(500).optional(),
    }),
    relationships: z.strictObject({ outcomes: z.strictObject({ data: z.array(outcome).min(1).max(250) }) }).optional(),
  }),
});

export type SentCallback = z.infer<typeof CALLBACK>["data"];
export type SentOutcome = z.infer<typeof outcome>["attributes"];

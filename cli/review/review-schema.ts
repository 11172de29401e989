import { z } from "zod";
import { HARMS } from "../../plan-review/index";

const name = z.string();
const said = z.boolean().nullable().describe("As the plan says; null where it does not.");
const shown = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const verdict = z.enum(["works", "fails", "unknown"]);

const problem = z
  .strictObject({
    kind: z.enum(["blocked", "fails", "unknown", "warning"]),
    code: z.string().nullable().describe("Code of the reason or rule, see docs/codes.md."),
    title: z.string().describe("A few words."),
    source: z.string().nullable().describe("Where AWS says so."),
    resource: z.string().nullable().describe("Address of the one resource to change; null when nothing specific."),
    explanation: z.string(),
    remedy: z.string().describe('What to do; "" where nothing is to be done.'),
  })
  .meta({ id: "problem", description: "What keeps a mapping from working, or may, or a warning." });

const mapping = z
  .strictObject({
    address: name,
    before: verdict.nullable().describe("In the state before; null where it was not there."),
    after: verdict.nullable().describe("Once the plan is applied; null where the plan destroys or forgets it."),
    assumptions: z.array(z.string()).describe("Facts that the user asserted and that the verdict rests on."),
    hops: z.array(
      z.strictObject({
        target: name,
        port: z.int().nullable(),
        from: name.nullable(),
        verdict: z.enum(["reachable", "blocked", "unknown"]),
        resource: name.nullable(),
      }),
    ),
    problems: z.array(problem),
  })
  .meta({ id: "mapping", description: "The verdict on an event source mapping, and how it changes." });

const harm = z
  .strictObject({
    code: z.string().describe("Code of the rule, see docs/review.md, or of the check's, see docs/codes.md."),
    kind: z.enum(HARMS).describe("The harm that it does."),
    resource: name,
    explanation: z.string(),
    remedy: z.string().describe('What to do; "" where it is only to be known.'),
    source: z.string().describe("Where AWS, the provider or Terraform says so."),
  })
  .meta({ id: "harm", description: "What a reviewer must not miss." });

const action = z.enum([
  "none",
  "create",
  "read",
  "update",
  "replace",
  "delete",
  "forget",
  "replace-forgetting",
  "unknown",
]);

const changeFields = {
  address: name,
  previousAddress: name.nullable().describe("Where it is moved from."),
  type: name,
  mode: z.enum(["managed", "data"]),
  deposed: z.boolean().describe("Whether it is what an interrupted replacement left behind."),
  action: action.describe('"none" for what is only moved or imported; "unknown" is never harmless.'),
  reason: z.string().nullable().describe("Terraform's word for why."),
  importing: z.boolean(),
  importId: z.string().nullable().describe("The id of what is imported, where it may be shown."),
  replacePaths: z.array(z.string()).describe("What forces the replacement."),
  attributes: z
    .array(
      z.strictObject({
        name,
        before: shown.optional().describe("Present where it may be shown."),
        after: shown.optional().describe("Present where it may be shown."),
        unknown: z.boolean().describe("Known, wholly or in part, after apply only."),
        sensitive: z.boolean().describe("Marked as sensitive, before or after."),
      }),
    )
    .describe("Of updates and replacements: the attributes that change."),
};

const amount = z.strictObject({
  quantity: z.number(),
  uncounted: z.array(name).describe("Addresses of resources of which it is not known how many of the item they are."),
  usd: z.number().nullable().describe("US dollars a month; null where no price is known."),
});
const total = z.strictObject({ usd: z.number(), isComplete: z.boolean().describe("Whether nothing is left out.") });

const cost = z
  .strictObject({
    lines: z.array(
      z.strictObject({
        item: name,
        variant: z.string().nullable(),
        region: z.string().nullable(),
        price: z
          .strictObject({
            usd: z.number(),
            regions: z.union([z.array(z.string()), z.literal("every Region")]),
            source: z.string(),
            asOf: z.string(),
          })
          .nullable()
          .describe("Null where none is known."),
        before: amount,
        after: amount,
      }),
    ),
    before: total,
    after: total,
    change: total,
  })
  .meta({
    id: "cost",
    description: "What is billed by the hour or the month, before and after, in US dollars a month.",
  });

const count = z.int().min(0);

const workspace = z
  .strictObject({
    name,
    digest: z.string().nullable(),
    planned: z.boolean().describe("False where planning failed, so that there is no plan."),
    terraformVersion: z.string().nullable(),
    applyable: said,
    complete: said,
    errored: said,
    unchanged: z.boolean().describe("Whether there is nothing at all, as far as the plan says."),
    notJudged: z.string().nullable().describe("Why the plan is not judged; null where it is."),
    mappings: z.array(mapping),
    besides: z.array(problem).describe("Of no mapping that is judged."),
    harms: z.array(harm).describe("By harm, the worst first."),
    cost,
    counts: z
      .strictObject({
        create: count,
        read: count,
        update: count,
        replace: count,
        delete: count,
        forget: count,
        "replace-forgetting": count,
        unknown: count,
        move: count,
        import: count,
      })
      .describe("Each change once: a replacement is one."),
    changes: z.array(z.strictObject(changeFields)),
    unreadable: count.describe("Entries of the plan that cannot be read."),
    drift: z.array(
      z.strictObject({ ...changeFields, relevant: z.boolean().describe("Whether the plan rests on it.") }),
    ),
    deferred: z.array(z.strictObject({ ...changeFields, deferredBecause: z.string().nullable() })),
    outputs: z.array(z.strictObject({ name, action: z.enum(["create", "update", "delete", "unknown"]) })),
    conditions: z.array(z.strictObject({ address: name, status: z.enum(["fail", "error"]) })),
    invocations: z.array(name).describe("Actions that the apply invokes."),
    deferredInvocations: count,
  })
  .meta({ id: "workspace", description: "What a reviewer is told of one workspace." });

/** The shape of what `mqesm review --json` prints; its published form is docs/mqesm-review.schema.json. */
export const reviewSchema = z.strictObject({ workspaces: z.array(workspace) });

export type ReviewJson = z.infer<typeof reviewSchema>;

/** The published JSON Schema. */
export function publishedReviewSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(reviewSchema, { target: "draft-2020-12" });
  return { $schema, $id: "urn:mqesm:review", title: "What mqesm review --json prints", ...schema };
}

import { z } from "zod";

const codePattern = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const address = z.string().nullable().describe("Address of the one resource to change; null when nothing specific.");
const constructPath = z
  .string()
  .nullable()
  .describe("Construct path of that resource, where CDKTF metadata gives one.");
const explanation = z.string().describe("One sentence: why.");
const remedy = z.string().describe("One sentence: what to do, or what would decide it.");
const workspace = z
  .string()
  .optional()
  .describe("Which of them this belongs to; present where several workspaces were judged.");

const hop = z
  .strictObject({
    target: z
      .enum(["broker", "sts", "secretsmanager", "lambda"])
      .describe("What is to be reached: the broker on 5671, the services on 443."),
    from: z
      .string()
      .nullable()
      .describe(
        "Address or id of the broker's subnet that the mapping's interface lives in; null for a public broker.",
      ),
    verdict: z.enum(["reachable", "blocked", "unknown"]),
    via: z
      .enum(["interface-endpoint", "nat-gateway", "vpc", "public"])
      .nullable()
      .describe("How it is reached; null unless reachable."),
    reason: codePattern.nullable().describe("Code of the reason, see docs/codes.md; null when reachable."),
    resource: address,
    constructPath,
    explanation,
    remedy,
  })
  .meta({ id: "hop", description: "One hop, from one of the broker's subnets to one target." });

const findingFields = {
  rule: codePattern.describe("Code of the rule, see docs/codes.md."),
  severity: z
    .enum(["error", "warning", "note"])
    .describe("An error fails the mapping, a warning may cost time or money, a note informs."),
  effect: z.enum(["fails", "unknown", "none"]).describe("What it does to the mapping's verdict."),
  kind: z
    .enum(["outcome", "refused", "apply"])
    .describe(
      "What it is about: what there will be once the plan is applied; what AWS refuses, so that the apply stops; or what the apply does on its way, such as a reboot.",
    ),
  resource: address,
  constructPath,
  explanation,
  remedy,
};

const finding = z
  .strictObject(findingFields)
  .meta({ id: "finding", description: "Something other than reachability that is wrong, or worth saying." });

const otherFinding = z
  .strictObject({ workspace, ...findingFields })
  .meta({ id: "otherFinding", description: "A finding that belongs to no mapping on a RabbitMQ broker." });

const mapping = z
  .strictObject({
    workspace,
    address: z.string().describe("Address of the event source mapping."),
    constructPath: z.string().nullable().describe("Its construct path, where CDKTF metadata gives one."),
    verdict: z.enum(["works", "fails", "unknown"]),
    assumptions: z.array(z.string()).describe("Facts that the user asserted and that this verdict rests on."),
    hops: z.array(hop),
    findings: z.array(finding).describe("The decisive one first."),
  })
  .meta({ id: "mapping", description: "The verdict on one event source mapping." });

/** The shape of what `mqesm check --json` prints; its published form is docs/mqesm-report.schema.json. */
export const reportSchema = z.strictObject({
  mappings: z.array(mapping).describe("One for each event source mapping on an Amazon MQ for RabbitMQ broker."),
  findings: z.array(otherFinding),
});

/** The published JSON Schema. */
export function publishedSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema, { target: "draft-2020-12" });
  return {
    $schema,
    $id: "urn:mqesm:report",
    title: "What mqesm check --json prints",
    ...schema,
  };
}

import { z } from "zod";
import { sourceTargets } from "../../../connectivity/index";

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

const facts = z.record(z.string(), z.unknown());

/** In an interface, for the type refers to itself. */
interface MissingFact {
  kind: string;
  about: Record<string, unknown>;
  shownBy: "its-workspace" | "input" | "apply" | "reading" | "nothing";
  assumable: string[];
  because: MissingFact[];
}

const missingFact: z.ZodType<MissingFact> = z
  .strictObject({
    kind: codePattern.describe("What kind of fact it is."),
    about: facts.describe("What it is about, by its kind."),
    shownBy: z
      .enum(["its-workspace", "input", "apply", "reading", "nothing"])
      .describe(
        "Where it would be shown: in the state or plan of the workspace that manages what it is about, in more input, in a state once the plan is applied, in a plan or state in which the data source is read, or nowhere.",
      ),
    assumable: z.array(z.string()).describe("What --assume takes for it; none when asserting it makes no sense."),
    get because() {
      return z.array(missingFact).describe("Missing facts that this one comes from.");
    },
  })
  .meta({ id: "missingFact", description: "A fact that would decide a verdict and that the input does not show." });

const missing = z.array(missingFact).describe("Where it is not known: the facts that would decide.");

const cause = z
  .strictObject({
    code: codePattern.describe("Code of the reason, see docs/codes.md."),
    resource: address,
    constructPath,
    facts: facts.describe("The facts, by the code."),
    missing,
  })
  .meta({ id: "cause", description: "Why something is not reachable, or not known to be." });

const verdict = z.enum(["reachable", "blocked", "unknown"]);
const from = z
  .string()
  .nullable()
  .describe("Address or id of the event source's subnet that the mapping's interface lives in; null for a public one.");
const causes = z.array(cause).describe("Why it is not reachable, or not known to be, the decisive one first.");

const hop = z
  .strictObject({
    target: z
      .string()
      .describe(
        `What is to be reached: the event source (${sourceTargets.join(", ")}), or an AWS service (sts, secretsmanager, lambda).`,
      ),
    port: z
      .int()
      .nullable()
      .describe("The TCP port; null where the input does not show which kind of event source it is."),
    from,
    verdict,
    via: z
      .enum(["interface-endpoint", "nat-gateway", "vpc", "public"])
      .nullable()
      .describe("How it is reached; null unless reachable."),
    through: z.array(z.string()).describe("Endpoints or NAT gateways that it is reached through, by address."),
    reason: codePattern.nullable().describe("Code of the reason, see docs/codes.md; null when reachable."),
    resource: address,
    constructPath,
    causes,
    cases: z
      .array(z.strictObject({ from, verdict, causes }))
      .describe("Where it depends on what the input does not show: what becomes of it in each case that is not fine."),
    assumable: z
      .array(z.string())
      .describe("Facts that would decide it, for whoever knows them to be so: what --assume takes."),
    explanation,
    remedy,
  })
  .meta({ id: "hop", description: "One hop, from one of the event source's subnets to one target." });

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
  facts: facts.describe("The facts, by the rule."),
  missing,
  explanation,
  remedy,
};

const finding = z
  .strictObject(findingFields)
  .meta({ id: "finding", description: "Something other than reachability that is wrong, or worth saying." });

const otherFinding = z
  .strictObject({ workspace, ...findingFields })
  .meta({ id: "otherFinding", description: "A finding that belongs to no mapping that is judged." });

const mapping = z
  .strictObject({
    workspace,
    address: z.string().describe("Address of the event source mapping."),
    constructPath: z.string().nullable().describe("Its construct path, where CDKTF metadata gives one."),
    verdict: z.enum(["works", "fails", "unknown"]),
    assumptions: z.array(z.string()).describe("Facts that the user asserted and that this verdict rests on."),
    hops: z.array(hop),
    findings: z.array(finding).describe("The decisive one first."),
    accepted: z
      .array(
        z.strictObject({
          code: codePattern.describe("Code of the reason or rule."),
          mapping: z.string().nullable().describe("The mapping that it is accepted for; null for all."),
          reason: z.string(),
          until: z.string().nullable().describe("The last day, such as 2027-06-30; null without end."),
        }),
      )
      .optional()
      .describe(
        "What the repository's file of accepted codes leaves out of the exit code. The verdict is what was proven.",
      ),
  })
  .meta({ id: "mapping", description: "The verdict on one event source mapping." });

/** The shape of what `mqesm check --json` prints; its published form is docs/mqesm-report.schema.json. */
export const reportSchema = z.strictObject({
  mappings: z.array(mapping).describe("One for each event source mapping on an Amazon MQ broker."),
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

import { publishedSchema } from "../cli/check/output/report-schema";
import { renderCodes } from "../cli/package/codes";
import { reviewParts } from "../cli/review/documentation";
import { publishedReviewSchema } from "../cli/review/review-schema";
import { EXIT_CODES as UPLOAD_EXIT_CODES } from "../cli/upload/exit-code";
import { EXIT_CODES as WORKSPACES_EXIT_CODES } from "../cli/workspaces/exit-code";
import { functionsTable } from "../connectivity/terraform/expressions/documentation";
import { listenerSettingsTable, optionsTable, settingsTable } from "../stacks/documentation";
import { permissionPolicies } from "../stacks/permissions/documentation";
import { pricesTable } from "./prices";
import { runTaskParts } from "./run-task";
import { table } from "./table";
import { troubleshootingPage } from "./troubleshooting/page";

/** A document of which something is made from the code. */
interface GeneratedDocument {
  /** From the project's folder. */
  readonly path: string;
  /** What the document must be, given what it is: text outside of generated parts is people's. */
  readonly render: (present: string) => string;
}

/** All of them; a test fails when one is stale. */
export const documents: readonly GeneratedDocument[] = [
  { path: "docs/codes.md", render: renderCodes },
  { path: "docs/check.md", render: (present) => fill(present, { functions: functionsTable() }) },
  { path: "docs/mqesm-report.schema.json", render: () => `${JSON.stringify(publishedSchema(), null, 2)}\n` },
  { path: "docs/mqesm-review.schema.json", render: () => `${JSON.stringify(publishedReviewSchema(), null, 2)}\n` },
  {
    path: "docs/hcp-terraform.md",
    render: (present) =>
      fill(present, {
        "exit codes of workspaces": exitCodes(WORKSPACES_EXIT_CODES),
        "exit codes of upload": exitCodes(UPLOAD_EXIT_CODES),
      }),
  },
  { path: "docs/review.md", render: (present) => fill(present, reviewParts()) },
  { path: "docs/run-task.md", render: (present) => fill(present, runTaskParts()) },
  {
    path: "README.md",
    render: (present) =>
      fill(present, {
        options: optionsTable(),
        prices: pricesTable(),
        settings: settingsTable(),
        "listener settings": listenerSettingsTable(),
      }),
  },
  { path: "docs/troubleshooting.md", render: troubleshootingPage },
  { path: "docs/permissions.md", render: (present) => fill(present, permissionPolicies()) },
];

/**
 * Puts generated parts between their markers.
 *
 * @throws Error when the document does not have the markers of a part once each
 */
function fill(document: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((filled, [part, content]) => {
    const [before, rest, ...more] = filled.split(`<!-- generated: ${part} -->\n`);
    const end = rest?.indexOf("<!-- end -->") ?? -1;
    if (rest === undefined || more.length > 0 || end < 0) {
      throw new Error(`Write <!-- generated: ${part} --> and <!-- end --> once, on lines of their own.`);
    }
    return `${before}<!-- generated: ${part} -->\n${content}\n${rest.slice(end)}`;
  }, document);
}

function exitCodes(codes: Readonly<Record<string, { readonly code: number; readonly meaning: string }>>): string {
  return table(
    ["exit code", "meaning"],
    Object.values(codes).map(({ code, meaning }) => [`${code}`, meaning]),
  );
}

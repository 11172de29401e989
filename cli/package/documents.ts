import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { publishedSchema } from "../check/output/report-schema";
import { renderCodes } from "./codes";

const ROOT = resolve(__dirname, "../..");

/** The documents that are generated from the code; a test fails when one is stale. */
export const DOCUMENTS: readonly { readonly path: string; readonly render: () => string }[] = [
  { path: "docs/codes.md", render: renderCodes },
  { path: "docs/mqesm-report.schema.json", render: () => `${JSON.stringify(publishedSchema(), null, 2)}\n` },
];

if (require.main === module) {
  for (const { path, render } of DOCUMENTS) writeFileSync(join(ROOT, path), render());
}

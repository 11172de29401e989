import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { comment, review } from "../../plan-review";

const projectFolder = join(__dirname, "..", "..");

/** Mermaid's sources by where they are from. */
export type Sources = Readonly<Record<string, string>>;

/** What stands in the documents. */
export function ofDocuments(): Sources {
  const names = readdirSync(join(projectFolder, "docs"), { recursive: true, encoding: "utf8" });
  const documents = ["README.md", ...names.filter((name) => name.endsWith(".md")).map((name) => join("docs", name))];
  const sources = documents.flatMap((path) =>
    fencesOf(readFileSync(join(projectFolder, path), "utf8")).map((source, index) => [`${path} ${index}`, source]),
  );
  return Object.fromEntries(sources);
}

export function fencesOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(([, source = ""]) => source);
}

/** What stands in the comments on the check's cases: all that is blocked or unknown is among them. */
export function ofComments(): Sources {
  const folder = join(projectFolder, "__tests__/connectivity/cases");
  const sources = readdirSync(folder).flatMap((name) => {
    const json: unknown = JSON.parse(readFileSync(join(folder, name, "plan.json"), "utf8"));
    const text = comment(review([{ name, plan: { name, json } }]));
    return fencesOf(text).map((source, index) => [`${name} ${index}`, source]);
  });
  return Object.fromEntries(sources);
}

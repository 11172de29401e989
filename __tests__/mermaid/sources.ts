import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../connectivity";
import { mappingPath, writeFlowchart } from "../../plan-review/mermaid";

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

/** The path of every mapping of the check's cases: all that is blocked or unknown is among them. */
export function ofCases(): Sources {
  const folder = join(projectFolder, "__tests__/connectivity/cases");
  const sources = readdirSync(folder).flatMap((name) => {
    const json: unknown = JSON.parse(readFileSync(join(folder, name, "plan.json"), "utf8"));
    return check([{ name, json }]).mappings.map((mapping) => [
      `${name} ${mapping.address}`,
      writeFlowchart(mappingPath(mapping)) ?? "too large",
    ]);
  });
  return Object.fromEntries(sources);
}

import { statSync } from "node:fs";

/** What is at a path; null when there is nothing, or nothing that may be looked at. */
export function pathKind(path: string): "file" | "folder" | null {
  try {
    const stat = statSync(path);
    return stat.isDirectory() ? "folder" : stat.isFile() ? "file" : null;
  } catch {
    return null;
  }
}

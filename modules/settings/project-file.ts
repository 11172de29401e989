import { readFileSync } from "node:fs";
import { type TransformFailure, transformSync } from "esbuild";
import { settingsCatalogue } from "./catalogue";
import { misspelled } from "./spelling";

/** The file that cdktf reads in the folder where it is run. */
const name = "cdktf.json";

/** What `cdktf.json` gives to the app, and what is wrong with the file itself. */
export interface ProjectFile {
  /** cdktf's context, which holds the settings; empty where the file cannot be used. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly violations: readonly string[];
}

/**
 * Reads `cdktf.json`, so that its settings hold whoever runs the app: cdktf, which passes the context too, or Node alone.
 *
 * @param path where the file is, by default in the working folder
 */
export function readProjectFile(path: string = name): ProjectFile {
  let text: string;
  try {
    // Editors on Windows begin a file with a byte order mark.
    text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    return unusable(`${name} cannot be read (${(error as Error).message}): run this where it lies, or restore it.`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return unusable(...syntaxErrors(text));
  }
  if (!isObject(content)) {
    return unusable(`${name} is ${JSON.stringify(content)}: it must be an object. Restore it.`);
  }
  const { context = {} } = content;
  const violations = misplacedKeys(content);
  return isObject(context)
    ? { context, violations }
    : unusable(
        ...violations,
        `context in ${name} is ${JSON.stringify(context)}: it must be an object. Write "context": { "settings": {} }.`,
      );
}

function unusable(...violations: readonly string[]): ProjectFile {
  return { context: {}, violations };
}

/** Where the text stops being JSON. Node's own messages do not always say. */
function syntaxErrors(text: string): string[] {
  try {
    transformSync(text, { loader: "json", logLevel: "silent" });
  } catch (error) {
    return (error as TransformFailure).errors.map(
      ({ text: reason, location }) =>
        `${name} is no JSON at line ${location?.line}, column ${(location?.column ?? 0) + 1}: ${reason}. Correct it there; nothing in the file counts until then.`,
    );
  }
  throw new Error(`${name} is JSON to esbuild and none to Node.`);
}

/** The rest of the file is cdktf's. */
function misplacedKeys(content: object): string[] {
  return Object.keys(content).flatMap((key) => {
    if (key === "context") {
      return [];
    }
    if (Object.hasOwn(settingsCatalogue, key) || misspelled(key, ["settings"]).length > 0) {
      return [
        `${key} (top of ${name}) has no effect there: move it into context${key === "settings" ? "" : ".settings"}.`,
      ];
    }
    return misspelled(key, ["context"]).map((meant) => `${key} (top of ${name}) has no effect: rename it to ${meant}.`);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

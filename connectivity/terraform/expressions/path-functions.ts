import { ofTexts, type TerraformFunction } from "./function-arguments";

/** @see https://pkg.go.dev/path/filepath#Base */
function base(path: string): string {
  if (path === "") return ".";
  return path.replace(/\/+$/, "").split("/").at(-1) || "/";
}

/** @see https://pkg.go.dev/path/filepath#Dir */
function folder(path: string): string {
  const steps: string[] = [];
  const isAbsolute = path.startsWith("/");
  const at = path.lastIndexOf("/");
  for (const step of path.slice(0, Math.max(0, at)).split("/")) {
    if (step === "" || step === ".") continue;
    if (step === ".." && steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else if (step !== ".." || !isAbsolute) steps.push(step);
  }
  return `${isAbsolute ? "/" : ""}${steps.join("/")}` || ".";
}

export const PATH_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["basename", ofTexts((path = "") => base(path))],
  ["dirname", ofTexts((path = "") => folder(path))],
]);

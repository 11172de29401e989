import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/**
 * The Terraform to run: what `TERRAFORM_BINARY` names (a path, or a name looked up in `PATH`), else `terraform`, else
 * OpenTofu's `tofu`. Null when there is none.
 */
export function terraformBinary(env: NodeJS.ProcessEnv = process.env): string | null {
  const named = env.TERRAFORM_BINARY;
  if (named) return find(named, env);
  return find("terraform", env) ?? find("tofu", env);
}

function find(name: string, env: NodeJS.ProcessEnv): string | null {
  if (isAbsolute(name) || name.includes("/") || name.includes("\\")) {
    const path = resolve(name);
    return isExecutable(path) ? path : null;
  }
  const names = process.platform === "win32" ? [`${name}.exe`] : [name];
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    if (folder === "") continue;
    for (const file of names) {
      const path = resolve(join(folder, file));
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

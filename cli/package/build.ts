import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

const ROOT = resolve(__dirname, "../..");

/** The parts of the package: the command's entry starts fast because it loads the others only when it needs them. */
const PARTS: readonly { readonly source: string; readonly output: string; readonly instead?: string }[] = [
  { source: "cli/main.ts", output: "mqesm.js" },
  { source: "cli/check/command.ts", output: "check.js" },
  { source: "cli/plan-digest/command.ts", output: "plan-digest.js" },
  { source: "cli/review/command.ts", output: "review.js" },
  // What needs the whole project is not in the package: it says so there.
  { source: "cli/rehearse/command.ts", instead: "cli/rehearse/in-project-only.ts", output: "rehearse.js" },
  { source: "cli/verify/command.ts", output: "verify.js" },
  { source: "cli/workspaces/command.ts", output: "workspaces.js" },
  { source: "cli/upload/command.ts", output: "upload.js" },
  { source: "cli/run-task/command.ts", output: "run-task.js" },
  { source: "hcp/run-task/service/judge-process.ts", output: "run-task-judge.js" },
  { source: "connectivity/index.ts", output: "index.js" },
  // Known by its class, of which there may be one only.
  { source: "cli/mistake.ts", output: "mistake.js" },
];

/** What goes into the package as it is: from where in the project, and to where in the package. */
const COPIES = {
  "cli/package/package.json": "package.json",
  "cli/package/README.md": "README.md",
  LICENSE: "LICENSE",
  "docs/check.md": "docs/check.md",
  "docs/codes.md": "docs/codes.md",
  "docs/troubleshooting.md": "docs/troubleshooting.md",
  "docs/mqesm-report.schema.json": "docs/mqesm-report.schema.json",
  "docs/mqesm-review.schema.json": "docs/mqesm-review.schema.json",
  "docs/review.md": "docs/review.md",
  "docs/review.webp": "docs/review.webp",
};

/** Makes the folder of the package, which `npm pack` takes as it is. The folder is emptied first. */
export async function buildPackage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await bundlePackage(join(folder, "lib"));
  emitTypes(join(folder, "lib/types"));
  for (const [from, to] of Object.entries(COPIES)) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    copyFileSync(join(ROOT, from), join(folder, to));
  }
}

/** Bundles the command, and the library that it shares with whoever imports the package. */
export async function bundlePackage(folder: string): Promise<void> {
  const bundled = new Set<string>();
  for (const { source, output, instead = source } of PARTS) {
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: [instead],
      outfile: join(folder, output),
      bundle: true,
      // Identifiers stay: names in stack traces are all that a report of a fault has to go by.
      minifySyntax: true,
      minifyWhitespace: true,
      platform: "node",
      target: "node20.9",
      format: "cjs",
      metafile: true,
      ...(source === "cli/main.ts" ? { banner: { js: "#!/usr/bin/env node" } } : {}),
      plugins: [linkParts(source)],
    });
    for (const [folder] of Object.keys(metafile.inputs).join("\n").matchAll(PACKAGE)) bundled.add(folder);
  }
  writeFileSync(join(folder, "THIRD-PARTY-LICENSES.txt"), licences([...bundled].sort()));
  chmodSync(join(folder, "mqesm.js"), 0o755);
}

/** The folder of the package that a bundled file belongs to, from the project's: packages may lie in others. */
const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/\n]+\/)?[^/\n]+(?=\/)/gm;

/** The licences of what is bundled: they ask that their text goes wherever the code does. Those of one text share it. */
function licences(folders: readonly string[]): string {
  const byText = new Map<string, Set<string>>();
  for (const folder of folders.map((path) => join(ROOT, path))) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const text = licenceText(folder, license);
    byText.set(text, (byText.get(text) ?? new Set()).add(`${name} ${version} (${license})`));
  }
  const texts = [...byText].map(([text, names]) => `${[...names].sort().join("\n")}\n\n${text}\n`);
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

/** Some packages of AWS's leave the text out; theirs is the one of this project. */
function licenceText(folder: string, license: string): string {
  const own = readdirSync(folder).find((name) => /^licen[cs]e(\.|$)/i.test(name));
  if (own === undefined && license !== "Apache-2.0") throw new Error(`${folder} has no text of its licence.`);
  return readFileSync(own === undefined ? join(ROOT, "LICENSE") : join(folder, own), "utf8").trim();
}

/** Makes the import of another part a `require` of its output, instead of a second copy of its code. */
function linkParts(entry: string): Plugin {
  return {
    name: "link-parts",
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
        if (kind === "entry-point") return null;
        const source = `${relative(ROOT, resolve(resolveDir, path)).replaceAll("\\", "/")}.ts`;
        const part = PARTS.find((candidate) => candidate.source === source && source !== entry);
        return part === undefined ? null : { path: `./${part.output}`, external: true };
      });
    },
  };
}

/** Declarations of the library, of the files only that its entry leads to. */
function emitTypes(folder: string): void {
  const drafts = `${folder}.all`;
  execFileSync(
    process.execPath,
    [
      join(dirname(require.resolve("typescript/package.json")), "bin/tsc"),
      ...["--project", __dirname, "--outDir", drafts],
    ],
    { cwd: ROOT, stdio: "inherit" },
  );
  copyReachable(join(drafts, "connectivity/index.d.ts"), join(drafts, "connectivity"), folder);
  rmSync(drafts, { recursive: true });
}

function copyReachable(file: string, from: string, to: string): void {
  const copy = join(to, relative(from, file));
  if (existsSync(copy)) return;
  const text = readFileSync(file, "utf8");
  mkdirSync(dirname(copy), { recursive: true });
  writeFileSync(copy, text);
  for (const [, specifier] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)) {
    if (specifier === undefined) continue;
    const target = resolve(dirname(file), specifier);
    copyReachable(existsSync(`${target}.d.ts`) ? `${target}.d.ts` : join(target, "index.d.ts"), from, to);
  }
}

if (require.main === module) {
  buildPackage(join(ROOT, "dist")).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}

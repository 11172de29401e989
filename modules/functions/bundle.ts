import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { type BuildFailure, type BuildOptions, buildSync, formatMessagesSync, type OutputFile } from "esbuild";
import { zipSync } from "fflate";
import { Mistake } from "../mistake";

/** The folders of `lambda-src` with an `index.ts` that exports `handler`, those of further listeners left out: of the options. */
export const functionNames = ["listener", "topology", "publisher", "interface-waiter"] as const;
/** Of the run task. They bring the check along, and take longer to bundle than all others. */
export const runTaskFunctionNames = ["run-task/receiver", "run-task/judge", "run-task/last-word"] as const;
export type FunctionName = (typeof functionNames)[number] | (typeof runTaskFunctionNames)[number];

/** Folder of `lambda-src` that has the folders of further listeners. */
const listenersFolder = "listeners";

/** A function's deployment package. */
export interface Bundle {
  /** Path of the zip file on this machine. */
  readonly path: string;
  /** What Lambda calls `CodeSha256`: SHA-256 of the zip file, base64. Changes exactly when the bundled code does. */
  readonly sourceCodeHash: string;
  /** Size of the minified code in bytes. */
  readonly codeSize: number;
}

/** Where cdktf runs the app: further listeners are the app's own. */
const appFolder = process.cwd();
const cacheFolder = join(appFolder, ".cache", "functions");

/** Where all other functions are: in the project of this file. Where it is part of a bundle itself, that is the app. */
const ownFolder = __dirname.endsWith(join("modules", "functions")) ? join(__dirname, "../..") : appFolder;

/** Same bytes on any machine, time zone and day: zip files keep local time, so the local start of their epoch it is. */
const entryTime = new Date(1980, 0, 1);

/** Unix, regular file, rw-r--r--: without it the entry depends on who unpacks it. */
const entryAttributes = 0o100644 << 16;

/** How functions are built. */
const buildOptions = {
  outdir: "out",
  write: false,
  bundle: true,
  minify: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  // The Node.js runtimes of Lambda ship the SDK.
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
  external: ["@aws-sdk/*"],
  legalComments: "none",
  logLevel: "silent",
} as const satisfies BuildOptions;

const bundles = new Map<string, Bundle>();

/**
 * A function's bundle. The first call for one of the options' bundles all of theirs (about 50 ms), the first for a further listener's or
 * for the run task's all of those: what nobody deploys need not build.
 *
 * @param source folder of `lambda-src`, such as `topology` or `listeners/orders`
 */
export function bundleOf(source: string): Bundle {
  if (!bundles.has(source)) bundleAll(isFurtherListener(source) ? appFolder : ownFolder, groupOf(source));
  const bundle = bundles.get(source);
  if (bundle === undefined) {
    throw new Error(`No bundle was made of lambda-src/${source}.`);
  }
  return bundle;
}

/** Whether a folder of `lambda-src` is a further listener's: whoever deploys may have written it, and several may share it. */
export function isFurtherListener(source: string): boolean {
  return source.startsWith(`${listenersFolder}/`);
}

/** What is bundled together with a function. */
function groupOf(source: string): readonly string[] {
  if (isFurtherListener(source)) return furtherListeners();
  return source.startsWith("run-task/") ? runTaskFunctionNames : functionNames;
}

function furtherListeners(): readonly string[] {
  return readdirSync(join(appFolder, "lambda-src", listenersFolder))
    .map((name) => `${listenersFolder}/${name}`)
    .filter((source) => existsSync(join(appFolder, "lambda-src", source, "index.ts")));
}

function bundleAll(folder: string, sources: readonly string[]): void {
  for (const { path, contents } of build(folder, sources)) {
    const source = relative(join(folder, buildOptions.outdir), path).replace(/\.js$/, "").split(sep).join("/");
    bundles.set(source, pack(basename(source), contents));
  }
}

/** @throws Mistake naming file, line and error where the functions' code does not build */
function build(folder: string, sources: readonly string[]): readonly OutputFile[] {
  try {
    const entryPoints = sources.map((source) => ({ in: `lambda-src/${source}/index.ts`, out: source }));
    return buildSync({ ...buildOptions, absWorkingDir: folder, entryPoints }).outputFiles;
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>;
    if (errors === undefined) {
      throw error;
    }
    const list = formatMessagesSync(errors, { kind: "error" }).join("");
    throw new Mistake(`The functions in lambda-src cannot be bundled:\n${list}`);
  }
}

function pack(name: string, code: Uint8Array): Bundle {
  const zip = zipSync({ "index.js": [code, { mtime: entryTime, os: 3, attrs: entryAttributes, level: 9 }] });
  const digest = createHash("sha256").update(zip).digest();
  const folder = join(cacheFolder, digest.toString("hex").slice(0, 16));
  const path = join(folder, `${name}.zip`);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    // Several processes may synthesize at once: none may see half a file.
    const partial = `${path}.${process.pid}`;
    writeFileSync(partial, zip);
    renameSync(partial, path);
  }
  return { path, sourceCodeHash: digest.toString("base64"), codeSize: code.byteLength };
}

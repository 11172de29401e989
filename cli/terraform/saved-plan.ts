import { posix } from "node:path";
// The build for Node.js loads threads, which nothing here starts: a tenth of the time that starting takes.
import { strFromU8, unzipSync } from "fflate/browser";
import {
  type ConfigurationSource,
  type InstalledModule,
  installedModules,
  type SourceFile,
} from "../../connectivity/index";
import { Mistake } from "../mistake";

/** Bounds of what is taken out of a saved plan: many times what configurations have. */
const LARGEST_FILE = 20_000_000;
const LARGEST_TOTAL = 200_000_000;
const MOST_FILES = 50_000;

const CONFIGURATION = /^tfconfig\/m-([^/]*)\/([^/]+)$/;
const MANIFEST = "tfconfig/modules.json";

/**
 * The configuration inside a plan that `terraform plan -out` saved: the files of every module, in `tfconfig/m-<module>/`.
 * Undefined where it is damaged: what Terraform shows of the plan stands by itself then.
 *
 * @throws Mistake when it holds more than any configuration does.
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/plans/planfile/config_snapshot.go
 */
export function savedConfiguration(name: string, bytes: Uint8Array): ConfigurationSource | undefined {
  const files = unpacked(name, bytes);
  if (files === undefined) return undefined;
  const folders = new Map<string, SourceFile[]>();
  for (const [path, content] of files) {
    const [, module, file] = CONFIGURATION.exec(path) ?? [];
    if (module === undefined || file === undefined) continue;
    const folder = folders.get(`m-${module}`);
    const entry = { name: file, text: strFromU8(content) };
    if (folder === undefined) folders.set(`m-${module}`, [entry]);
    else folder.push(entry);
  }
  return {
    root: "m-",
    installed: new Map(modulesIn(files).map(({ key }) => [key, `m-${key}`])),
    files: (folder) => folders.get(folder),
  };
}

/**
 * The same files by their paths from the root module's folder, where Terraform read them. Undefined where the plan is damaged.
 *
 * @throws Mistake when it holds more than any configuration does.
 */
export function savedFiles(name: string, bytes: Uint8Array): ReadonlyMap<string, Uint8Array> | undefined {
  const files = unpacked(name, bytes);
  if (files === undefined) return undefined;
  const folders = new Map(modulesIn(files).map(({ key, folder }) => [key, folder]));
  const found = new Map<string, Uint8Array>();
  for (const [path, content] of files) {
    const [, module, file] = CONFIGURATION.exec(path) ?? [];
    if (module !== undefined && file !== undefined) found.set(posix.join(folders.get(module) ?? module, file), content);
  }
  return found;
}

function modulesIn(files: ReadonlyMap<string, Uint8Array>): readonly InstalledModule[] {
  const manifest = files.get(MANIFEST);
  return manifest === undefined ? [] : installedModules(strFromU8(manifest));
}

/** Only what a configuration is made of is unpacked, and no more of it than it says beforehand. */
function unpacked(name: string, bytes: Uint8Array): ReadonlyMap<string, Uint8Array> | undefined {
  let total = 0;
  let count = 0;
  try {
    const entries = unzipSync(bytes, {
      filter: (entry) => {
        if (entry.name !== MANIFEST && !CONFIGURATION.test(entry.name)) return false;
        total += entry.originalSize;
        count++;
        if (entry.originalSize > LARGEST_FILE || total > LARGEST_TOTAL || count > MOST_FILES) throw tooLarge(name);
        return true;
      },
    });
    return new Map(Object.entries(entries));
  } catch (error) {
    if (error instanceof Mistake) throw error;
    return undefined;
  }
}

function tooLarge(name: string): Mistake {
  const megabytes = (size: number) => size / 1_000_000;
  return new Mistake([
    `${name} holds more configuration than can be read: at most ${MOST_FILES} files of ${megabytes(LARGEST_FILE)} MB each, ${megabytes(LARGEST_TOTAL)} MB together. Give what \`terraform show -json\` prints for it instead.`,
  ]);
}

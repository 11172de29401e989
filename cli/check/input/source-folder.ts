import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import {
  type ConfigurationSource,
  type GivenVariables,
  installedModules,
  isConfigurationFile,
  type SourceFile,
} from "../../../connectivity/index";
import { Mistake } from "../../mistake";

/** Bounds of what is read: many times what configurations have. */
const LARGEST_FILE = 20_000_000;
const LARGEST_TOTAL = 200_000_000;
export const MOST_ENTRIES = 50_000;
/** What `file()` may read. */
const LARGEST_TEXT = 1_000_000;

/** What the user gives the variables of a configuration that is judged without a plan. */
export interface VariableOptions {
  /** `--var` and `--var-file`, in their order. */
  readonly given: readonly (
    | { readonly kind: "var"; readonly name: string; readonly text: string }
    | { readonly kind: "file"; readonly name: string }
  )[];
  readonly env: NodeJS.ProcessEnv;
  /** Turns the name of a `--var-file` into a path. */
  readonly at: (name: string) => string;
}

/** Whether a folder holds configuration of Terraform. */
export function holdsConfiguration(names: readonly string[]): boolean {
  return names.some(isConfigurationFile);
}

/**
 * The configuration in a folder, and in those that its modules come from. Files are read when they are asked for; what
 * `file()` names is read below the folder only.
 *
 * @param path absolute
 * @param name how the user named it
 */
export function folderConfiguration(path: string, name: string, variables?: VariableOptions): ConfigurationSource {
  const reader = new BoundedReader(name);
  const manifest = join(path, ".terraform/modules/modules.json");
  const installed = installedModules(reader.textIfThere(manifest) ?? "").map(
    ({ key, folder }) => [key, folder] as const,
  );
  return {
    root: ".",
    installed: new Map(installed.filter(([key]) => key !== "")),
    files: (folder) => reader.configurationIn(resolve(path, folder)),
    read: (file) => reader.textBelow(path, file),
    ...(variables !== undefined && { variables: givenVariables(path, reader, variables) }),
  };
}

/** @see https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence */
function givenVariables(
  path: string,
  reader: BoundedReader,
  { given, env, at }: VariableOptions,
): readonly GivenVariables[] {
  const files = ["terraform.tfvars", "terraform.tfvars.json"];
  const automatic = reader
    .names(path)
    .filter((name) => /\.auto\.tfvars(\.json)?$/.test(name))
    .sort();
  const file = (name: string, text: string | undefined): GivenVariables[] =>
    text === undefined ? [] : [{ kind: "file", file: { name, text } }];
  return [
    ...Object.entries(env).flatMap(([name, text]): GivenVariables[] =>
      name.startsWith("TF_VAR_") && text !== undefined
        ? [{ kind: "text", name: name.slice("TF_VAR_".length), text }]
        : [],
    ),
    ...[...files, ...automatic].flatMap((name) => file(name, reader.textIfThere(join(path, name)))),
    ...given.flatMap((each): GivenVariables[] => {
      if (each.kind === "var") return [{ kind: "text", name: each.name, text: each.text }];
      const text = reader.textIfThere(at(each.name));
      if (text === undefined) throw new Mistake([`--var-file is ${each.name}: there is no such file.`]);
      return file(each.name, text);
    }),
  ];
}

/** Reads files until they are more than any configuration has. */
class BoundedReader {
  #total = 0;

  constructor(private readonly name: string) {}

  names(folder: string): readonly string[] {
    try {
      const names = readdirSync(folder);
      if (names.length > MOST_ENTRIES) throw this.#tooLarge();
      return names;
    } catch (error) {
      if (error instanceof Mistake) throw error;
      return [];
    }
  }

  configurationIn(folder: string): readonly SourceFile[] | undefined {
    const names = this.names(folder).filter(isConfigurationFile);
    const files = names.flatMap((name) => {
      const text = this.textIfThere(join(folder, name));
      return text === undefined ? [] : [{ name, text }];
    });
    return files.length > 0 ? files : undefined;
  }

  textIfThere(path: string): string | undefined {
    try {
      const stat = statSync(path);
      if (!stat.isFile()) return undefined;
      this.#total += stat.size;
      if (stat.size > LARGEST_FILE || this.#total > LARGEST_TOTAL) throw this.#tooLarge();
      return readFileSync(path, "utf8");
    } catch (error) {
      if (error instanceof Mistake) throw error;
      if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
      throw new Mistake([`${path} cannot be read: ${(error as Error).message}.`]);
    }
  }

  /** A text below a folder, wherever symbolic links lead; undefined for any other. */
  textBelow(folder: string, file: string): string | undefined {
    try {
      const inside = realpathSync(folder) + sep;
      const path = realpathSync(resolve(folder, file));
      const stat = statSync(path);
      return path.startsWith(inside) && stat.isFile() && stat.size <= LARGEST_TEXT
        ? readFileSync(path, "utf8")
        : undefined;
    } catch {
      return undefined;
    }
  }

  #tooLarge(): Mistake {
    const megabytes = (size: number) => size / 1_000_000;
    return new Mistake([
      `${this.name} holds more than can be read: at most ${MOST_ENTRIES} files in a folder, of ${megabytes(LARGEST_FILE)} MB each, ${megabytes(LARGEST_TOTAL)} MB together. Give what \`terraform show -json\` prints for its plan instead.`,
    ]);
  }
}

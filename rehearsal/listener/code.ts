import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type BuildContext, type BuildResult, context, formatMessagesSync } from "esbuild";
import { PROJECT } from "../folders";

const FUNCTIONS = join(PROJECT, "lambda-src");

/** Folders of listeners below `lambda-src`, by what they are called: the first has no name. */
export function listeners(): ReadonlyMap<string | null, string> {
  const further = join(FUNCTIONS, "listeners");
  const names = existsSync(further) ? readdirSync(further) : [];
  const named = names.filter((name) => existsSync(join(further, name, "index.ts")));
  return new Map([[null, "listener"], ...named.map((name): [string, string] => [name, `listeners/${name}`])]);
}

/** A listener's code, bundled anew each time one of its files is saved. */
export class ListenerCode {
  private constructor(private readonly building: BuildContext) {}

  /**
   * @param source its folder below `lambda-src`
   * @param folder where its `index.js` goes: below the project, whose SDK stands for the one of Lambda's runtime
   * @param built told after each build, at first too; a text says why it does not build
   */
  static async watch(source: string, folder: string, built: (problem: string | null) => void): Promise<ListenerCode> {
    const building = await context({
      absWorkingDir: PROJECT,
      entryPoints: [join(FUNCTIONS, source, "index.ts")],
      outfile: join(folder, "index.js"),
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      external: ["@aws-sdk/*"],
      sourcemap: "inline",
      logLevel: "silent",
      plugins: [{ name: "tell", setup: (build) => build.onEnd((result) => built(problemOf(result))) }],
    });
    await building.watch();
    return new ListenerCode(building);
  }

  async stop(): Promise<void> {
    await this.building.dispose();
  }
}

function problemOf({ errors }: BuildResult): string | null {
  return errors.length === 0 ? null : formatMessagesSync(errors, { kind: "error" }).join("").trimEnd();
}

import { join } from "node:path";
import { type BuildContext, type BuildResult, context, formatMessagesSync } from "esbuild";
import { PROJECT } from "../folders";

const FUNCTIONS = join(PROJECT, "lambda-src");

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

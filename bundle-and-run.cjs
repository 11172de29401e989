// Runs a program of this project: node bundle-and-run.cjs main.ts. Bundling its hundreds of files in memory and running the
// bundle takes two thirds of the time that loading and translating them one by one takes, each time somebody synthesizes.
// Types are not checked, and nothing is written.
const Module = require("node:module");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

// From Node 22 on Node warns that cdktf calls util.isArray, each time it runs. Nobody who synthesizes can mend that.
process.noDeprecation = true;

const file = join(__dirname, process.argv[2]);
const code = bundle();
if (code === undefined) {
  process.exitCode = 1;
} else {
  const program = new Module(file);
  program.filename = file;
  program.paths = Module._nodeModulePaths(__dirname);
  process.setSourceMapsEnabled(true);
  // cdktf takes a stack trace for every token, of an object that is no error: writing each out is a twelfth of the time.
  Error.prepareStackTrace = (thrown, frames) => (thrown instanceof Error ? [thrown, ...frames].join("\n    at ") : "");
  try {
    program._compile(code, file);
  } catch (error) {
    // Only now is the trace written out: by Node, with the places of the source.
    Error.prepareStackTrace = undefined;
    process.setSourceMapsEnabled(true);
    throw error;
  }
}

/** Undefined where the code has mistakes, which esbuild has printed then. */
function bundle() {
  try {
    const { outputFiles } = buildSync({
      absWorkingDir: __dirname,
      entryPoints: [file],
      outdir: "out",
      write: false,
      bundle: true,
      packages: "external",
      platform: "node",
      format: "cjs",
      target: "node20",
      sourcemap: "inline",
      // The map is known by now. cdktf takes a stack trace for every token, and mapping each is an eighth of the time.
      banner: { js: "process.setSourceMapsEnabled(false);" },
      logLevel: "error",
    });
    return outputFiles[0].text;
  } catch {
    return undefined;
  }
}

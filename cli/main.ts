import { fstatSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { EXIT_CODES } from "./exit-code";
import { run } from "./run";
import { processSurroundings } from "./surroundings";

// A command is over before the optimizing compiler has paid for itself: it would take a fifth of the time of checking a
// large plan. Node.js 22 and later have a cheaper compiler for the start, and no such flag.
if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=500000");

/** A pipe, a file or a socket. A terminal and `/dev/null` are devices: nobody sends anything through them. */
function isPiped(): boolean {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isFile() || stat.isSocket();
  } catch {
    return false;
  }
}

let unwritten = false;

// A reader such as `head` may close the pipe before everything is written; that is no fault. On a full disk nobody has
// the verdict, and the exit code must not say that there is one.
process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") return;
  unwritten = true;
  process.stderr.write(`mqesm: what this command prints cannot be written: ${message}.\n`);
  process.exitCode = EXIT_CODES.unusable.code;
});

// npm runs scripts in the package's folder and says where the user was: paths mean that place.
const cwd = process.env.npm_lifecycle_event === "mqesm" ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();

run(process.argv.slice(2), processSurroundings({ piped: isPiped(), cwd })).then((code) => {
  // Not process.exit(): it would cut off what a pipe has not taken yet.
  if (!unwritten) process.exitCode = code;
});

import { fstatSync } from "node:fs";
import { run } from "./run";

/** A pipe, a file or a socket. A terminal and `/dev/null` are devices: nobody sends anything through them. */
function isPiped(): boolean {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isFile() || stat.isSocket();
  } catch {
    return false;
  }
}

// A reader such as `head` may close the pipe before everything is written; that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  piped: isPiped(),
  env: process.env,
  cwd: process.cwd(),
}).then((code) => {
  // Not process.exit(): it would cut off what a pipe has not taken yet.
  process.exitCode = code;
});

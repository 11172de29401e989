// node guard.cjs COMMAND ...: runs a command for as long as standard input stays open, so that it does not outlive whoever
// started it. Its whole process group ends with it.
const { spawn } = require("node:child_process");

/** How long a command may take to end when it is asked to, in milliseconds. */
const PATIENCE = 3_000;

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], detached: true });
child.on("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on("close", (code, signal) => process.exit(signal === null ? code : 130));

function tell(signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

process.stdin.on("close", () => {
  tell("SIGINT");
  setTimeout(() => tell("SIGKILL"), PATIENCE);
});
process.stdin.resume();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.stdin.destroy());

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * When a process started, in a form that only compares: with its id it names a process for good, where the id alone may be
 * another's tomorrow. Undefined where there is no such process.
 */
export function startOf(pid: number): string | undefined {
  if (process.platform !== "linux") {
    const { status, stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return status === 0 && stdout.trim() !== "" ? stdout.trim() : undefined;
  }
  try {
    // The command's name, in parentheses, may hold spaces. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    // A zombie has ended.
    return fields[0] === "Z" ? undefined : fields[STARTTIME];
  } catch {
    return undefined;
  }
}

/** Field 22 of all, counted from the third. */
const STARTTIME = 19;

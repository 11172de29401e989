import type { Violations } from "../shared/violations";

/** AMQP's limit for names, in bytes of UTF-8. */
export const LONGEST_NAME = 255;

/** Checks a name: the management API takes names out of the request's path, in which `.` and `..` mean something else. */
export function checkName(violations: Violations, path: string, value: unknown, longest: number): void {
  const holds =
    typeof value === "string" && ![".", "..", ""].includes(value) && Buffer.byteLength(value, "utf8") <= longest;
  violations.check(path, value, holds, `text of 1 to ${longest} bytes, other than "." and ".."`);
}

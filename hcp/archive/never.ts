import { isSavedPlan, HEAD_LENGTH as PLAN_HEAD } from "../../connectivity/index";

/** What of a folder is never sent, whatever its `.terraformignore` says, by name: what Terraform leaves lying there holds secrets. */
const NAMES: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\.tfstate(\.d|\.lock\.info|(\.\d+)?\.backup)?(\/|$)/, what: "state" },
  { pattern: /(^|\/)[^/]*\.tfplan$/, what: "a saved plan" },
  { pattern: /(^|\/)crash(\.[^/]*)?\.log$/, what: "the log of a crash" },
];

/** The beginnings of files that are the same under any name: what Terraform writes begins alike. */
const BEGINNINGS: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /^\s*\{\s*"version"\s*:\s*\d+\s*,\s*"terraform_version"/, what: "state" },
  { pattern: /^\s*\{\s*"format_version"\s*:/, what: "a plan or state as JSON" },
  { pattern: /^\s*\{\s*"remote_plan_format"\s*:/, what: "a saved plan" },
];

/** How many of a file's bytes {@link neverByContent} wants. */
export const HEAD_LENGTH = Math.max(PLAN_HEAD, 256);

/** @returns what a file is that must not be sent; undefined where its name says nothing of it */
export function neverByName(path: string): string | undefined {
  return NAMES.find(({ pattern }) => pattern.test(path))?.what;
}

/**
 * @param head the first bytes of the file
 * @returns what it is that must not be sent; undefined where it may
 */
export function neverByContent(head: Uint8Array): string | undefined {
  if (isSavedPlan(head)) return "a saved plan";
  // Windows PowerShell writes UTF-16, and marks at the beginning.
  const text = Buffer.from(head)
    .toString("latin1")
    .replace(/[\0\xef\xbb\xbf\xfe\xff]/g, "");
  return BEGINNINGS.find(({ pattern }) => pattern.test(text))?.what;
}

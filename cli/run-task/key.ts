import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Mistake } from "../mistake";

export const KEY_VARIABLE = "MQESM_RUN_TASK_KEY";
export const KEY_FILE_VARIABLE = "MQESM_RUN_TASK_KEY_FILE";

/** Shorter ones can be guessed. */
const SHORTEST = 16;

/**
 * The key that the run task was given in HCP Terraform. Never from the command line, where other users of the machine could read it.
 *
 * @param file the one that `--key-file` names
 * @throws Mistake where there is none, more than one, or one that anybody could guess; it quotes nothing of it
 */
export function readKey(file: string | undefined, env: NodeJS.ProcessEnv, cwd: string): string {
  const { [KEY_VARIABLE]: inEnv, [KEY_FILE_VARIABLE]: fileInEnv } = env;
  const named = file ?? fileInEnv;
  if (named === undefined && inEnv === undefined) {
    throw new Mistake([
      `there is no key: put the HMAC key of the run task into ${KEY_VARIABLE}, or into a file that --key-file or ${KEY_FILE_VARIABLE} names.`,
    ]);
  }
  if (named !== undefined && inEnv !== undefined) {
    throw new Mistake([`${KEY_VARIABLE} and a file with the key are both given: choose one.`]);
  }
  const key = named === undefined ? (inEnv ?? "") : keyIn(named, cwd);
  if (key.length < SHORTEST) {
    const where = named === undefined ? KEY_VARIABLE : named;
    throw new Mistake([
      `the key in ${where} has ${key.length} characters: expected ${SHORTEST} or more, such as openssl rand -hex 32 makes.`,
    ]);
  }
  return key;
}

function keyIn(file: string, cwd: string): string {
  try {
    // Editors and here-documents end a file with a line break, which nobody means.
    return readFileSync(resolve(cwd, file), "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new Mistake([`the key's file ${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`]);
  }
}

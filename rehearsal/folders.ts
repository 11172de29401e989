import { join, resolve } from "node:path";

/** The project, which a rehearsal needs as a whole: its stacks, its SDK, its Terraform settings. */
export const PROJECT = resolve(__dirname, "..");

/** What git ignores: all that a rehearsal writes is below it. */
export const CACHE = join(PROJECT, ".cache");

/** A folder for each rehearsal, named by its id. */
export const REHEARSALS = join(CACHE, "rehearsal");

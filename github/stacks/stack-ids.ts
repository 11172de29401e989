import { Mistake } from "../../modules/mistake";
import { options } from "../../stacks/catalogue";

/**
 * Ids of stacks from one job to the next: a list in JSON, which the job that had a pull request's code wrote.
 *
 * @throws Mistake where one is no id: it becomes part of names of files and objects
 */
export function stackIdsIn(text: string): readonly string[] {
  const ids: unknown = parsed(text);
  if (Array.isArray(ids) && ids.every((id) => typeof id === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)))
    return ids;
  throw new Mistake(
    `${JSON.stringify(text.slice(0, 200))} is no list of stacks: expected such as ${JSON.stringify(options.slice(0, 2).map(({ id }) => id))}.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

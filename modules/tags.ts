import type { Settings } from "./settings/catalogue";

/** The tags of everything in a stack that can carry them. Those of the settings win. */
export function tagsOf(
  { project, environment, tags }: Pick<Settings, "project" | "environment" | "tags">,
  option: string,
): Readonly<Record<string, string>> {
  return { Project: project, Environment: environment, Option: option, ...tags };
}

/**
 * Keys that differ in nothing but case, in groups. To most services these are several keys, but IAM refuses a role with them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating
 */
export function keysOfOneSpelling(tags: Readonly<Record<string, string>>): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const key of Object.keys(tags)) {
    const spelling = key.toLowerCase();
    groups.set(spelling, [...(groups.get(spelling) ?? []), key]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

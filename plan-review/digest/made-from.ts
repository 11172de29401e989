import type { PlanDigest } from "./plan-digest";

/** SHA-256 of every file of configuration that a plan was made from, by its path from the stack's folder. */
export type PlannedConfiguration = Readonly<Record<string, string>>;

/** What `terraform init` installs anew on each machine, and what lies outside of the folder: neither is in a digest. */
const NOT_OF_THE_FOLDER = /^\.(terraform|\.)\//;

/** What Terraform reads of a folder as configuration. */
const CONFIGURATION = /^[^/]+\.tf(\.json)?$/;

/**
 * The files that a plan was made from otherwise than the folder has them. A saved plan is applied by the configuration that it holds,
 * whatever lies beside it: without this, a plan of something else could be passed off as one of a folder that was reviewed.
 *
 * @see https://developer.hashicorp.com/terraform/cli/commands/apply#saved-plan-mode
 */
export function madeFromOther(configuration: PlannedConfiguration, files: PlanDigest["files"]): readonly string[] {
  const planned = Object.keys(configuration).filter((path) => !NOT_OF_THE_FOLDER.test(path));
  const unplanned = Object.keys(files).filter((path) => CONFIGURATION.test(path) && !(path in configuration));
  return [...planned.filter((path) => configuration[path] !== files[path]), ...unplanned].sort();
}

/** In a sentence, what {@link madeFromOther} finds; undefined where it finds nothing. */
export function madeFromOtherInWords(
  planName: string,
  configuration: PlannedConfiguration | undefined,
  files: PlanDigest["files"],
): string | undefined {
  if (configuration === undefined) return `${planName} holds no configuration that can be read: plan again.`;
  const others = madeFromOther(configuration, files);
  return others.length === 0
    ? undefined
    : `${planName} was not made from ${others.join(", ")} as the folder has it: plan again there, and have that reviewed.`;
}

import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { Mistake } from "./mistake";
import { localStateFolder, localStatePath } from "./remote-state";
import type { Settings } from "./settings";

/**
 * Moves local state from where it was before its place had the project in it, so that nothing deployed is lost sight of.
 *
 * @param stacks ids of the stacks whose state is local
 * @returns what was moved, in words
 * @throws Mistake when two states claim one place, or somebody is at work on one
 */
export function adoptFormerLocalState(settings: Settings, stacks: readonly string[]): readonly string[] {
  return stacks.flatMap((id) => {
    const former = `${localStateFolder}/${settings.environment}/${id}.tfstate`;
    const present = localStatePath(settings, id);
    if (!existsSync(former) || !isOf(settings.project, former)) {
      return [];
    }
    if (existsSync(present)) {
      throw new Mistake(
        `${former} and ${present} both hold state of ${id}: the first is of an earlier version. ` +
          "Compare them (terraform show FILE), keep the one that is deployed under the second name, and put the other elsewhere.",
      );
    }
    const lock = former.replace(/([^/]+)$/, ".$1.lock.info");
    if (existsSync(lock)) {
      throw new Mistake(
        `${former} is locked, and moves to ${present}: somebody is at work on it. Wait, or remove ${lock} if nobody is.`,
      );
    }
    mkdirSync(dirname(present), { recursive: true });
    renameSync(former, present);
    return [`${former} is now ${present}: each project has its place.`];
  });
}

/** Whether a state holds something, and of this project, as far as its tags say. */
function isOf(project: string, path: string): boolean {
  const state = parsed(readFileSync(path, "utf8")) as {
    readonly resources?: readonly {
      readonly instances: readonly { readonly attributes?: { readonly tags_all?: Record<string, string> | null } }[];
    }[];
  };
  const instances = (state.resources ?? []).flatMap((resource) => resource.instances);
  const owners = instances.flatMap(({ attributes }) => attributes?.tags_all?.Project ?? []);
  return instances.length > 0 && owners.every((owner) => owner === project);
}

/** What is no JSON is not ours to judge: Terraform never wrote it whole. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

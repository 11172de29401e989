import { madeFromOtherInWords, type PlannedConfiguration } from "./made-from";
import type { PlanDigest, StateMark } from "./plan-digest";

/** What there is when the plan is about to be applied. */
export interface Present extends Pick<PlanDigest, "plan" | "files" | "terraform"> {
  /** Undefined where Terraform cannot read it. */
  readonly state: StateMark | undefined;
  /** Undefined where Terraform cannot read the plan. */
  readonly meaning: string | undefined;
  /** Undefined where it cannot be read from the plan. */
  readonly configuration: PlannedConfiguration | undefined;
}

/** The lock file, by its name in the stack's folder. */
const LOCK_FILE = ".terraform.lock.hcl";

/**
 * What is not as it was when the plan was made, each by its name, in sentences; nothing where all is the same. Whether the plan
 * file itself is another one comes first.
 *
 * @param planName how the user calls the plan's file
 */
export function differences(planName: string, reviewed: PlanDigest, present: Present): readonly string[] {
  return [
    ...planDifference(planName, reviewed, present),
    ...fileDifferences(reviewed.files, present.files),
    ...(reviewed.terraform === present.terraform
      ? []
      : [`Terraform is ${present.terraform}: the plan was made with ${reviewed.terraform}. Apply it with that.`]),
    ...stateDifference(reviewed, present),
  ];
}

function planDifference(planName: string, reviewed: PlanDigest, present: Present): readonly string[] {
  if (reviewed.plan === present.plan) {
    // A file of the folder that is not the one of the review is told below.
    const other = madeFromOtherInWords(planName, present.configuration, reviewed.files);
    return other === undefined ? [] : [other];
  }
  return [
    `${planName} is not the plan that was reviewed. ${comparison(reviewed, present)} Apply the one that was reviewed, or plan again and have that reviewed.`,
  ];
}

function comparison({ meaning: reviewed }: PlanDigest, { meaning: present }: Present): string {
  if (present === undefined) return "Terraform cannot read it.";
  return reviewed === present
    ? "It does the same, as far as can be told without sensitive values."
    : "It does something else.";
}

function fileDifferences(reviewed: PlanDigest["files"], present: PlanDigest["files"]): readonly string[] {
  const names = [...new Set([...Object.keys(reviewed), ...Object.keys(present)])].sort();
  return names.flatMap((name) => {
    const [before, now] = [reviewed[name], present[name]];
    if (before === now) return [];
    const how = before === undefined ? "was not there" : now === undefined ? "is missing" : "is not the same";
    return [`${name} ${how}${before === undefined ? " when the plan was made" : ""}: ${whatItIs(name)}`];
  });
}

/** What follows from a file that is not what it was. */
function whatItIs(name: string): string {
  if (name === LOCK_FILE) return "other versions of the providers may be used than those that were reviewed.";
  // A saved plan holds the hash of a function's code and the path of its zip, and no more.
  if (name.endsWith(".zip"))
    return "a function's code is read from it while applying, so that other code would be deployed.";
  return "it is not what was reviewed, or not what the plan was made from.";
}

function stateDifference({ state: made }: PlanDigest, { state: present }: Present): readonly string[] {
  if (present === undefined) return [];
  if (made.lineage !== present.lineage && made.serial > 0) {
    return [
      `The state is not the one that the plan was made of: its lineage is ${present.lineage || "empty"}, with serial ${present.serial}, and that of the plan is ${made.lineage}, with serial ${made.serial}. Terraform refuses it: look where the state is.`,
    ];
  }
  if (made.serial === present.serial) return [];
  return [
    `The state has moved on: it has serial ${present.serial}, and the plan was made of serial ${made.serial}. Something was applied in between, and Terraform refuses the plan as stale: plan again.`,
  ];
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SECRET } from "./mutations";

/** A sound document that inputs are made from. */
export interface SoundDocument {
  readonly name: string;
  readonly text: string;
}

const CASES = join(__dirname, "../cases");

/** The password that every case's configuration sets. */
/** The passwords in the plans of the cases. */
const PASSWORDS = /correct-horse-battery|not-a-real-password-1|four-plain-words-here/g;

/** Plans of real infrastructure, the states they would lead to, and a synthesized configuration. */
export function soundDocuments(): SoundDocument[] {
  const plans = readdirSync(CASES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const text = readFileSync(join(CASES, name, "plan.json"), "utf8").replace(PASSWORDS, SECRET);
      if (!text.includes(SECRET)) throw new Error(`${name}/plan.json holds no password to look for in the output.`);
      return { name: `${name}/plan.json`, text };
    });
  const states = plans.map(({ name, text }) => {
    const { format_version, terraform_version, planned_values } = JSON.parse(text);
    return {
      name: `${name} as state`,
      text: JSON.stringify({ format_version, terraform_version, values: planned_values }),
    };
  });
  const synthesized = readFileSync(join(__dirname, "cdk.tf.json"), "utf8");
  return [...plans, ...states, { name: "cdk.tf.json", text: synthesized.replace(PASSWORDS, SECRET) }];
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check, UnusableInputError } from "../../connectivity";

const CASES = join(__dirname, "cases");
const CANARY = "Hunter2-canary";

interface Change {
  readonly type: string;
  readonly change: { readonly after: unknown; after_sensitive: unknown };
}

type Path = readonly (string | number)[];

/** Where the texts of a value are. */
function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function replaced(value: unknown, [step, ...rest]: Path, leaf: unknown): unknown {
  if (step === undefined) return leaf;
  if (typeof step === "number") {
    const items = Array.isArray(value) ? [...value] : [];
    items[step] = replaced(items[step], rest, leaf);
    return items;
  }
  const fields = typeof value === "object" ? (value as Record<string, unknown> | null) : null;
  return { ...fields, [step]: replaced(fields?.[step], rest, leaf) };
}

function said(plan: unknown): string {
  try {
    return JSON.stringify(check([{ name: "plan.json", json: plan }]));
  } catch (error) {
    if (error instanceof UnusableInputError) return error.message;
    throw error;
  }
}

test("a value that the plan marks as sensitive is never repeated, whichever argument it is", () => {
  const seen = new Set<string>();
  const leaks: string[] = [];
  for (const name of readdirSync(CASES)) {
    const plan = JSON.parse(readFileSync(join(CASES, name, "plan.json"), "utf8"));
    for (const [index, { type, change }] of (plan.resource_changes as Change[]).entries()) {
      for (const path of textsIn(change.after)) {
        const argument = [type, ...path.filter((step) => typeof step === "string")].join(".");
        if (seen.has(argument)) continue;
        seen.add(argument);
        const after = replaced(change.after, path, CANARY);
        const after_sensitive = replaced(change.after_sensitive, path, true);
        const changed = { ...change, after, after_sensitive };
        const changes = plan.resource_changes.with(index, { ...plan.resource_changes[index], change: changed });
        if (said({ ...plan, resource_changes: changes }).includes(CANARY)) leaks.push(argument);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(100);
  expect(leaks).toEqual([]);
});

import { isRecord, sha256 } from "./plan-digest";

/** The parts of a plan's JSON that say what applying it does. Others repeat them, or say what is so already. */
const SAYS_WHAT_IS_DONE = ["resource_changes", "output_changes", "deferred_changes", "action_invocations"] as const;

/** What a sensitive value is counted as: that there is one, not which. */
const SENSITIVE = "(sensitive)";

/**
 * A digest over what a plan does, without its time and without sensitive values: the same for a plan made anew as long as nothing
 * has changed that it rests on. The saved plans themselves always differ. It proves nothing: what is sensitive may differ.
 *
 * @param plan what `terraform show -json` prints for it
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function meaningOf(plan: Readonly<Record<string, unknown>>): string {
  const parts = SAYS_WHAT_IS_DONE.map((part) => [part, withoutSensitive(plan[part] ?? null)]);
  return sha256(JSON.stringify(parts, inOneOrder));
}

/** Every `change` within, with the values that its masks cover taken out, and the masks too. */
function withoutSensitive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSensitive);
  if (!isRecord(value)) return value;
  // The configuration that Terraform writes for what it imports holds values that no mask covers.
  const { before_sensitive, after_sensitive, generated_config, ...rest } = value;
  return Object.fromEntries(
    Object.entries(rest).map(([key, inner]) => {
      if (key === "before" && before_sensitive !== undefined) return [key, masked(inner, before_sensitive)];
      if (key === "after" && after_sensitive !== undefined) return [key, masked(inner, after_sensitive)];
      return [key, withoutSensitive(inner)];
    }),
  );
}

/** A mask is `true` for all that it stands for, or has the shape of the value with `true` in places. */
function masked(value: unknown, mask: unknown): unknown {
  if (mask === true) return SENSITIVE;
  if (Array.isArray(value) && Array.isArray(mask)) return value.map((item, index) => masked(item, mask[index]));
  if (!isRecord(value) || !isRecord(mask)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner, mask[key])]));
}

/** Keys in one order, whichever Terraform writes them in. */
function inOneOrder(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

import type { HarmRule } from "../harm";

/** Actions that this review does not know. Terraform's format reserves the right to add some. */
export const unknownActions: HarmRule = {
  code: "unknown-actions",
  kind: "unknown",
  title: "A change that this review does not know",
  meaning: "The plan lists a combination of actions that is newer than this review. It may destroy something.",
  source: "https://developer.hashicorp.com/terraform/internals/json-format#change-representation",
  check(change) {
    if (change.action !== "unknown") return undefined;
    const known = change.actions.filter((action) => /^[a-z-]{1,30}$/.test(action));
    const listed = known.length === change.actions.length ? ` (${known.join(", ")})` : "";
    return {
      explanation: `What happens to ${change.address} is not known: its actions${listed} are none that this review knows.`,
      remedy: "Read what terraform show says of it.",
    };
  },
};

import { contextOfService } from "../../aws/iam/context";
import { evaluate } from "../../aws/iam/evaluate";
import { LAMBDA } from "../../aws/iam/poller-calls";
import { distinct } from "../../causes/missing-fact";
import type { Subjects } from "../../rules/subjects";
import type { Finding } from "../../verdict";
import { finding } from "./finding";

/** Whether Lambda may assume the listener's role. */
export function trustPolicy({ mapping, listener, iam }: Subjects): readonly Finding[] {
  const role = listener.role.instance;
  const { missing } = listener.role;
  if (role === null) {
    return [finding("role-unknown", mapping, { mapping: mapping.address }, missing === null ? [] : [missing])];
  }
  const alternatives = iam.documents.of(role.get("assume_role_policy"), role);
  const [document] = alternatives;
  if (document === undefined) {
    return role.mode === "managed"
      ? [finding("trust-policy", role, { role: role.address, wrong: "none" })]
      : [finding("trust-policy-unknown", role, { role: role.address, open: "not-shown" })];
  }
  const decision = evaluate([{ carrier: role, alternatives }], {
    action: "sts:AssumeRole",
    resource: null,
    caller: { kind: "service", service: LAMBDA },
    context: contextOfService(LAMBDA, role, iam.locations),
  });
  if (decision.verdict === "yes") return [];
  const place = decision.deniedBy?.origin ?? (alternatives.length === 1 ? document.origin : role);
  if (decision.verdict === "unknown") {
    const facts = { role: role.address, open: "policy" } as const;
    return [finding("trust-policy-unknown", place, facts, distinct(decision.missing))];
  }
  const wrong = decision.deniedBy === null ? "not-allowed" : "denied";
  const isConditional = decision.nearMisses.some(({ element }) => element === "condition");
  return [finding("trust-policy", place, { role: role.address, wrong, place: place.address, isConditional })];
}

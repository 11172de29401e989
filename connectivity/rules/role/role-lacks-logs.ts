import { rule } from "../rule";
import type { Subjects } from "../subjects";
import { powersFor } from "./powers";
import { logPermissions } from "./required-permissions";

/** A function whose log nobody sees; the mapping works without. */
export const roleLacksLogs = rule({
  code: "role-lacks-logs",
  severity: "warning",
  effect: "none",
  kind: "outcome",
  title: "The function cannot write its log",
  meaning: "Without logs:CreateLogStream and logs:PutLogEvents the function runs, and nobody sees what it says.",
  example: 'statement {\n  actions   = ["mq:DescribeBroker"] # no logs:PutLogEvents anywhere\n  resources = ["*"]\n}',
  source: "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
  check(subjects: Subjects, found) {
    const powers = powersFor(subjects);
    if (powers === null) return [];
    const denied = logPermissions(subjects).filter((need) => powers.decide(need).verdict === "no");
    if (denied.length === 0) return [];
    const { role } = powers;
    return [found(role, { role: role.address, actions: denied.map(({ action }) => action) })];
  },
});

import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { policyFor, type Scope, type Statement, type Task } from "./policies";

/** What a job or a run does that has a role of its own. */
export type RoleTask = "plan" | "apply";

/** What an apply does with Terraform: replacing is destroying too. */
const tasks: Record<RoleTask, readonly Task[]> = { plan: ["plan"], apply: ["plan", "apply", "destroy"] };

/**
 * What Terraform calls for one task, in parts by the names of their policies: on what is in the scope, and in its Region alone.
 *
 * @param types of the resources and data sources that there may be
 */
export function terraformStatements(
  task: RoleTask,
  types: readonly string[],
  scope: Scope,
): Readonly<Record<string, DataAwsIamPolicyDocumentStatement[]>> {
  const isNew = firstTime();
  return Object.fromEntries(
    tasks[task].map((each) => [
      each,
      policyFor(each, types, scope)
        .Statement.map((statement) => ({ ...statement, Action: statement.Action.filter(isNew(statement)) }))
        .flatMap((statement) => inRegion(statement, scope.region)),
    ]),
  );
}

/** Of the policies of one role, which have a length in common, each allows what those before it do not. */
function firstTime(): (statement: Statement) => (action: string) => boolean {
  const allowed = new Set<string>();
  return ({ Resource, Condition }) =>
    (action) => {
      const key = JSON.stringify([action, Resource, Condition]);
      return allowed.size < allowed.add(key).size;
    };
}

/** What cannot be scoped by name is by Region, but for what Amazon Route 53 does: that is in none. */
function inRegion({ Action, Resource, Condition }: Statement, region: string): DataAwsIamPolicyDocumentStatement[] {
  const [global, regional] = [Action.filter(isGlobal), Action.filter((action) => !isGlobal(action))];
  const resources = [Resource].flat();
  const own = Object.entries(Condition ?? {}).flatMap(([test, variables]) =>
    Object.entries(variables).map(([variable, value]) => ({ test, variable, values: [value] })),
  );
  const there = resources.includes("*")
    ? [{ test: "StringEquals", variable: "aws:RequestedRegion", values: [region] }]
    : [];
  return [
    { actions: regional, resources, condition: [...own, ...there] },
    { actions: global, resources, condition: own },
  ].flatMap(({ actions, condition, ...rest }) =>
    actions.length === 0 ? [] : [{ ...rest, actions, ...(condition.length === 0 ? {} : { condition }) }],
  );
}

function isGlobal(action: string): boolean {
  return action.startsWith("route53:");
}

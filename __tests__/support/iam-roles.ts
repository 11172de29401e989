import type { Block } from "./stack-view";
import type { SynthesizedStack } from "./synthesized-stack";

interface Condition {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

/** A statement of a policy, as the stacks write it. */
export interface Statement {
  readonly sid?: string;
  readonly effect?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition?: readonly Condition[];
  readonly principals?: unknown;
}

/** The statements of the document that a value means. */
export function statementsOf(of: SynthesizedStack, json: unknown): readonly Statement[] {
  const document = of.findMeant("aws_iam_policy_document", json, "json");
  if (document === undefined) throw new Error(`${json} is no policy document of this stack.`);
  return document.values.statement as readonly Statement[];
}

/** The policies of a role by their names. */
export function policiesOf(of: SynthesizedStack, role: Block): Record<string, readonly Statement[]> {
  const policies = of.resources("aws_iam_role_policy").filter(({ values }) => values.role === of.attribute(role, "id"));
  return Object.fromEntries(policies.map(({ values }) => [values.name, statementsOf(of, values.policy)]));
}

/** What claims of a token a statement compares, by their names, with what. */
export function claimsOf({ condition = [] }: Statement): Record<string, readonly string[]> {
  return Object.fromEntries(condition.map(({ variable, values }) => [variable.replace(/^.*:/, ""), values]));
}

/** How long the policies of a role are, with account and partition written out: IAM counts them together. */
export function lengthOf(of: SynthesizedStack, policies: Readonly<Record<string, readonly Statement[]>>): number {
  const texts = Object.values(policies).map((statements) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: statements.map(({ actions, resources, condition = [] }) => ({
        Effect: "Allow",
        Action: actions,
        Resource: resources,
        ...(condition.length > 0
          ? { Condition: Object.fromEntries(condition.map((each) => [each.test, { [each.variable]: each.values }])) }
          : {}),
      })),
    }),
  );
  return texts
    .join("")
    .replaceAll(of.attribute(of.oneDataSource("aws_caller_identity"), "account_id"), "123456789012")
    .replaceAll(of.attribute(of.oneDataSource("aws_partition"), "partition"), "aws-us-gov").length;
}

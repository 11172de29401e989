import type { Block } from "../../__tests__/connectivity/mutations/document";
import { table } from "../table";
import { ofType, referredBy, type Subject } from "./subject";

/** Who may connect to whom: every rule of every security group. */
export function networkRules(subject: Subject): string {
  const rules = DIRECTIONS.flatMap(({ type, word }) =>
    ofType(subject, type).map((rule) => [
      `\`${nameOf(subject, rule.values.security_group_id)}\``,
      `${word} ${peerOf(subject, rule)}`,
      `${rule.values.from_port}`,
      `${rule.values.description}`.replace(/^.*: (?=[A-Z])/, ""),
    ]),
  );
  if (rules.length === 0) return "There are no security groups: Amazon MQ supports none on a public RabbitMQ broker.";
  return table(["security group", "lets", "port", "for"], rules);
}

const DIRECTIONS = [
  { type: "aws_vpc_security_group_ingress_rule", word: "in from" },
  { type: "aws_vpc_security_group_egress_rule", word: "out to" },
] as const;

function peerOf(subject: Subject, { values }: Block): string {
  if (values.referenced_security_group_id !== undefined)
    return `\`${nameOf(subject, values.referenced_security_group_id)}\``;
  return values.for_each === undefined ? `\`${values.cidr_ipv4}\`` : "the VPC's ranges";
}

/** What roles and endpoints let through: every statement of every policy but those that say who may assume a role. */
export function permissions(subject: Subject): string {
  const documents = ofType(subject, "aws_iam_policy_document").filter(
    ({ role }) => !role.endsWith("assume-role-policy"),
  );
  const rows = documents.flatMap((document) =>
    statementsOf(document).map((statement) => [
      holderOf(subject, document, statement),
      `${effectOf(statement)}${statement.actions.map((action) => `\`${action}\``).join(", ")}`,
      statement.resources.map((resource) => resourceName(subject, resource)).join(", "),
    ]),
  );
  return table(["role or endpoint", "may", "on"], rows);
}

interface Statement {
  readonly effect?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals?: readonly { readonly identifiers: readonly string[] }[];
  readonly condition?: readonly { readonly variable: string; readonly values: readonly string[] }[];
}

function statementsOf({ values }: Block): readonly Statement[] {
  return values.statement as unknown as readonly Statement[];
}

/** The function whose role it is, or the endpoint and who calls through it. */
function holderOf(subject: Subject, { role }: Block, { principals = [], condition = [] }: Statement): string {
  const holder = `\`${role.replace(/\/(function\/)?policy-document$|-policy$/, "")}\``;
  const named = condition.filter(({ variable }) => variable === "aws:PrincipalArn").flatMap(({ values }) => values);
  const callers =
    named.length > 0
      ? named.map((arn) => `\`${patternIn(arn)}\``)
      : principals.flatMap(({ identifiers }) => identifiers.map((each) => principalName(subject, each)));
  return callers.length === 0 ? holder : `${holder} for ${callers.join(", ")}`;
}

function effectOf({ effect, condition = [] }: Statement): string {
  const variables = condition.map(({ variable }) => `\`${variable}\``).join(", ");
  return effect === "Deny" ? `**not**, by a condition on ${variables}: ` : "";
}

function principalName(subject: Subject, identifier: string): string {
  return identifier.startsWith("$") ? `\`${nameOf(subject, identifier)}\`` : `\`${identifier}\``;
}

function resourceName(subject: Subject, resource: string): string {
  if (resource === "*") return "everything";
  const pattern = patternIn(resource);
  if (pattern !== undefined) return `\`${pattern}\``;
  const [, kind] = resource.match(/:([a-z-]+):\*$/) ?? [];
  return kind === undefined
    ? `\`${nameOf(subject, resource)}\``
    : `every ${kind.replaceAll("-", " ")} of the account in the Region`;
}

/** What names an ARN of the own account means, where it is said by a pattern of names or of one name. */
function patternIn(arn: string): string | undefined {
  return arn.match(/^arn:.*\.account_id\}:(?:secret:|role\/)(.+)$/)?.[1];
}

function nameOf(subject: Subject, value: unknown): string {
  const block = referredBy(subject, value);
  return block === undefined ? String(value) : block.role;
}

import { ec2Subject, SOURCE_FUNCTION } from "../../aws/iam/context";
import { ANYTHING, name } from "../../aws/iam/pattern";
import type { Context } from "../../aws/iam/request";
import { arnSubject } from "../../aws/iam/role-subject";
import { plainSubject, type Subject } from "../../aws/iam/subject";
import { missingFact } from "../../causes/missing-fact";
import type { PermissionTarget } from "../../causes/rules/role";
import type { MissingFact } from "../../terraform/model/model";
import { textAt } from "../../terraform/model/shown-values";
import type { Subjects } from "../subjects";

/** An action that the function's role has to be allowed. */
export interface RequiredPermission {
  readonly action: string;
  /** What it is checked against: all of these. */
  readonly on: readonly Subject[];
  /** What a policy has to name. */
  readonly target: PermissionTarget;
  /** Why it is not sure that the mapping needs it; null when it is. */
  readonly doubt: MissingFact | null;
  /** What the request carries besides what every call with the role does. */
  readonly context?: Context;
}

/** These know no ARNs: only `"*"` allows them. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
const DESCRIBE = [
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcs",
];

/** @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html */
export function requiredPermissions(subjects: Subjects): readonly RequiredPermission[] {
  const { broker, credentials, access } = subjects;
  const target = broker?.address ?? ({ kind: "broker-of-mapping" } as const);
  const itself = [brokerSubject(subjects)];
  const needs: RequiredPermission[] = access.actions.map((action) => ({ action, on: itself, target, doubt: null }));
  if (credentials) {
    const target = credentials.secret?.address ?? ({ kind: "secret-of-mapping" } as const);
    needs.push({ action: "secretsmanager:GetSecretValue", on: [credentials.subject], target, doubt: null });
  }
  return [...needs, ...interfacePermissions(subjects)];
}

function brokerSubject({ mapping, broker, iam }: Subjects): Subject {
  if (broker !== null) return arnSubject(broker, iam.locations);
  const given = textAt(mapping, "event_source_arn");
  const spoken = { kind: "arn", of: "broker-of-mapping" } as const;
  return { name: given === null ? name(ANYTHING) : name(given), spoken, instance: null, attributes: [] };
}

/** A mapping on a public broker has no network interfaces. */
function interfacePermissions({ mapping, broker, iam }: Subjects): RequiredPermission[] {
  const access = broker?.get("publicly_accessible");
  if (access?.kind === "scalar" && access.value === true) return [];
  const doubt = access?.kind === "scalar" ? null : missingFact("broker-is-public", { broker: broker?.address ?? null });
  const everywhere = { target: { kind: "everything" }, doubt } as const;
  const arn = (kind: Parameters<typeof ec2Subject>[0]) => ec2Subject(kind, broker ?? mapping, iam.locations);
  return [
    {
      action: "ec2:CreateNetworkInterface",
      on: [arn("network-interface"), arn("subnet"), arn("security-group")],
      ...everywhere,
    },
    { action: "ec2:DeleteNetworkInterface", on: [arn("network-interface")], ...everywhere },
    ...DESCRIBE.map((action) => ({ action, on: [plainSubject("*", { kind: "every-resource" })], ...everywhere })),
  ];
}

/** What the function needs to write its log; the mapping works without. */
export function logPermissions({ functionAndRole, iam }: Subjects): readonly RequiredPermission[] {
  const group: Subject = {
    name: [..."arn:", { kind: "run", colons: true }],
    spoken: { kind: "arn", of: "log-group" },
    instance: null,
    attributes: [],
  };
  const lambda = functionAndRole.function.instance;
  const source: Subject =
    lambda === null
      ? { name: ANYTHING, spoken: { kind: "arn", of: "function" }, instance: null, attributes: [] }
      : arnSubject(lambda, iam.locations);
  const context: Context = (key) => (key === SOURCE_FUNCTION ? source : undefined);
  return ["logs:CreateLogStream", "logs:PutLogEvents"].map((action) => {
    return { action, on: [group], target: { kind: "everything" }, doubt: null, context };
  });
}

import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";
import type { Resource } from "./state";

/** Reads a role with every policy that says what it may do. */
export async function readRole(client: IAMClient, roleArn: string): Promise<readonly Resource[]> {
  const RoleName = roleArn.split("/").at(-1) ?? "";
  const [{ Role }, inline, attached] = await Promise.all([
    client.send(new GetRoleCommand({ RoleName })),
    inlinePolicies(client, RoleName),
    attachedArns(client, RoleName),
  ]);
  const boundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  const arns = [...attached, ...(boundary === undefined ? [] : [boundary])];
  const policies = await Promise.all([...new Set(arns)].map((arn) => readPolicy(client, arn)));
  return [
    {
      type: "aws_iam_role",
      name: RoleName,
      values: {
        id: RoleName,
        name: RoleName,
        arn: roleArn,
        assume_role_policy: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""),
        inline_policy: inline,
        managed_policy_arns: attached,
        permissions_boundary: boundary ?? "",
      },
    },
    ...policies,
  ];
}

async function inlinePolicies(client: IAMClient, RoleName: string): Promise<readonly object[]> {
  const names: string[] = [];
  for await (const { PolicyNames } of paginateListRolePolicies({ client }, { RoleName })) {
    names.push(...(PolicyNames ?? []));
  }
  return Promise.all(
    names.map(async (PolicyName) => {
      const { PolicyDocument = "" } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return { name: PolicyName, policy: decodeURIComponent(PolicyDocument) };
    }),
  );
}

async function attachedArns(client: IAMClient, RoleName: string): Promise<readonly string[]> {
  const arns: string[] = [];
  for await (const { AttachedPolicies } of paginateListAttachedRolePolicies({ client }, { RoleName })) {
    arns.push(...(AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
  }
  return arns;
}

async function readPolicy(client: IAMClient, arn: string): Promise<Resource> {
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: arn }));
  const { PolicyVersion } = await client.send(
    new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy?.DefaultVersionId }),
  );
  const name = arn.split("/").at(-1) ?? arn;
  const policy = decodeURIComponent(PolicyVersion?.Document ?? "");
  return { type: "aws_iam_policy", name, values: { id: arn, name, arn, policy } };
}

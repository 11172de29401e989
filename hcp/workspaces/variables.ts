import type { Api, Resource } from "../api/index";
import { type Change, differencesOf } from "./change";
import type { Roles } from "./wanted";
import type { Workspace } from "./workspace";

interface Variable {
  readonly key?: string;
  readonly value?: string | null;
  readonly category?: string;
  readonly hcl?: boolean;
  readonly sensitive?: boolean;
}

/** What a run has besides, which would be taken in place of the roles. */
const credentials = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"];

/**
 * The environment variables by which HCP Terraform gives runs their credentials.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 */
function wantedVariables({ plan, apply }: Roles): Readonly<Record<string, string>> {
  return { TFC_AWS_PROVIDER_AUTH: "true", TFC_AWS_PLAN_ROLE_ARN: plan, TFC_AWS_APPLY_ROLE_ARN: apply };
}

/** @throws HcpError */
export async function findVariables(
  api: Api,
  { name: workspace, id }: Workspace,
  roles: Roles | undefined,
): Promise<{ readonly changes: readonly Change[]; readonly notes: readonly string[] }> {
  const there: Resource<Variable>[] = [];
  const sets: string[] = [];
  if (id.known !== undefined) {
    const permission = "read the workspace's variables";
    // The list has no pages.
    const { data } = await api.get<readonly Resource<Variable>[]>(`/workspaces/${id.known}/vars`, { permission });
    there.push(...data);
    const all = api.all<Resource<{ readonly name?: string }>>(`/workspaces/${id.known}/varsets`, { permission });
    for await (const { attributes } of all) sets.push(`${attributes.name}`);
  }
  const wanted = roles === undefined ? {} : wantedVariables(roles);
  const changes: Change[] = [];
  const notes: string[] = [];
  for (const [key, value] of Object.entries(wanted)) {
    const found = there.find(({ attributes }) => attributes.key === key && attributes.category === "env");
    if (found?.attributes.sensitive === true) {
      notes.push(`variable ${key} of ${workspace} is sensitive: it cannot be compared, and is left alone.`);
      continue;
    }
    const differences = differencesOf({ value, hcl: false }, found?.attributes);
    if (differences.length === 0) continue;
    const make = async (): Promise<void> => {
      const permission = "write the workspace's variables";
      const attributes = { key, value, category: "env", hcl: false, sensitive: false };
      if (found === undefined) {
        await api.post(`/workspaces/${id.get()}/vars`, { data: { type: "vars", attributes } }, { permission });
      } else {
        const data = { type: "vars", id: found.id, attributes: { value, hcl: false } };
        await api.patch(`/workspaces/${id.get()}/vars/${found.id}`, { data }, { permission });
      }
    };
    const name = `${workspace} ${key}`;
    changes.push({
      kind: "variable",
      name,
      isNew: found === undefined,
      differences: differences.filter(({ attribute, found }) => attribute === "value" || found !== null),
      make,
    });
  }
  const others = there.map(({ attributes }) => `${attributes.key}`).filter((key) => !Object.hasOwn(wanted, key));
  if (others.length > 0) notes.push(`other variables of ${workspace}, left alone: ${others.sort().join(", ")}.`);
  if (sets.length > 0)
    notes.push(`variables of ${workspace} also come from sets, which are not compared: ${sets.sort().join(", ")}.`);
  const inTheWay = others.filter((key) => credentials.includes(key));
  if (roles !== undefined && inTheWay.length > 0) {
    notes.push(`${inTheWay.join(", ")} of ${workspace}: credentials that get in the way of the roles. Remove them.`);
  }
  return { changes, notes };
}

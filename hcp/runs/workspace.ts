import type { Api, Resource } from "../api/index";

/** A workspace, as far as uploads are concerned. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly locked: boolean;
}

interface Attributes {
  readonly name?: string;
  readonly "execution-mode"?: string;
  readonly "terraform-version"?: string;
  readonly "working-directory"?: string | null;
  readonly "vcs-repo"?: object | null;
  readonly locked?: boolean;
  readonly permissions?: { readonly "can-queue-run"?: boolean; readonly "can-queue-apply"?: boolean };
}

/** What an upload is for, as far as a workspace has to suit it. */
export interface Wanted {
  readonly kind: RunKind;
  /** Whether the run is going to be confirmed too. */
  readonly apply: boolean;
  /** The constraint on Terraform's version that the configuration has; undefined where there is none. */
  readonly terraform: string | undefined;
}

/** `plan`: plans and waits to be confirmed. `plan-only`: cannot be confirmed. `save-plan`: keeps the plan, and waits in nobody's way. */
export type RunKind = "plan" | "plan-only" | "save-plan";

/** A workspace in which the run could not do what it is for: every reason, each with what to do. */
export class UnsuitableWorkspace extends Error {
  override readonly name = "UnsuitableWorkspace";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/**
 * The workspace of that name, if it suits what is wanted.
 *
 * @throws UnsuitableWorkspace, HcpError
 */
export async function findWorkspace(api: Api, organization: string, name: string, wanted: Wanted): Promise<Workspace> {
  const path = `/organizations/${encodeURIComponent(organization)}/workspaces/${encodeURIComponent(name)}`;
  const { data } = await api.get<Resource<Attributes>>(path, { permission: "read the workspace" });
  const problems = RULES.flatMap((rule) => rule(data.attributes, wanted) ?? []);
  if (problems.length > 0) {
    throw new UnsuitableWorkspace(problems.map((problem) => `workspace ${name} of ${organization}: ${problem}`));
  }
  return { id: data.id, name, locked: data.attributes.locked === true };
}

const settings = "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings";

/** What keeps a workspace from being suitable; undefined where a rule has nothing to say. */
const RULES: readonly ((attributes: Attributes, wanted: Wanted) => string | undefined)[] = [
  ({ "execution-mode": mode }) =>
    mode === "local"
      ? `its execution mode is local: HCP Terraform only keeps its state, and runs nothing. Run Terraform here, or set the mode to remote. See ${settings}#execution-mode`
      : undefined,
  ({ "vcs-repo": repository }, { kind }) =>
    repository != null && kind !== "plan-only"
      ? `it is connected to a repository, and takes uploads for plans only: give --plan-only, or disconnect it. See ${settings}/vcs`
      : undefined,
  ({ "working-directory": folder }) =>
    folder != null && folder !== ""
      ? `its working directory is ${JSON.stringify(folder)}, which is not in what is uploaded: the stack's folder alone. Empty it. See ${settings}#terraform-working-directory`
      : undefined,
  ({ "terraform-version": version }, { terraform }) =>
    version !== undefined && terraform !== undefined && isTooOld(version, terraform)
      ? `its Terraform version is ${version}, and the stack needs ${terraform}. Set another one. See ${settings}#terraform-version`
      : undefined,
  ({ permissions }) =>
    permissions?.["can-queue-run"] === false
      ? "the token may not start runs there: it needs the permission to queue plans, of a user or a team."
      : undefined,
  ({ permissions }, { apply }) =>
    apply && permissions?.["can-queue-apply"] === false
      ? "the token may not confirm runs there: it needs the permission to apply runs."
      : undefined,
];

/** Whether an exact version is below what a constraint asks for at least. A workspace may have a constraint itself, or `latest`. */
function isTooOld(version: string, constraint: string): boolean {
  const given = partsOf(version);
  const least = partsOf(/>=\s*v?([\d.]+)/.exec(constraint)?.[1] ?? "");
  if (given === undefined || least === undefined) return false;
  const index = least.findIndex((part, place) => part !== (given[place] ?? 0));
  return index >= 0 && (given[index] ?? 0) < (least[index] ?? 0);
}

function partsOf(version: string): readonly number[] | undefined {
  return /^\d+(\.\d+)*(-.*)?$/.test(version) ? version.replace(/-.*/, "").split(".").map(Number) : undefined;
}

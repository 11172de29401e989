import { type Review, review, type WorkspaceReview } from "../../plan-review";

/** An entry of `resource_changes`, as far as a test says. */
export interface Entry {
  readonly address: string;
  readonly actions: readonly string[];
  readonly type?: string;
  readonly mode?: "managed" | "data";
  readonly before?: object | null;
  readonly after?: object | null;
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
  readonly replacePaths?: readonly unknown[];
  readonly change?: object;
  readonly entry?: object;
}

export function changeOf({ address, actions, before = null, after = null, ...rest }: Entry): object {
  const type = rest.type ?? /(?:^|\.)(aws_\w+|terraform_data|external)\./.exec(address)?.[1] ?? "test_thing";
  return {
    address,
    mode: rest.mode ?? "managed",
    type,
    name: "it",
    provider_name: "registry.terraform.io/hashicorp/aws",
    ...rest.entry,
    change: {
      actions,
      before,
      after,
      after_unknown: rest.unknown ?? {},
      before_sensitive: rest.sensitive ?? {},
      after_sensitive: rest.sensitive ?? {},
      ...(rest.replacePaths === undefined ? {} : { replace_paths: rest.replacePaths }),
      ...rest.change,
    },
  };
}

/** A plan as `terraform show -json` prints it, with these changes. */
export function planOf(entries: readonly Entry[], different: object = {}): object {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: entries.map(changeOf),
    configuration: { root_module: {} },
    applyable: true,
    complete: true,
    errored: false,
    ...different,
  };
}

export function reviewOf(...plans: readonly (object | null)[]): Review {
  const workspaces = plans.map((json, index) => {
    const name = plans.length === 1 ? "orders" : `workspace-${index}`;
    return { name, plan: json === null ? null : { name: `${name}.json`, json } };
  });
  return review(workspaces);
}

export function workspaceOf(plan: object): WorkspaceReview {
  const [workspace] = reviewOf(plan).workspaces;
  if (workspace === undefined) throw new Error("No workspace was reviewed.");
  return workspace;
}

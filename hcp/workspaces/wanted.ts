/** What is to be there for the workspaces of one organization. */
export interface Wanted {
  readonly organization: string;
  readonly workspaces: readonly WantedWorkspace[];
  /** Version of Terraform, or a constraint, for all of them. */
  readonly terraform: WantedVersion;
  /** Undefined: run tasks are left as they are. */
  readonly runTask: WantedRunTask | undefined;
}

/** Which version of Terraform runs a workspace. */
export interface WantedVersion {
  readonly text: string;
  /** Whether another patch level of the same minor version will do: what Terraform's own command line asks for. */
  readonly anyPatch: boolean;
}

export interface WantedWorkspace {
  readonly name: string;
  /** Null: the organization's default project, and any other one is left. */
  readonly project: string | null;
  /** The roles of its runs; undefined: its variables are left as they are. */
  readonly roles: Roles | undefined;
}

/** ARNs of the roles that runs assume. */
export interface Roles {
  readonly plan: string;
  readonly apply: string;
}

export interface WantedRunTask {
  /** Letters, digits, `-` and `_`. */
  readonly name: string;
  readonly url: string;
  readonly enforcement: "advisory" | "mandatory";
  readonly stages: readonly string[];
  /** What HCP Terraform signs its requests with; it can never be read back. Empty where nothing is made. */
  readonly key: string;
}

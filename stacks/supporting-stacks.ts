import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { type Settings, variableOf } from "../modules/settings";
import { HcpAccessStack, hcpAccessId } from "./hcp-access";
import { PipelineAccessStack, pipelineAccessId } from "./pipeline-access";
import { RunTaskStack, runTaskId } from "./run-task";
import { StateBucketStack, stateBucketId } from "./state-bucket";

/** A stack beside the options, which they are deployed with. */
interface SupportingStack {
  readonly id: string;
  readonly make: new (scope: Construct, settings: Settings) => TerraformStack;
  /** Why its state stays on this machine, whatever the settings say. @default it is where that of the options is */
  readonly staysLocal?: string;
  /** Whether it is synthesized with these settings. */
  readonly isWanted: (settings: Settings) => boolean;
  /** What to set where it is not. */
  readonly wantedWith: string;
}

/** The stacks beside the options, in one list: what is synthesized, deployed and listed. */
export const supportingStacks: readonly SupportingStack[] = [
  {
    id: stateBucketId,
    make: StateBucketStack,
    staysLocal: "a bucket cannot hold the state of its own creation",
    isWanted: () => true,
    wantedWith: "",
  },
  {
    id: pipelineAccessId,
    make: PipelineAccessStack,
    isWanted: ({ githubRepository }) => githubRepository !== undefined,
    wantedWith: `githubRepository (${variableOf("githubRepository")}) to the repository that it is for, as OWNER/REPOSITORY`,
  },
  {
    id: hcpAccessId,
    make: HcpAccessStack,
    staysLocal: "a run of HCP Terraform cannot make the roles that it needs",
    isWanted: ({ hcpOidcProvider }) => hcpOidcProvider !== undefined,
    wantedWith: `hcpOidcProvider (${variableOf("hcpOidcProvider")}) to new, or to existing where the account knows HCP Terraform already`,
  },
  {
    id: runTaskId,
    make: RunTaskStack,
    isWanted: ({ runTask }) => runTask,
    wantedWith: `runTask (${variableOf("runTask")}) to true`,
  },
];

/** One of them by its id; undefined where it is an option's. */
export function supportingStack(id: string): SupportingStack | undefined {
  return supportingStacks.find((stack) => stack.id === id);
}

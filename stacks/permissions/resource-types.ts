import { readSettings } from "../../modules/settings";
import { HcpAccessStack } from "../hcp-access";
import { PipelineAccessStack } from "../pipeline-access";
import { StateBucketStack } from "../state-bucket";
import { typesIn } from "./types-in";

/** Types of all resources and data sources of the state's bucket. */
export function typesOfStateBucket(): string[] {
  return typesIn((app) => [new StateBucketStack(app, readSettings({}, undefined))]);
}

/** Types of all resources and data sources of the pipeline's access, whether GitHub's provider is there already or not. */
export function typesOfPipelineAccess(): string[] {
  const types = (["new", "existing"] as const).flatMap((githubOidcProvider) => {
    const settings = readSettings({}, { githubRepository: "owner/repository", githubOidcProvider });
    return typesIn((app) => [new PipelineAccessStack(app, settings)]);
  });
  return [...new Set(types)].sort();
}

/** Types of all resources and data sources of HCP Terraform's access, whether its provider is there already or not. */
export function typesOfHcpAccess(): string[] {
  const types = (["new", "existing"] as const).flatMap((hcpOidcProvider) => {
    const settings = readSettings({}, { hcpOidcProvider, stateBackend: "cloud", stateOrganization: "organization" });
    return typesIn((app) => [new HcpAccessStack(app, settings)]);
  });
  return [...new Set(types)].sort();
}

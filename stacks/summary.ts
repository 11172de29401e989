import { localState, remoteState } from "../modules/remote-state";
import type { Settings } from "../modules/settings";
import { options } from "./catalogue";
import { stateBucketId } from "./state-bucket";

/** What `npm run synth` ends with: what was written where, and what to run next. */
export function summarize(settings: Settings): string {
  const stacks = [
    ...options.map(({ id }) => ({ id, state: remoteState(settings).describe(settings, id) })),
    { id: stateBucketId, state: localState.describe(settings, stateBucketId) },
  ];
  const lines = stacks.map(({ id, state }) =>
    [
      `  ${id}`,
      `    written   cdktf.out/stacks/${id}`,
      `    state     ${state}`,
      `    deploy    npm run deploy -- ${id}`,
    ].join("\n"),
  );
  return [
    `Environment ${settings.environment} in ${settings.region}, RabbitMQ ${settings.brokerEngineVersion} on ${settings.brokerInstanceType}, ${settings.brokerDeploymentMode}.`,
    "",
    ...lines,
    "",
    "Deploying needs Terraform 1.11 or later and AWS credentials. Each folder also stands alone:",
    `  terraform -chdir=cdktf.out/stacks/${options[3]?.id} init && terraform -chdir=cdktf.out/stacks/${options[3]?.id} plan`,
  ].join("\n");
}

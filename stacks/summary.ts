import type { Proof } from "../modules/mapping/connectivity-validation";
import type { Settings } from "../modules/settings";
import { optionsOf } from "./catalogue";
import { outputFolder } from "./output-folder";
import { backendOf, stacksOf } from "./stack-states";

/**
 * What `npm run synth` ends with: what was written where, what is proved of it and what is not, and what to run next.
 *
 * @param proofOf what the check says of a stack with a mapping
 */
export function summarize(settings: Settings, proofOf: (stackId: string) => Proof): string {
  const blocks = stacksOf(settings).map((id) =>
    [
      `  ${id}`,
      `    written   ${outputFolder}/stacks/${id}`,
      `    state     ${backendOf(settings, id).describe(settings, id)}`,
      ...(optionsOf(settings).some((option) => option.id === id) ? proofLines(settings, proofOf(id)) : []),
      `    deploy    npm run deploy -- ${id}`,
    ].join("\n"),
  );
  return [
    `Environment ${settings.environment} of ${settings.project} in ${settings.region}, RabbitMQ ${settings.brokerEngineVersion} on ${settings.brokerInstanceType}, ${settings.brokerDeploymentMode}.`,
    "",
    ...blocks,
    "",
    "Proved is what the mapping reaches once all of a stack is applied. What AWS takes or refuses, quotas and permissions, a plan or an apply shows.",
    "Deploying needs Terraform 1.11 or later and AWS credentials. Each folder also stands alone: terraform init and terraform plan work in it.",
  ].join("\n");
}

function proofLines({ skipConnectivityCheck }: Settings, { reached, unknown, facts }: Proof): string[] {
  if (skipConnectivityCheck) return ["    proved    nothing: skipConnectivityCheck is set"];
  const proved = reached.length === 0 ? "nothing yet" : `the mapping reaches ${reached.join(", ")}`;
  return [
    `    proved    ${proved}`,
    ...(unknown.length === 0
      ? []
      : [`    unknown   whether it reaches ${unknown.join(", ")}; npm run plan says, where it can read:`]),
    ...facts.map((fact) => `                ${fact}`),
  ];
}

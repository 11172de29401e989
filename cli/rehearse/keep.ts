import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deployed, type OptionUp } from "../../rehearsal";

/** Says how to reach everything of an option that stays up. The password goes into a file, not onto the terminal. */
export function howToReach({ option, aws, outputs }: OptionUp): string {
  const { region, publisher, listener, uuid, brokerId } = deployed(outputs);
  const server = aws.brokers.get(brokerId)?.server;
  const passwordFile = join(aws.folder, "administrator-password");
  writeFileSync(passwordFile, server?.settings.user.password ?? "", { mode: 0o600 });
  const signature = `Authorization: Credential=test/20260101/${region}/lambda/aws4_request`;
  return [
    "",
    `${option} is up. Ctrl-C ends it, and removes everything.`,
    "",
    `RabbitMQ's own page   ${server?.access.url} (its certificate is of ${aws.authority.file})`,
    `  user                ${server?.settings.user.username}`,
    `  password            in ${passwordFile}`,
    `AMQP                  ${server?.amqps}`,
    `AWS                   ${aws.url}`,
    `  for AWS's tools     export AWS_ENDPOINT_URL=${aws.url} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=${region}`,
    `Publish 10 messages   curl -s -H '${signature}' -d '{"count":10}' ${aws.url}/2015-03-31/functions/${publisher}/invocations`,
    `  with the AWS CLI    ${outputs.publish_command}`,
    `The mapping           aws lambda get-event-source-mapping --uuid ${uuid}`,
    `The listener's log    aws logs tail /aws/lambda/${listener} --follow`,
    "",
    "",
  ].join("\n");
}

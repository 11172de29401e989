import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { configureAwsProvider } from "../modules/aws-provider";
import { NodeFunction } from "../modules/functions/node-function";
import { Names } from "../modules/names";
import { remoteState } from "../modules/remote-state";
import { HttpApi } from "../modules/run-task/http-api";
import type { Settings } from "../modules/settings";

/** Name of the stack that judges plans in the run's page of HCP Terraform. */
export const runTaskId = "run-task";

/**
 * How long the functions may take, in seconds. HCP Terraform accepts a result for ten minutes after it asked: a request that waited for as
 * long as it may, and was judged for as long as it may, still leaves a minute for the last word.
 */
const timeouts = { receive: 10, wait: 270, judge: 270, lastWord: 90 };

/**
 * Megabytes, of which a function has a whole processor. A plan of 10,420 resources took 156 MB and a second of it, one of 52,080 took
 * 497 MB and three; larger plans than of 128 MB, and archives than of 64 MB, are not read.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
const judgeMemory = 1_769;

/**
 * The run task as functions: one verifies HCP Terraform's request and answers at once, one judges, and one has the last word where that
 * came to no end. Nothing is stored: a request that is repeated changes nothing, for HCP takes one result.
 *
 * The key that requests are signed with is in no plan and no state: people put it into a secret that is made empty, and give HCP the same.
 */
export class RunTaskStack extends TerraformStack {
  /** @param settings with `runTask` */
  constructor(scope: Construct, settings: Settings) {
    super(scope, runTaskId);
    const names = new Names(settings, runTaskId);
    configureAwsProvider(this, settings, runTaskId);
    remoteState(settings).configure(this, settings, runTaskId);

    const key = new SecretsmanagerSecret(this, "hmac-key", {
      namePrefix: names.secretPrefix("hmac-key"),
      description: "Key that HCP Terraform signs the requests of the run task with",
    });

    const lastWord = new NodeFunction(this, "last-word", {
      names,
      settings,
      source: "run-task/last-word",
      name: "last-word",
      description: "Tells HCP Terraform that a plan was not judged, where judging came to no end",
      timeout: timeouts.lastWord,
      statements: [],
    });
    const judge = new NodeFunction(this, "judge", {
      names,
      settings,
      source: "run-task/judge",
      name: "judge",
      description: "Judges plans, and tells HCP Terraform the result",
      timeout: timeouts.judge,
      memorySize: judgeMemory,
      environment: { UNKNOWN: settings.runTaskUnknown, ASSUME: JSON.stringify(settings.runTaskAssume) },
      // Lambda hands over what failed with the role of the function that did.
      statements: [{ sid: "HaveLastWord", actions: ["lambda:InvokeFunction"], resources: [lastWord.function.arn] }],
    });
    // One more attempt heals what passes, and what does not is told while HCP still listens.
    const invocations = new LambdaFunctionEventInvokeConfig(this, "judge-invocations", {
      functionName: judge.function.functionName,
      maximumEventAgeInSeconds: timeouts.wait,
      maximumRetryAttempts: 1,
      destinationConfig: { onFailure: { destination: lastWord.function.arn } },
      // Lambda asks whether the role may.
      dependsOn: [judge.policy],
    });
    const receiver = new NodeFunction(this, "receiver", {
      names,
      settings,
      source: "run-task/receiver",
      name: "receiver",
      description: "Verifies requests of HCP Terraform, and has them judged",
      timeout: timeouts.receive,
      environment: {
        HMAC_KEY_SECRET_ARN: key.arn,
        JUDGE_FUNCTION: judge.function.functionName,
        HCP_HOSTNAME: settings.stateHostname,
      },
      statements: [
        { sid: "ReadKey", actions: ["secretsmanager:GetSecretValue"], resources: [key.arn] },
        { sid: "HaveJudged", actions: ["lambda:InvokeFunction"], resources: [judge.function.arn] },
      ],
    });
    const api = new HttpApi(this, "api", {
      name: names.prefix,
      answering: receiver,
      // Whoever reaches the receiver reaches a judge whose failures are told.
      needs: [invocations],
    });

    this.output("url", "Address of the run task, for HCP Terraform", api.url);
    this.output("hmac_key_secret_arn", "Secret for the key that HCP Terraform signs with", key.arn);
    this.output(
      "put_hmac_key_command",
      "Makes a key and puts it into the secret",
      `openssl rand -hex 64 | aws secretsmanager put-secret-value --region ${settings.region} --secret-id ${key.arn} --secret-string file:///dev/stdin`,
    );
    this.output(
      "log_groups",
      "Logs of the functions",
      [receiver, judge, lastWord].map(({ logGroup }) => logGroup.name),
    );
  }

  private output(name: string, description: string, value: unknown): void {
    new TerraformOutput(this, name, { staticId: true, description, value });
  }
}

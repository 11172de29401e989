import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AccountAccess } from "./account/access";
import { EmulatedAccount } from "./account/account";
import { AccountApi } from "./account/api";
import type { ServerCommand } from "./account/server-command";
import { Brokers } from "./brokers/brokers";
import { Authority } from "./brokers/certificates";
import { Places } from "./brokers/places";
import type { RabbitMqSource } from "./brokers/sources";
import { whenChanged } from "./front/changes";
import { Front } from "./front/server";
import { Functions } from "./functions/functions";
import { Mappings, type MappingsParts } from "./mappings/mappings";
import { obstacleOf } from "./mappings/obstacle";
import { refusalOf } from "./mappings/refusal";
import { Tally } from "./mappings/tally";
import { pollerThat } from "./poller/poller";
import type { StartPoller } from "./poller/polling";
import type { Record as ProcessRecord } from "./processes/record";
import { lambdaFunctions } from "./services/lambda-functions";
import { lambdaMappings, type Refusal } from "./services/lambda-mappings";
import { amazonMq } from "./services/mq";

/** What an emulated AWS is made of. */
export interface EmulatedAwsParts {
  /** What serves the account. */
  readonly account: ServerCommand;
  readonly rabbitMq: RabbitMqSource;
  /** Its folder, and what it has started. */
  readonly record: ProcessRecord;
  /** What the names of RabbitMQ nodes begin with. */
  readonly name: string;
  /** @default the poller of this project, with what it assumes */
  readonly startPoller?: StartPoller;
}

/** The ports and variables of an AWS on this machine, in which brokers, functions and event source mappings work. */
export class EmulatedAws {
  readonly tally = new Tally();
  readonly authority: Authority;
  readonly brokers: Brokers;
  readonly functions: Functions;
  readonly mappings: Mappings;
  readonly api: AccountApi;
  readonly #account: EmulatedAccount;
  readonly #front: Front;

  /** For its files. */
  readonly folder: string;

  private constructor(account: EmulatedAccount, { rabbitMq, record, name, startPoller }: EmulatedAwsParts) {
    const folder = (part: string) => join(record.folder, part);
    mkdirSync(folder("functions"), { recursive: true });
    this.folder = record.folder;
    this.#account = account;
    this.authority = Authority.make(folder("authority"));
    this.api = new AccountApi(account.url);
    this.brokers = new Brokers({
      ...{ source: rabbitMq, authority: this.authority, places: new Places(rabbitMq.bindsAnywhere) },
      ...{ folder: folder("brokers"), prefix: name, record },
    });
    this.functions = new Functions(this.api, folder("functions"), () => this.functionVariables, record);
    this.mappings = new Mappings({
      ...{ api: this.api, brokers: this.brokers, functions: this.functions, tally: this.tally },
      startPoller: startPoller ?? pollerThat(),
      obstacle: ({ uuid, region }) => obstacleOf(uuid, this.access(region)),
    } satisfies MappingsParts);
    const refusal: Refusal = (given, functionArn, region) => refusalOf(given, functionArn, this.access(region));
    this.#front = new Front(
      account,
      [
        amazonMq(this.brokers, this.api),
        lambdaMappings(this.mappings, this.api, refusal),
        lambdaFunctions(this.functions),
      ],
      [whenChanged(() => void this.mappings.judgeAgain())],
    );
  }

  /** Starts it: a few seconds. */
  static async start(parts: EmulatedAwsParts): Promise<EmulatedAws> {
    parts.rabbitMq.prepare();
    const account = new EmulatedAccount(parts.account);
    try {
      await account.start((pid) => parts.record.noteProcess(pid));
      const aws = new EmulatedAws(account, parts);
      await aws.#front.start();
      return aws;
    } catch (error) {
      await account.stop();
      throw error;
    }
  }

  /** Where it answers. */
  get url(): string {
    return this.#front.url;
  }

  /** The variables that send Terraform, SDKs and the AWS CLI here; those that would send them elsewhere are undefined. */
  get env(): NodeJS.ProcessEnv {
    return { ...this.#account.env, AWS_ENDPOINT_URL: this.url };
  }

  /** What clients of AWS's SDK are made with. */
  access(region: string): AccountAccess {
    return { endpoint: this.url, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  }

  /** Ends all that runs. What is in the account is gone with it. */
  async stop(): Promise<void> {
    this.mappings.killAll();
    this.functions.stopAll();
    await Promise.all([this.brokers.stopAll(), this.#front.stop()]);
    await this.#account.stop();
  }

  /** What a function is told besides its own variables: where AWS is, and whom its broker's certificate is from. */
  private get functionVariables(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      NODE_EXTRA_CA_CERTS: this.authority.file,
      // About Node's version on this machine, which is not the function's.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    };
  }
}

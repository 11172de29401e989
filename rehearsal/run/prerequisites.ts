import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ServerCommand, serverCommand } from "../account/server-command";
import { HOW_TO_GET_A_SERVER, type RabbitMqSource, rabbitMqSources } from "../brokers/sources";
import { PROJECT } from "../folders";
import { terraformEnvironment } from "../terraform/environment";

/** What an emulated AWS with brokers needs of this machine. */
export interface AwsPrerequisites {
  readonly account: ServerCommand;
  readonly rabbitMq: RabbitMqSource;
}

/** What running an option takes, besides. */
export interface Prerequisites extends AwsPrerequisites {
  readonly terraform: { readonly binary: string; readonly env: NodeJS.ProcessEnv; readonly why: string };
}

/** Something that is missing on this machine: all of it at once, each with its remedy. */
export class PrerequisitesMissing extends Error {
  override readonly name = "PrerequisitesMissing";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/** @throws PrerequisitesMissing */
export function findAwsPrerequisites(): AwsPrerequisites {
  const { account, rabbitMq, problems } = search();
  if (account === undefined || rabbitMq === undefined || problems.length > 0) throw new PrerequisitesMissing(problems);
  return { account, rabbitMq };
}

/**
 * @param binary Terraform or OpenTofu; null where there is none
 * @throws PrerequisitesMissing
 */
export function findPrerequisites(binary: string | null): Prerequisites {
  const { account, rabbitMq, problems } = search();
  const terraform = terraformEnvironment(binary);
  if (binary === null) {
    problems.push(
      "no Terraform: install Terraform 1.11 or OpenTofu 1.10 and put it on PATH, or name it in TERRAFORM_BINARY. See https://developer.hashicorp.com/terraform/install",
    );
  } else if (!terraform.available) {
    problems.push(`no AWS provider for Terraform: ${terraform.why}. Name a filesystem mirror in TF_PLUGIN_MIRROR.`);
  }
  if (account === undefined || rabbitMq === undefined || binary === null || problems.length > 0) {
    throw new PrerequisitesMissing(problems);
  }
  return { account, rabbitMq, terraform: { binary, env: terraform.env, why: terraform.why } };
}

/**
 * A RabbitMQ server alone, and what it takes to start it.
 *
 * @throws PrerequisitesMissing
 */
export function findRabbitMq(): RabbitMqSource {
  const { rabbitMq, problems } = searchRabbitMq();
  if (rabbitMq === undefined || problems.length > 0) throw new PrerequisitesMissing(problems);
  return rabbitMq;
}

function search() {
  const account = serverCommand();
  const { rabbitMq, problems } = searchRabbitMq();
  if ("why" in account) problems.unshift(`${account.why}.`);
  return { account: "why" in account ? undefined : account, rabbitMq, problems };
}

function searchRabbitMq() {
  const problems: string[] = [];
  const [rabbitMq] = rabbitMqSources();
  if (rabbitMq === undefined) problems.push(`${HOW_TO_GET_A_SERVER}.`);
  if (spawnSync("openssl", ["version"], { stdio: "ignore" }).status !== 0) {
    problems.push("no openssl: the rehearsal's certificates are made with it. Install it and put it on PATH.");
  }
  if (!existsSync(join(PROJECT, "node_modules", "cdktf"))) {
    problems.push("the project's packages are not installed: run npm ci.");
  }
  return { rabbitMq, problems };
}

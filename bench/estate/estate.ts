import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Every tenth team has a RabbitMQ broker and a listener on it. */
const TEAMS_PER_BROKER = 10;
const SERVICES_PER_TEAM = 9;

export function teamName(index: number): string {
  return `team_${String(index).padStart(4, "0")}`;
}

export function hasBroker(index: number): boolean {
  return index % TEAMS_PER_BROKER === 0;
}

/**
 * Writes the Terraform configuration of an estate: teams, each with a VPC of its own, services in it, and, one team in
 * ten, a broker with an event source mapping.
 */
export function writeConfiguration(folder: string, teams: number): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(__dirname, "team"), join(folder, "team"), { recursive: true });
  const module: Record<string, object> = {};
  for (let index = 0; index < teams; index++) {
    module[teamName(index)] = {
      source: "./team",
      name: teamName(index).replace("_", "-"),
      cidr: `10.${index % 250}.0.0/16`,
      zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
      services: Array.from({ length: SERVICES_PER_TEAM }, (_, service) => `service-${service}`),
      messaging: hasBroker(index),
      broker_password: `\${var.broker_password}`,
    };
  }
  const configuration = {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } } },
    provider: {
      aws: {
        region: "eu-central-1",
        access_key: "test",
        secret_key: "test",
        skip_credentials_validation: true,
        skip_requesting_account_id: true,
        skip_metadata_api_check: true,
      },
    },
    variable: { broker_password: { type: "string", sensitive: true, default: "correct-horse-battery" } },
    module,
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration, null, 2));
}

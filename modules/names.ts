import type { Settings } from "./settings";

/**
 * Names hold project, environment and option. The settings bound the first two (12 and 10 characters) so that with the
 * longest option id and the longest suffix here every service's limit is kept: 50 characters for a broker, 64 for a
 * function or role.
 */
export class Names {
  /** What everything of one option in one environment begins with. */
  readonly prefix: string;

  constructor(settings: Pick<Settings, "project" | "environment">, option: string) {
    this.prefix = `${settings.project}-${settings.environment}-${option}`;
  }

  /** @see https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html (1-50 characters) */
  get broker(): string {
    return this.prefix;
  }

  /** Name of a function, and of its role. */
  function(role: string): string {
    return `${this.prefix}-${role}`;
  }

  /** Name of a security group, or `Name` tag of a network object. */
  network(part: string): string {
    return `${this.prefix}-${part}`;
  }

  /** Name of an alarm, of their topic, or of the rule that has queues measured. */
  monitoring(part: string): string {
    return `${this.prefix}-${part}`;
  }

  /**
   * Prefix of a secret's name: AWS adds a unique suffix, because the name of a destroyed secret stays reserved for up to
   * 30 days. @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html
   */
  secretPrefix(user: string): string {
    return `${this.prefix}/${user}-`;
  }
}

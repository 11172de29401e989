import { Mistake } from "./mistake";
import type { Settings } from "./settings";

/** A function's name, and its role's, has at most 64 characters: the longest of ours ends with this. */
const longestPrefix = 64 - "-interface-waiter".length;

/**
 * Names hold project, environment and option. The settings bound the first two (12 and 10 characters) so that with the
 * longest option id and the longest suffix here every service's limit is kept: 50 characters for a broker, 64 for a
 * function or role.
 */
export class Names {
  /** What everything of one option in one environment begins with. */
  readonly prefix: string;

  /**
   * @param option id of an option, or of another app's stack: lower-case letters, digits and hyphens
   * @throws Mistake where names would be longer than AWS takes, or hold other characters
   */
  constructor({ project, environment }: Pick<Settings, "project" | "environment">, option: string) {
    const longest = longestPrefix - `${project}-${environment}-`.length;
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(option) || option.length > longest) {
      throw new Mistake(
        `Names would hold "${option}": with the project "${project}" and the environment "${environment}" it must be 1 to ${longest} lower-case letters, digits and hyphens. ` +
          "Shorten it, or the project. See https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
      );
    }
    this.prefix = `${project}-${environment}-${option}`;
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

import { Mistake } from "../modules/mistake";
import { stackIds } from "../stacks/stack-states";

/** What a command line asks for. */
export interface Arguments {
  readonly stackId: string;
  readonly autoApprove: boolean;
  /** Name of a broker that may be given up. */
  readonly giveUpBroker: string | undefined;
  /** Where `move-state` moves from. */
  readonly from: string | undefined;
  /** What Terraform itself is given, in order. */
  readonly passedOn: readonly string[];
}

/** Options of these commands, and whether a value belongs to them. */
const takesValue = { "auto-approve": false, "give-up-broker": true, from: true } as const;
export type Option = keyof typeof takesValue;

/** What these commands tell Terraform themselves. */
const reserved = /^--?(out|destroy|chdir|detailed-exitcode|json|input|refresh-only)(=|$)/;

/**
 * One stack, options of ours with one hyphen or two, and what else begins with a hyphen for Terraform.
 *
 * @param command its name, for messages
 * @param known the options of ours that the command takes
 * @throws Mistake with all that is wrong
 */
export function parseArguments(command: string, argv: readonly string[], known: readonly Option[]): Arguments {
  const problems: string[] = [];
  const values: Partial<Record<Option, string>> = {};
  const names: string[] = [];
  const passedOn: string[] = [];
  for (const argument of argv) {
    const [, name = "", value] = /^--?([a-z-]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (isOption(name) && known.includes(name)) {
      if (takesValue[name] !== Boolean(value)) {
        problems.push(takesValue[name] ? `--${name} needs a value: --${name}=VALUE.` : `--${name} takes no value.`);
      }
      values[name] = value ?? "";
    } else if (reserved.test(argument)) {
      problems.push(`${argument} is npm run ${command}'s own: leave it out, or run terraform in the stack's folder.`);
    } else {
      (argument.startsWith("-") ? passedOn : names).push(argument);
    }
  }
  const [stackId, ...more] = names;
  problems.push(...stackProblems(stackId));
  if (more.length > 0) problems.push(`${more.join(" ")} is too much: one stack at a time.`);
  refuse(command, problems);
  return {
    stackId: stackId as string,
    autoApprove: values["auto-approve"] !== undefined,
    giveUpBroker: values["give-up-broker"],
    from: values.from,
    passedOn,
  };
}

/**
 * One stack, and whatever `terraform output` takes.
 *
 * @throws Mistake where the first argument is no stack
 */
export function parseOutputsArguments([stackId, ...passedOn]: readonly string[]): Arguments {
  refuse("outputs", stackProblems(stackId));
  return { stackId: stackId as string, autoApprove: false, giveUpBroker: undefined, from: undefined, passedOn };
}

function isOption(name: string): name is Option {
  return Object.hasOwn(takesValue, name);
}

function stackProblems(stackId: string | undefined): string[] {
  const list = stackIds.map((id) => `\n  ${id}`).join("");
  if (stackId === undefined) return [`No stack is named. There are:${list}`];
  return stackIds.includes(stackId) ? [] : [`${JSON.stringify(stackId)} is no stack. There are:${list}`];
}

function refuse(command: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Mistake([...problems, `See npm run ${command} -- --help.`].join("\n"));
}

import { existsSync } from "node:fs";
import { type Settings, variableOf } from "./catalogue";
import { listenersOf } from "./each-listener";
import { unfitVariables } from "./environment-variables";
import { readPolicyFile } from "./policy-file";
import type { Relation } from "./relation";

/**
 * How long a listener's name may be. A function's name has at most 64 characters, and begins with project, environment and the id of
 * an option, of which the longest counts.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
function longestName({ project, environment }: Settings): number {
  return 64 - `${project}-${environment}-option-5-public-subnets-listener-`.length;
}

/** Names of `listeners` that are too long. */
function longNames(settings: Settings): string[] {
  return settings.listeners.map(({ name }) => name).filter((name) => name.length > longestName(settings));
}

/** Queues that two listeners would share: two that poll one queue take each other's messages. */
function sharedQueues(settings: Settings): string[] {
  const queues = listenersOf(settings).map(({ settings: { queue } }) => queue);
  const isShared = (queue: string, index: number) =>
    queues.indexOf(queue) !== index || queues.some((other) => queue === `${other}.dead-letter`);
  return [...new Set(queues.filter(isShared))];
}

/** Rules about what a listener has, and about several of them on one broker. */
export const listenerRelations: readonly Relation[] = [
  {
    keys: ["exchange", "exchangeType", "routingKeys"],
    broken: ({ exchange, exchangeType, routingKeys }) =>
      exchange !== undefined && exchangeType !== "fanout" && routingKeys.length === 0,
    message: ({ exchange, exchangeType }) =>
      `exchange is "${exchange}", and there are no routingKeys: a ${exchangeType} exchange gives a queue what its routing keys ask for, and no more. ` +
      'Set routingKeys, such as ["order.*"] or, for everything of a topic exchange, ["#"]. See https://www.rabbitmq.com/docs/exchanges#types',
  },
  {
    keys: ["exchange", "exchangeType", "routingKeys"],
    broken: ({ exchange, exchangeType, routingKeys }) =>
      routingKeys.length > 0 && (exchange === undefined || exchangeType === "fanout"),
    message: ({ exchange, routingKeys }) =>
      `routingKeys is ${JSON.stringify(routingKeys)}: ${exchange === undefined ? "there is no exchange that would heed them. Set exchange, or leave them unset" : "a fanout exchange gives a queue everything. Leave them unset, or set exchangeType"}. ` +
      "See https://www.rabbitmq.com/docs/exchanges#types",
  },
  {
    keys: ["listenerCode"],
    broken: ({ listenerCode }) => listenerCode !== "listener" && !existsSync(`lambda-src/${listenerCode}/index.ts`),
    message: ({ listenerCode }) =>
      `listenerCode is "${listenerCode}": there is no lambda-src/${listenerCode}/index.ts. ` +
      `Correct it, or make one: npm run new:listener -- ${listenerCode.replace(/^.*\//, "")}`,
  },
  {
    keys: ["listenerEnvironment"],
    broken: ({ listenerEnvironment }) => unfitVariables(listenerEnvironment).length > 0,
    message: ({ listenerEnvironment }) =>
      `listenerEnvironment is not what a listener takes: ${unfitVariables(listenerEnvironment).join("; ")}. Rename or remove what is wrong. ` +
      "See https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
  },
  {
    keys: ["listenerPolicyFile"],
    broken: ({ listenerPolicyFile }) => mistakesIn(listenerPolicyFile).length > 0,
    message: ({ listenerPolicyFile }) =>
      `listenerPolicyFile is "${listenerPolicyFile}", which holds no policy of a role: ${mistakesIn(listenerPolicyFile).join("; ")}. Correct it. ` +
      "See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  },
  {
    keys: ["listeners", "project", "environment"],
    broken: (settings) => longNames(settings).length > 0,
    message: (settings) =>
      `listeners has ${longNames(settings).join(", ")}: with the project "${settings.project}" and the environment "${settings.environment}" a name may have ${longestName(settings)} characters, for a function's name has at most 64. ` +
      `Shorten it, or the project (${variableOf("project")}). See https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html`,
  },
  {
    keys: ["listeners", "queue"],
    broken: (settings) => sharedQueues(settings).length > 0,
    message: (settings) =>
      `listeners has the queue ${sharedQueues(settings).join(", ")} twice, as a queue or as the dead-letter queue of one: two mappings on one queue take each other's messages. ` +
      "Give each listener a queue of its own; without one it has its name.",
  },
];

function mistakesIn(policyFile: string | undefined): readonly string[] {
  return policyFile === undefined ? [] : readPolicyFile(policyFile).mistakes;
}

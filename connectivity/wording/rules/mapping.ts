import type { MappingFindings, OutOfBounds, Wait } from "../../causes/rules/mapping";
import type { Words } from "../causes/entry";
import type { FindingWords } from "../finding-words";
import { quoted } from "../given";
import { enumerate } from "../lists";

/** Findings about the mapping and its function, in words. */
export const mappingFindings: FindingWords<MappingFindings> = {
  queues: (facts) =>
    facts.wrong === "count"
      ? {
          explanation: `${facts.mapping} names ${facts.count} queues, and a mapping on Amazon MQ reads exactly one.`,
          remedy: "Name one queue in queues; make a mapping for each further one.",
        }
      : {
          explanation: `The queue of ${facts.mapping} has a name of ${facts.length} characters, and Lambda takes 1 to ${facts.most}.`,
          remedy: "Shorten the queue's name.",
        },
  "source-access-type": ({ mapping, type, source }) => ({
    explanation: `${mapping} has a source_access_configuration of type ${quoted(type)}, which mappings on ${source} do not have.`,
    remedy: "Remove it: the mapping uses the broker's own subnets and security groups, and logs in with BASIC_AUTH.",
  }),
  "virtual-host": ({ mapping, queue, declaredIn, readFrom }) => ({
    explanation: `${queue} declares the queue in the virtual host ${quoted(declaredIn)}, and ${mapping} reads from ${quoted(readFrom)}.`,
    remedy: `Give the mapping a source_access_configuration of type VIRTUAL_HOST with the uri ${quoted(declaredIn)}.`,
  }),
  "batch-size": outOfBounds,
  "batching-window": outOfBounds,
  "unsupported-argument": ({ mapping, arguments: given }) => ({
    explanation: `${mapping} sets ${enumerate(given)}, which mappings on Amazon MQ do not have.`,
    remedy: `Remove ${enumerate(given)}.`,
  }),
  "mapping-unknown": ({ mapping, argument }) => ({
    explanation: `Whether Lambda takes ${mapping} is not known: its ${argument} is known after apply only.`,
    remedy: `Give ${argument} a value that the plan shows.`,
  }),
  "provisioned-poller": ({ mapping }) => ({
    explanation: `${mapping} has a provisioned_poller_config, which mappings on Amazon MQ do not have.`,
    remedy: "Remove provisioned_poller_config.",
  }),
  "self-managed-event-source": ({ mapping }) => ({
    explanation: `${mapping} has a self_managed_event_source, which is for Kafka clusters of one's own.`,
    remedy: "Remove self_managed_event_source and name the broker by event_source_arn.",
  }),
  "mapping-disabled": ({ mapping }) => ({
    explanation: `${mapping} is disabled: nothing is polled.`,
    remedy: "Set enabled = true when it shall run.",
  }),
  "function-missing": (facts) =>
    facts.lacks === "function"
      ? { explanation: `${facts.mapping} names no function.`, remedy: "Name the function in function_name." }
      : {
          explanation: `${facts.function} has no role, and Lambda polls with the function's role.`,
          remedy: "Name the role in role.",
        },
  "function-timeout": ({ function: lambda, timeout, most }) => ({
    explanation: `The timeout of ${lambda} is ${timeout} seconds, and with Amazon MQ Lambda takes ${most} at most.`,
    remedy: shorterTimeout(most),
  }),
  "function-timeout-unknown": ({ function: lambda, most }) => ({
    explanation: `Whether the timeout of ${lambda} is over ${most} seconds, which Lambda refuses with Amazon MQ, is not known.`,
    remedy: shorterTimeout(most),
  }),
  "queue-undeclared": ({ mapping }) => ({
    explanation: `Nothing that ${mapping} depends on declares its queue, and it never works while the queue is missing.`,
    remedy:
      "Declare the queue before the mapping is made, and let the mapping depend on what declares it; or see that the queue exists.",
  }),
  ordering: ({ mapping, needed, late, waits }) => {
    const shown = enumerate(late.length > 3 ? [...late.slice(0, 2), `${late.length - 2} more`] : late);
    return {
      explanation: `${mapping} does not wait for ${NEEDED[needed]}: it does not depend on ${shown}.`,
      remedy: waitFor(waits, "the mapping"),
    };
  },
  "name-taken": ({ object, argument, until, by }) => {
    const present = by === object ? "the present one" : by;
    if (argument === "private_dns_enabled") {
      return {
        explanation: `The plan makes the new ${object} before it destroys ${present}, which still has the service's private DNS name in the VPC: AWS refuses a second.`,
        remedy: "Take create_before_destroy away, or apply private_dns_enabled = false before.",
      };
    }
    return until === "recovery-window"
      ? {
          explanation: `The plan destroys ${present} and gives ${object} its ${argument}, which Secrets Manager keeps for the recovery window, so that it refuses the new secret.`,
          remedy: `Use name_prefix, another ${argument}, or apply recovery_window_in_days = 0 before.`,
        }
      : {
          explanation: `The plan makes the new ${object} before it destroys ${present}, which still has the same ${argument}: AWS refuses a second.`,
          remedy: `Change ${argument} as well${PREFIXES[argument] ?? ""}, or take create_before_destroy away.`,
        };
  },
  "destroy-order": ({ mapping, policies }) => ({
    explanation: `The plan destroys ${enumerate(policies.slice(0, 3))} right after ${mapping}, and Lambda needs the role to remove the mapping's network interfaces.`,
    remedy: "Destroy the mapping first, wait until its network interfaces are gone, then destroy the rest.",
  }),
};

/** What to use where objects come and go under names of their own. */
const PREFIXES: Readonly<Record<string, string>> = { name: ", with name_prefix say" };

const NEEDED: Readonly<Record<MappingFindings["ordering"]["needed"], string>> = {
  permissions: "its role's permissions",
  network: "its way to the broker and the services",
};

/** What to add to which `depends_on`. `title` names the resource that has to wait. */
export function waitFor(waits: readonly Wait[], title: string): string {
  const parts = waits.map(({ holder, on }) => `${enumerate(on)} to ${holder ?? title}'s depends_on`);
  return `Add ${parts.join(", and ")}.`;
}

function outOfBounds({ mapping, argument, value, least, most, unit }: OutOfBounds): Words {
  return {
    explanation: `${argument} of ${mapping} is ${value}, and Lambda takes ${least} to ${most} ${unit}.`,
    remedy: `Set ${argument} to ${least} to ${most}.`,
  };
}

function shorterTimeout(most: number): string {
  return `Set timeout to ${most} seconds at most.`;
}

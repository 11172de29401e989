import { type ManagementAccess, manage } from "./management-api";

/** How many messages Amazon MQ lets a queue hold on a broker of the smallest type that it makes. */
const MAX_LENGTH = 500_000;

const LIMITS = { "max-length": MAX_LENGTH, overflow: "reject-publish" } as const;

/** By the broker's deployment mode: what Amazon MQ puts into the virtual host `/` of a new broker. */
const POLICIES: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  SINGLE_INSTANCE: {
    "AWS-DEFAULT-POLICY-SINGLE-INSTANCE": {
      pattern: ".*",
      "apply-to": "queues",
      priority: 0,
      definition: LIMITS,
    },
  },
  CLUSTER_MULTI_AZ: {
    "AWS-DEFAULT-POLICY-CLUSTER-MULTI-AZ": {
      pattern: ".*",
      "apply-to": "classic_queues",
      priority: 1,
      definition: LIMITS,
    },
    "AWS-DEFAULT-QUORUM-QUEUES-POLICY-CLUSTER-MULTI-AZ": {
      pattern: ".*",
      "apply-to": "quorum_queues",
      priority: 1,
      definition: LIMITS,
    },
  },
};

/** The policy over all others, which only Amazon MQ writes. */
const OPERATOR_POLICY = {
  pattern: ".*",
  "apply-to": "classic_queues",
  priority: 0,
  definition: { "queue-version": 2 },
};

/**
 * Puts Amazon MQ's default policies into a new broker.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-defaults.html
 */
export async function putDefaultPolicies(access: ManagementAccess, deploymentMode: string): Promise<void> {
  for (const [name, policy] of Object.entries(POLICIES[deploymentMode] ?? {})) {
    await manage(access, "PUT", ["policies", "/", name], policy);
  }
  await manage(access, "PUT", ["operator-policies", "/", "default_operator_policy_AWS_managed"], OPERATOR_POLICY);
}

import type { FindingWords } from "../../wording/finding-words";
import { quoted } from "../../wording/given";
import type { ActivemqFindings } from "./facts";

const MODES = "Use SINGLE_INSTANCE with one subnet, or ACTIVE_STANDBY_MULTI_AZ with two subnets in different zones.";

/** Findings about brokers on ActiveMQ, in words. */
export const activemqFindings: FindingWords<ActivemqFindings> = {
  "activemq-deployment-mode": (facts) => ({
    explanation:
      facts.why === "not-for-activemq"
        ? `${facts.broker} has the deployment mode ${facts.mode}, which ActiveMQ brokers do not have.`
        : `${facts.broker} is ${facts.mode} and has ${facts.least}${facts.more ? " or more" : ""} ${facts.least === 1 && !facts.more ? "subnet" : "subnets"}, where Amazon MQ takes ${facts.takes}.`,
    remedy: MODES,
  }),
  "activemq-deployment-mode-unknown": (facts) => ({
    explanation:
      facts.open === "mode"
        ? `Whether Amazon MQ creates ${facts.broker} is not known: its deployment_mode is known after apply only.`
        : `Whether Amazon MQ creates ${facts.broker} is not known: ${facts.mode} takes ${facts.takes} of subnet_ids, and how many it has is known after apply only.`,
    remedy: MODES,
  }),
  "activemq-authentication": ({ broker, mapping, strategy }) => ({
    explanation: `${broker} authenticates by ${quoted(strategy)}, and ${mapping} logs in with ActiveMQ's own users only.`,
    remedy: 'Set authentication_strategy = "simple", and give the broker the user of the mapping\'s secret.',
  }),
  "activemq-authentication-unknown": ({ broker, mapping }) => ({
    explanation: `Whether ${mapping} can log in is not known: authentication_strategy of ${broker} is not shown.`,
    remedy: "Give authentication_strategy a value that the plan shows.",
  }),
};

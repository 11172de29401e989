import type { BrokerFindings, PasswordFault } from "../../causes/rules/broker";
import type { FindingWords } from "../finding-words";
import { quoted } from "../given";

/** Findings about the broker, in words. */
export const brokerFindings: FindingWords<BrokerFindings> = {
  "engine-version": (facts) => {
    const { broker } = facts;
    switch (facts.why) {
      case "missing":
        return {
          explanation: `${broker} names no engine_version, which the provider requires.`,
          remedy: use(facts.offered),
        };
      case "not-offered": {
        const verb = facts.exists ? "take" : "create";
        return {
          explanation: `${broker} asks for RabbitMQ ${quoted(facts.version)}, which Amazon MQ does not ${verb}.`,
          remedy: use(facts.offered),
        };
      }
      case "downgrade":
        return {
          explanation: `The plan takes ${broker} from RabbitMQ ${facts.from} back to ${facts.to}, and Amazon MQ downgrades no broker.`,
          remedy: `Keep ${facts.from}, or make another broker for ${facts.to}.`,
        };
      case "skips-a-version":
        return {
          explanation: `The plan takes ${broker} from RabbitMQ ${facts.from} to ${facts.to}, and Amazon MQ upgrades to the next version only, which is ${facts.next}.`,
          remedy: `Upgrade to ${facts.next} first, and to ${facts.to} after that.`,
        };
    }
  },
  "instance-type": (facts) => {
    if (facts.why === "missing") {
      return {
        explanation: `${facts.broker} names no host_instance_type, which the provider requires.`,
        remedy: typesFor(null),
      };
    }
    const engine = facts.series === null ? "RabbitMQ" : `RabbitMQ ${facts.series}`;
    return {
      explanation: `${facts.broker} asks for ${quoted(facts.type)}, on which Amazon MQ creates no new ${engine} broker.`,
      remedy: typesFor(facts.series),
    };
  },
  "auto-minor-version-upgrade": ({ broker }) => ({
    explanation: `${broker} has auto_minor_version_upgrade off, which Amazon MQ refuses for RabbitMQ 3.13 and later.`,
    remedy: "Set auto_minor_version_upgrade = true.",
  }),
  "update-order": (facts) =>
    facts.later === "instance-type"
      ? {
          explanation: `The provider asks for RabbitMQ ${facts.series} before it changes the instance type of ${facts.broker}, and Amazon MQ refuses that version on ${facts.type}.`,
          remedy:
            "Change host_instance_type alone, reboot the broker or wait for its maintenance window, and change engine_version after that.",
        }
      : {
          explanation: `The provider asks for RabbitMQ ${facts.series} before it turns on auto_minor_version_upgrade of ${facts.broker}, and Amazon MQ refuses that version without it.`,
          remedy: MINOR_UPGRADES_FIRST,
        },
  "broker-unknown": (facts) => {
    switch (facts.open) {
      case "argument":
        return {
          explanation: `Whether Amazon MQ takes ${facts.broker} is not known: its ${facts.argument} is known after apply only.`,
          remedy: `Give ${facts.argument} a value that the plan shows.`,
        };
      case "version":
        return {
          explanation: `Whether Amazon MQ takes RabbitMQ ${quoted(facts.version)} is not known: it is newer than this check.`,
          remedy: use(facts.offered),
        };
      case "patch-level":
        return {
          explanation: `Whether Amazon MQ takes RabbitMQ ${quoted(facts.version)} is not known: it creates no broker with a patch level, of a broker that exists the provider cuts it off, and the input does not show whether this one exists.`,
          remedy: `Use "${facts.series}", which is right for both.`,
        };
      case "instance-type":
        return {
          explanation: `Whether Amazon MQ creates RabbitMQ brokers on ${quoted(facts.type)} is not known here.`,
          remedy: typesFor(facts.series),
        };
      case "deployment-mode":
        return {
          explanation: `Whether Amazon MQ creates ${facts.broker} is not known: its deployment_mode is known after apply only.`,
          remedy: MODES,
        };
      case "number-of-subnets":
        return {
          explanation: `Whether Amazon MQ creates ${facts.broker} is not known: it is a single instance, which takes exactly one subnet, and how many it has is known after apply only.`,
          remedy: "Give the single instance one subnet that the plan shows.",
        };
      case "security-groups":
        return {
          explanation: `Whether the security groups of ${facts.broker} change, which Amazon MQ refuses for RabbitMQ, is known after apply only.`,
          remedy: KEEP_GROUPS,
        };
      case "user":
        return {
          explanation: `Whether the user of ${facts.broker} changes, which Amazon MQ refuses for RabbitMQ, is known after apply only.`,
          remedy: CHANGE_USER_INSIDE,
        };
      case "order":
        return {
          explanation: `Whether Amazon MQ takes the change of ${facts.broker} is not known: the provider sends RabbitMQ ${facts.series} before it turns on auto_minor_version_upgrade.`,
          remedy: MINOR_UPGRADES_FIRST,
        };
      case "internet-gateway": {
        const subnet = facts.subnet ?? "its subnets";
        return {
          explanation: `Whether Amazon MQ takes ${subnet} for ${facts.broker}, which is publicly accessible, is not known: the input does not show a route to an internet gateway.`,
          remedy: routeToInternetGateway(subnet),
        };
      }
    }
  },
  "public-broker-security-groups": ({ broker }) => ({
    explanation: `${broker} is publicly accessible and has security groups, which Amazon MQ refuses for RabbitMQ.`,
    remedy: "Remove security_groups, or set publicly_accessible = false.",
  }),
  "public-broker-subnet": ({ broker, subnet }) => ({
    explanation: `${broker} is publicly accessible, and ${subnet} has no route to an internet gateway: Amazon MQ answers that there is no such subnet.`,
    remedy: routeToInternetGateway(subnet),
  }),
  "deployment-mode": (facts) => ({
    explanation:
      facts.why === "not-for-rabbitmq"
        ? `${facts.broker} has the deployment mode ACTIVE_STANDBY_MULTI_AZ, which RabbitMQ brokers do not have.`
        : `${facts.broker} is a single instance and has ${facts.least}${facts.more ? " or more" : ""} subnets, where Amazon MQ takes exactly one.`,
    remedy: MODES,
  }),
  "subnet-zones": ({ made, one, other, zone }) => {
    const broker = made === "cluster" ? "a cluster" : "an active/standby broker";
    return {
      explanation: `${one} and ${other} are both in ${zone}, and ${broker}'s subnets have to be in different zones.`,
      remedy:
        made === "cluster" ? "Give the cluster one subnet in each zone." : "Give the broker subnets in two zones.",
    };
  },
  "subnets-and-groups": ({ broker, given, left }) => ({
    explanation: `${broker} has ${given} outside the default VPC and no ${left}, which Amazon MQ would take from the default VPC.`,
    remedy: `Give ${broker} ${left} as well.`,
  }),
  "subnets-and-groups-unknown": ({ broker, given, left }) => ({
    explanation: `${broker} has ${given} and no ${left}, which Amazon MQ takes from the default VPC; whether ${given} are of that VPC is not known.`,
    remedy: `Give ${broker} ${left} as well.`,
  }),
  "security-group-count": ({ broker, count, most }) => ({
    explanation: `${broker} has ${count} security groups, and Amazon MQ takes at most ${most}.`,
    remedy: `Leave at most ${most} groups in security_groups.`,
  }),
  "broker-user": (facts) => {
    const { broker } = facts;
    switch (facts.fault) {
      case "number":
        return {
          explanation: `${broker} has ${facts.count} users, and a RabbitMQ broker is made with exactly one.`,
          remedy: "Give the broker one user block; make further users in RabbitMQ.",
        };
      case "username":
        return {
          explanation: `The username of ${broker} is not what Amazon MQ takes.`,
          remedy: "Use 2 to 100 characters of A-Z a-z 0-9 - . _, and not guest.",
        };
      default:
        return {
          explanation: `The password of ${broker} ${PASSWORD_FAULTS[facts.fault]}.`,
          remedy: "Use at least 12 characters, 4 of them different, without comma, colon and equals sign.",
        };
    }
  },
  "broker-user-changed": ({ broker }) => ({
    explanation: `The plan changes the user of ${broker}, and Amazon MQ's users API does not apply to RabbitMQ brokers.`,
    remedy: CHANGE_USER_INSIDE,
  }),
  "authentication-strategy": ({ broker, mapping, strategy }) => {
    const which = "text" in strategy ? `is ${quoted(strategy)}` : "is not shown";
    return {
      explanation: `Whether ${broker} lets ${mapping} in is not known: its authentication_strategy ${which}, and Lambda logs in with a user and a password.`,
      remedy:
        "Use authentication_strategy = \"simple\", or see that the broker's configuration lets RabbitMQ's own users in.",
    };
  },
  "login-changed": ({ version, broker, mapping }) => ({
    explanation: `The plan changes the login in ${version} to what the user block of ${broker} says, and a RabbitMQ broker that exists keeps the user it was made with: ${mapping} cannot log in.`,
    remedy: KEEP_LOGIN,
  }),
  "login-unknown": ({ version, broker, mapping }) => ({
    explanation: `Whether ${mapping} can log in is not known: the plan changes ${version}, and ${broker} keeps the user it was made with.`,
    remedy: KEEP_LOGIN,
  }),
  "security-groups-changed": ({ broker, because }) => {
    const cause = because === null ? "" : `, because the plan ${because.change}s ${because.address}`;
    return {
      explanation: `The plan changes the security groups of ${broker}${cause}, which Amazon MQ refuses for RabbitMQ.`,
      remedy: KEEP_GROUPS,
    };
  },
  "audit-log": ({ broker }) => ({
    explanation: `${broker} asks for audit logs, which RabbitMQ brokers do not have.`,
    remedy: "Remove audit = true from logs.",
  }),
  "broker-replaced": ({ broker }) => ({
    explanation: `The plan replaces ${broker}: the messages, queues and users on the present broker are lost.`,
    remedy: "Empty the queues first, or take back what forces the replacement.",
  }),
  "broker-reboots": ({ broker, changed }) => ({
    explanation: `The apply reboots ${broker}, because ${changed.join(", ")} ${changed.length > 1 ? "change" : "changes"} and apply_immediately is on: what is connected is cut off until the broker is back.`,
    remedy: "Apply it at a quiet hour, or turn apply_immediately off and let it wait.",
  }),
  "broker-waits": ({ broker, changed }) => ({
    explanation: `The change of ${changed.join(", ")} of ${broker} takes effect in its next maintenance window, not with this apply: until then every plan shows it again.`,
    remedy: "Wait for the window, or reboot the broker; apply_immediately = true lets the apply do so.",
  }),
  "patch-level": ({ broker, series }) => ({
    explanation: `The provider sends RabbitMQ ${series} for the engine_version of ${broker}, so its patch level changes nothing and every plan shows it again.`,
    remedy: `Set engine_version = "${series}".`,
  }),
  "broker-account": ({ broker, ofBroker, ofFunction }) => ({
    explanation: `${broker} is in account ${ofBroker} and the function in ${ofFunction}, and Lambda does not process brokers of another account.`,
    remedy: "Put the function and the mapping into the broker's account.",
  }),
  "broker-region": ({ broker, mapping, ofBroker, ofMapping }) => ({
    explanation: `${broker} is in ${ofBroker} and ${mapping} in ${ofMapping}, and Lambda polls brokers of its own Region only.`,
    remedy: `Put the function and the mapping into ${ofBroker}.`,
  }),
};

const MODES = 'Use "SINGLE_INSTANCE" with one subnet, or "CLUSTER_MULTI_AZ".';
const KEEP_GROUPS = "Keep the groups and change their rules, or replace the broker.";
const MINOR_UPGRADES_FIRST =
  "Set auto_minor_version_upgrade = true alone, and make the other changes in the next apply.";
const CHANGE_USER_INSIDE =
  "Change the user in RabbitMQ itself, and add user to ignore_changes in the broker's lifecycle block, so that Terraform leaves it alone.";
const KEEP_LOGIN =
  "Keep the login as it is, or change the password in RabbitMQ itself at the same time; a user of its own for the mapping spares both.";

const PASSWORD_FAULTS: Readonly<Record<PasswordFault, string>> = {
  "too-short": "has fewer than 12 characters",
  "too-few-characters": "has fewer than 4 different characters",
  "forbidden-character": "has a comma, colon or equals sign, which Amazon MQ refuses",
};

/** `Use "3.13", "4.2" or "4.3".` */
function use(versions: readonly string[]): string {
  const quotedVersions = versions.map((version) => JSON.stringify(version));
  return `Use ${quotedVersions.slice(0, -1).join(", ")} or ${quotedVersions.at(-1)}.`;
}

function typesFor(series: string | null): string {
  return series === "3.13" ? "Use mq.m7g.medium or larger, or an mq.m5 type." : "Use mq.m7g.medium or larger.";
}

function routeToInternetGateway(subnet: string): string {
  return `Give the route table of ${subnet} a route to an internet gateway, or name no subnet_ids.`;
}

import { brokerAccount } from "../../amazon-mq/rules/broker-account";
import { brokerReboots } from "../../amazon-mq/rules/broker-reboots";
import { brokerRegion } from "../../amazon-mq/rules/broker-region";
import { brokerReplaced } from "../../amazon-mq/rules/broker-replaced";
import { brokerUnknown } from "../../amazon-mq/rules/broker-unknown";
import { publicBrokerSubnet } from "../../amazon-mq/rules/public-broker-subnet";
import { securityGroupCount } from "../../amazon-mq/rules/security-group-count";
import { subnetZones } from "../../amazon-mq/rules/subnet-zones";
import { subnetsAndGroups, subnetsAndGroupsUnknown } from "../../amazon-mq/rules/subnets-and-groups";
import { auditLog } from "./audit-log";
import { authenticationStrategy } from "./authentication-strategy";
import { autoMinorVersionUpgrade } from "./auto-minor-version-upgrade";
import { brokerUser } from "./broker-user";
import { brokerUserChanged } from "./broker-user-changed";
import { brokerWaits, patchLevel } from "./broker-waits";
import { deploymentMode } from "./deployment-mode";
import { engineVersion } from "./engine-version";
import { instanceType } from "./instance-type";
import { loginChanged, loginUnknown } from "./login-changed";
import { publicBrokerSecurityGroups } from "./public-broker-security-groups";
import { queueUndeclared } from "./queue-undeclared";
import { securityGroupsChanged } from "./security-groups-changed";
import { updateOrder } from "./update-order";
import { virtualHost } from "./virtual-host";

/** The rules about a mapping on RabbitMQ, whether or not the input holds its broker. */
export const rabbitmqMappingRules = [virtualHost, queueUndeclared] as const;

/** Those about the broker alone, whether or not a mapping is on it. */
export const rabbitmqOwnRules = [
  engineVersion,
  instanceType,
  autoMinorVersionUpgrade,
  updateOrder,
  publicBrokerSecurityGroups,
  deploymentMode,
  subnetZones,
  subnetsAndGroups,
  securityGroupCount,
  securityGroupsChanged,
  auditLog,
  brokerUser,
  brokerUserChanged,
  brokerReplaced,
  brokerReboots,
  brokerWaits,
  patchLevel,
] as const;

/** The rules about RabbitMQ brokers and mappings on them, in the order in which they are documented. */
export const rabbitmqRules = [
  engineVersion,
  instanceType,
  autoMinorVersionUpgrade,
  updateOrder,
  brokerUnknown,
  publicBrokerSecurityGroups,
  publicBrokerSubnet,
  deploymentMode,
  subnetZones,
  subnetsAndGroups,
  subnetsAndGroupsUnknown,
  securityGroupCount,
  securityGroupsChanged,
  auditLog,
  brokerUser,
  brokerUserChanged,
  authenticationStrategy,
  loginChanged,
  loginUnknown,
  brokerReplaced,
  brokerReboots,
  brokerWaits,
  patchLevel,
  brokerAccount,
  brokerRegion,
] as const;

import { auditLog } from "./audit-log";
import { authenticationStrategy } from "./authentication-strategy";
import { autoMinorVersionUpgrade } from "./auto-minor-version-upgrade";
import { brokerAccount } from "./broker-account";
import { brokerRegion } from "./broker-region";
import { brokerReplaced } from "./broker-replaced";
import { brokerUnknown } from "./broker-unknown";
import { brokerUser } from "./broker-user";
import { brokerUserChanged } from "./broker-user-changed";
import { deploymentMode } from "./deployment-mode";
import { engineVersion } from "./engine-version";
import { instanceType } from "./instance-type";
import { loginChanged, loginUnknown } from "./login-changed";
import { publicBrokerSecurityGroups } from "./public-broker-security-groups";
import { publicBrokerSubnet } from "./public-broker-subnet";
import { queueUndeclared } from "./queue-undeclared";
import { brokerReboots, brokerWaits, patchLevel } from "./reboot";
import { securityGroupCount } from "./security-group-count";
import { securityGroupsChanged } from "./security-groups-changed";
import { subnetZones } from "./subnet-zones";
import { subnetsAndGroups, subnetsAndGroupsUnknown } from "./subnets-and-groups";
import { updateOrder } from "./update-order";
import { virtualHost } from "./virtual-host";

/** The rules about a mapping on RabbitMQ, whether or not the input holds its broker. */
export const rabbitmqMappingRules = [virtualHost, queueUndeclared] as const;

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

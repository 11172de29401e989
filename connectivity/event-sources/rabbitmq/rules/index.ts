import { authenticationStrategy } from "./authentication-strategy";
import { autoMinorVersionUpgrade } from "./auto-minor-version-upgrade";
import { brokerReplaced } from "./broker-replaced";
import { brokerUnknown } from "./broker-unknown";
import { brokerUserChanged } from "./broker-user-changed";
import { engineVersion } from "./engine-version";
import { instanceType } from "./instance-type";
import { loginChanged, loginUnknown } from "./login-changed";
import { publicBrokerSubnet } from "./public-broker-subnet";
import { brokerReboots, brokerWaits, patchLevel } from "./reboot";
import { securityGroupsChanged } from "./security-groups-changed";
import { updateOrder } from "./update-order";

/** The rules about RabbitMQ brokers and mappings on them, in the order in which they are documented. */
export const rabbitmqRules = [
  engineVersion,
  instanceType,
  autoMinorVersionUpgrade,
  updateOrder,
  brokerUnknown,
  publicBrokerSubnet,
  authenticationStrategy,
  securityGroupsChanged,
  brokerUserChanged,
  loginChanged,
  loginUnknown,
  brokerReplaced,
  brokerReboots,
  brokerWaits,
  patchLevel,
] as const;

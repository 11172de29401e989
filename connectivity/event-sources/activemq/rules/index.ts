import { brokerAccount } from "../../amazon-mq/rules/broker-account";
import { brokerReboots } from "../../amazon-mq/rules/broker-reboots";
import { brokerRegion } from "../../amazon-mq/rules/broker-region";
import { brokerReplaced } from "../../amazon-mq/rules/broker-replaced";
import { brokerUnknown } from "../../amazon-mq/rules/broker-unknown";
import { publicBrokerSubnet } from "../../amazon-mq/rules/public-broker-subnet";
import { securityGroupCount } from "../../amazon-mq/rules/security-group-count";
import { subnetZones } from "../../amazon-mq/rules/subnet-zones";
import { subnetsAndGroups, subnetsAndGroupsUnknown } from "../../amazon-mq/rules/subnets-and-groups";
import { authentication, authenticationUnknown } from "./authentication";
import { deploymentMode, deploymentModeUnknown } from "./deployment-mode";

/** Those about the broker alone, whether or not a mapping is on it. */
export const activemqOwnRules = [
  deploymentMode,
  subnetZones,
  subnetsAndGroups,
  securityGroupCount,
  brokerReplaced,
  brokerReboots,
] as const;

/** The rules about ActiveMQ brokers and mappings on them, in the order in which they are documented. */
export const activemqRules = [
  deploymentMode,
  deploymentModeUnknown,
  authentication,
  authenticationUnknown,
  brokerUnknown,
  publicBrokerSubnet,
  subnetZones,
  subnetsAndGroups,
  subnetsAndGroupsUnknown,
  securityGroupCount,
  brokerReplaced,
  brokerReboots,
  brokerAccount,
  brokerRegion,
] as const;

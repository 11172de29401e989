import type { HopTarget } from "../../../../connectivity/verdict";
import { blocks, impossible, needs, type Part, type Purpose, services, works } from "../expectation";

const ingress = "aws_vpc_security_group_ingress_rule";
const egress = "aws_vpc_security_group_egress_rule";

/**
 * A rule that hops need.
 *
 * @param group the role of the group that lacks the rule when it is gone
 */
export function needed(blocked: readonly HopTarget[], group: RegExp): Purpose[] {
  return [
    [/^from_port one less$|^to_port one more$/, works, "A wider range of ports holds the port too"],
    [/^ip_protocol to -1$/, works, "All protocols are TCP too"],
    [/^(from_port|to_port|ports|ip_protocol) /, blocks(blocked), "The service is on another port or protocol"],
    [/^(removed|security_group_id .*)$/, blocks(blocked, group), "The group is left without the rule"],
  ];
}

/** A rule that hops need, and whose peer is a group. */
function neededBetweenGroups(blocked: readonly HopTarget[], group: RegExp): Purpose[] {
  return [...needed(blocked, group), [/^referenced_security_group_id /, blocks(blocked), "It is about another group"]];
}

/** Altered so, one of our functions' rules says what a rule of the mapping says already. */
function twice(what: RegExp): Purpose {
  return [what, impossible(/\/rules\//), "AWS refuses a rule that is there already (InvalidPermission.Duplicate)"];
}

export const onlyOurFunctions: readonly Purpose[] = [
  [/./, works, "It serves our functions, of which the mapping is none"],
];

/** Security groups and who may talk to whom. */
export const groups: readonly Part[] = [
  {
    type: ingress,
    role: /^security-groups\/rules\/broker-from-clients-amqps$/,
    purposes: [twice(/^referenced_security_group_id to refer to security-groups\/broker$/)],
  },
  {
    type: ingress,
    role: /^security-groups\/rules\/broker-from-clients-https$/,
    purposes: [twice(/^security_group_id to refer to security-groups\/endpoints$/)],
  },
  {
    type: ingress,
    role: /^security-groups\/rules\/endpoints-from-clients$/,
    purposes: [twice(/^(referenced_)?security_group_id to refer to security-groups\/broker$/)],
  },
  {
    type: egress,
    role: /^security-groups\/rules\/clients-to-(broker-amqps|apis)$/,
    purposes: [twice(/^security_group_id to refer to security-groups\/broker$/)],
  },
  { type: ingress, role: /\/(broker|endpoints)-from-clients/, purposes: onlyOurFunctions },
  { type: egress, role: /\/clients-to-/, purposes: onlyOurFunctions },
  {
    type: ingress,
    role: /^security-groups\/rules\/broker-from-mapping$/,
    purposes: neededBetweenGroups(["broker"], /^security-groups\/broker$/),
  },
  {
    type: egress,
    role: /^security-groups\/rules\/mapping-to-broker$/,
    purposes: neededBetweenGroups(["broker"], /^security-groups\/broker$/),
  },
  {
    type: ingress,
    role: /^security-groups\/rules\/endpoints-from-broker$/,
    purposes: neededBetweenGroups(services, /^security-groups\/endpoints$/),
  },
  {
    type: egress,
    role: /^security-groups\/rules\/broker-to-apis$/,
    purposes: [
      [
        /^cidr_ipv4 to a narrower range$/,
        needs(/the public addresses of AWS's services are not in any plan/),
        "AWS does not promise the services' addresses",
      ],
      [/^cidr_ipv4 to another range$/, blocks(services), "A private range holds none of the services' addresses"],
      ...neededBetweenGroups(services, /^security-groups\/broker$/),
    ],
  },
  {
    type: "aws_security_group",
    role: /^security-groups\/clients$/,
    purposes: onlyOurFunctions,
  },
  {
    type: "aws_security_group",
    role: /^security-groups\/broker$/,
    purposes: [
      [/^removed$/, impossible(/^broker\/broker$/), "Subnets and groups: Amazon MQ takes both or none"],
      [
        /^vpc_id /,
        impossible(/^security-groups\/|^broker\/broker$|^interface-endpoints\//),
        "AWS takes no group of another VPC than the subnets",
      ],
    ],
  },
  {
    type: "aws_security_group",
    role: /^security-groups\/endpoints$/,
    purposes: [
      [
        /^removed$/,
        blocks(services, /^interface-endpoints\/|^security-groups\/broker$/),
        "The endpoints carry the VPC's default group, which admits only itself",
      ],
      [
        /^vpc_id /,
        impossible(/^security-groups\/|^broker\/broker$|^interface-endpoints\//),
        "AWS takes no group of another VPC than the subnets",
      ],
    ],
  },
];

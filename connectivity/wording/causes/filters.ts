import { HTTPS } from "../../aws/network/ports";
import type { AclRefusal, FilterCauses, GroupRefusal, NearMiss } from "../../causes/filters";
import type { Flow, Name, Traffic } from "../../causes/party";
import { capitalized, clausesOf, sentenceOf } from "../clauses";
import { agree, enumerate } from "../lists";
import { aclName, nameOf, namesOf, partyOf, portsOf, trafficOf } from "../parties";
import type { CauseEntries, Words } from "./entry";

const GROUPS = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
const MAPPING = "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html";
const ACLS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html";
const EPHEMERAL = "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports";

/** Reasons about security groups and network ACLs. */
export const filterCauses: CauseEntries<FilterCauses> = {
  "security-group-ingress": {
    title: "The security group lets nothing in",
    meaning:
      "No group of the broker or endpoint admits the mapping's interfaces, which carry the broker's own groups: the broker's group has to admit itself on the port that is polled (RabbitMQ 5671, ActiveMQ 61617), an endpoint's group the broker's on 443.",
    example:
      'ingress {\n  from_port       = 5671\n  to_port         = 5671\n  protocol        = "tcp"\n  security_groups = [aws_security_group.application.id] # not the broker\'s own\n}',
    source: MAPPING,
    words: (facts) => {
      if (!("source" in facts)) return refusedByGroup(facts);
      const { group, source } = facts;
      const endpoints = enumerate(facts.endpoints);
      const needed = `TCP ${HTTPS} from ${partyOf(source)}`;
      return {
        explanation: `${endpoints} ${agree(facts.endpoints, "has", "have")} ${nameOf(group)}, which admits only what carries it, and so lets nothing in on ${needed}.`,
        remedy: `Give ${endpoints} a security group that admits ${needed}.`,
      };
    },
  },
  "security-group-egress": {
    title: "The broker's security group lets nothing out",
    meaning:
      "The mapping's interfaces carry the broker's groups. Terraform removes the rule that AWS gives a new group, so a group without egress rules lets nothing out.",
    example: 'resource "aws_security_group" "broker" {\n  vpc_id = aws_vpc.main.id # and no egress\n}',
    source: GROUPS,
    words: refusedByGroup,
  },
  "security-group-in-part": {
    title: "The rules cover only some of the addresses",
    meaning:
      "Which address an interface or a service will have is not in the plan, and the rules are for a part of them.",
    example: 'cidr_ipv4 = "52.94.0.0/16" # of the services\' public addresses',
    source: GROUPS,
    words: ({ groups, traffic }, missing) => ({
      explanation: `The ${traffic.flow} rules of ${carried(groups)} cover only some of the addresses of ${partyOf(traffic.far)}, and ${clausesOf(missing)}.`,
      remedy: `Widen the rules to all of them: ${ruleFor(traffic)}.`,
    }),
  },
  "security-group-unknown": {
    title: "Which rules the group has is not known",
    meaning: "The group or some of its rules are not in the input, or are known after apply only.",
    example: "security_groups = [data.aws_security_group.default.id]",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
    words: ({ groups, traffic }, missing) => ({
      explanation: `Whether ${carried(groups)} has ${ruleFor(traffic)} is not known: ${clausesOf(missing)}.`,
      remedy: `Show the rules, or add ${ruleFor(traffic)}.`,
    }),
  },
  "network-acl": {
    title: "A network ACL denies the connection",
    meaning: "Between subnets, and on the way out, the ACLs of both subnets are asked, the lowest number first.",
    example:
      'egress {\n  rule_no    = 100\n  action     = "deny"\n  protocol   = "tcp"\n  from_port  = 443\n  to_port    = 443\n  cidr_block = "0.0.0.0/0"\n}',
    source: ACLS,
    words: refusal,
  },
  "network-acl-return": {
    title: "A network ACL denies the answers",
    meaning: "ACLs keep no state: answers go to ports 1024 to 65535 and need an entry that allows all of these.",
    example:
      'ingress {\n  rule_no    = 100\n  action     = "allow"\n  protocol   = "tcp"\n  from_port  = 32768\n  to_port    = 61000 # a part of them\n  cidr_block = "0.0.0.0/0"\n}',
    source: EPHEMERAL,
    words: refusal,
  },
  "network-acl-in-part": {
    title: "A network ACL allows only some of the addresses",
    meaning: "Which address an interface or a service will have is not in the plan.",
    example: 'cidr_block = "10.0.1.0/25" # of the subnet 10.0.1.0/24',
    source: ACLS,
    words: (facts, missing) => ({ explanation: sentenceOf(missing), remedy: passed(facts) }),
  },
  "network-acl-unknown": {
    title: "Which network ACL applies is not known",
    meaning: "The subnet's ACL or its entries are not in the input.",
    example: 'subnet_ids = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]',
    source: ACLS,
    words: (facts, missing) => {
      const explanation = sentenceOf(missing);
      switch (facts.open) {
        case "same-subnet":
          return { explanation, remedy: "Show the subnets." };
        case "association":
          return { explanation, remedy: `Show which network ACL ${nameOf(facts.subnet)} has.` };
        case "acl":
          return { explanation, remedy: "Add the input that shows it." };
        case "entries": {
          const open = `Whether ${aclName(facts.acl)} lets ${trafficOf(facts.traffic)} is not known`;
          return { explanation: `${open}: ${clausesOf(missing)}.`, remedy: passed(facts) };
        }
      }
    },
  },
};

function refusal(facts: AclRefusal): Words {
  const { acl, traffic, denier } = facts;
  const because = denier === null ? "" : `: ${"rule" in denier ? denier.rule : `entry ${denier.entry}`} denies it`;
  return { explanation: `${aclName(acl)} does not let ${trafficOf(traffic)}${because}.`, remedy: passed(facts) };
}

/** What makes a network ACL let something pass. */
function passed({ acl, traffic, denier }: AclRefusal): string {
  const name = aclName(acl);
  const entry = `an ${traffic.flow} entry to ${name} that allows ${trafficOf(traffic)}, numbered before`;
  if (denier === null) return `Add ${entry} what denies it.`;
  return `Remove ${"rule" in denier ? denier.rule : `entry ${denier.entry} of ${name}`}, or add ${entry} it.`;
}

/** The groups that an interface carries, of which one has to let something pass. */
function carried(groups: readonly Name[]): string {
  return groups.length === 0 ? "no security group" : namesOf(groups);
}

function ruleFor({ flow, ports, far }: Traffic): string {
  return `an ${flow} rule for TCP ${portsOf(ports)} ${flow === "ingress" ? "from" : "to"} ${partyOf(far)}`;
}

function refusedByGroup({ groups, traffic, why }: GroupRefusal): Words {
  const { flow, ports, far } = traffic;
  const [preposition, direction] = flow === "ingress" ? ["from", "in"] : ["to", "out"];
  const nothing = `${capitalized(carried(groups))} lets nothing ${direction} on TCP ${portsOf(ports)} ${preposition} ${partyOf(far)}`;
  if (why.miss === "destroyed")
    return {
      explanation: `${nothing}: the plan destroys ${why.rule}.`,
      remedy: `Keep ${why.rule}.`,
      step: `Keep ${why.rule}`,
    };
  const [group] = groups;
  const holder = group === undefined ? "the broker a group with" : nameOf(group);
  const correct = why.miss !== "no-rules" && why.isMeant && why.rule !== null ? `, or correct ${why.rule}` : "";
  return {
    explanation: `${nothing}: ${missOf(why, flow)}.`,
    remedy: `Give ${holder} ${ruleFor(traffic)}${correct}.`,
  };
}

/** Why the rule that comes closest does not do. */
function missOf(why: NearMiss, flow: Flow): string {
  if (why.miss === "no-rules") return `it has no ${flow} rules`;
  const nearest = `the nearest rule, ${why.rule ?? "its own"}, is for`;
  switch (why.miss) {
    case "protocol":
      return `${nearest} another protocol`;
    case "peers":
      return `${nearest} other addresses or groups`;
    case "ports":
      return `${nearest} TCP ${portsOf(why.ports)}`;
  }
}

import type { AclRefusal, FilterCauses } from "../../causes/filters";
import { clausesOf, sentenceOf } from "../clauses";
import { aclName, nameOf, passageOf } from "../parties";
import { type CauseEntries, untold, type Words } from "./entry";

const GROUPS = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
const MAPPING = "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html";
const ACLS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html";
const EPHEMERAL = "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports";

/** Reasons about security groups and network ACLs. */
export const filterCauses: CauseEntries<FilterCauses> = {
  "security-group-ingress": {
    title: "The security group lets nothing in",
    meaning:
      "No group of the broker or endpoint admits the mapping's interfaces, which carry the broker's own groups: the broker's group has to admit itself on 5671, an endpoint's group the broker's on 443.",
    example:
      'ingress {\n  from_port       = 5671\n  to_port         = 5671\n  protocol        = "tcp"\n  security_groups = [aws_security_group.application.id] # not the broker\'s own\n}',
    source: MAPPING,
    words: untold,
  },
  "security-group-egress": {
    title: "The broker's security group lets nothing out",
    meaning:
      "The mapping's interfaces carry the broker's groups. Terraform removes the rule that AWS gives a new group, so a group without egress rules lets nothing out.",
    example: 'resource "aws_security_group" "broker" {\n  vpc_id = aws_vpc.main.id # and no egress\n}',
    source: GROUPS,
    words: untold,
  },
  "security-group-in-part": {
    title: "The rules cover only some of the addresses",
    meaning:
      "Which address an interface or a service will have is not in the plan, and the rules are for a part of them.",
    example: 'cidr_ipv4 = "52.94.0.0/16" # of the services\' public addresses',
    source: GROUPS,
    words: untold,
  },
  "security-group-unknown": {
    title: "Which rules the group has is not known",
    meaning: "The group or some of its rules are not in the input, or are known after apply only.",
    example: "security_groups = [data.aws_security_group.default.id]",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
    words: untold,
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
          const open = `Whether ${aclName(facts.acl)} lets ${passageOf(facts.passage)} is not known`;
          return { explanation: `${open}: ${clausesOf(missing)}.`, remedy: passed(facts) };
        }
      }
    },
  },
};

function refusal(facts: AclRefusal): Words {
  const { acl, passage, denier } = facts;
  const because = denier === null ? "" : `: ${"rule" in denier ? denier.rule : `entry ${denier.entry}`} denies it`;
  return { explanation: `${aclName(acl)} does not let ${passageOf(passage)}${because}.`, remedy: passed(facts) };
}

/** What makes a network ACL let something pass. */
function passed({ acl, passage, denier }: AclRefusal): string {
  const name = aclName(acl);
  const entry = `an ${passage.flow} entry to ${name} that allows ${passageOf(passage)}, numbered before`;
  if (denier === null) return `Add ${entry} what denies it.`;
  return `Remove ${"rule" in denier ? denier.rule : `entry ${denier.entry} of ${name}`}, or add ${entry} it.`;
}

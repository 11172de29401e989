import { blocks, impossible, needs, type Part, services, works } from "../expectation";
import { needed, onlyOurFunctions } from "./groups";

const stack = /option-2/;

/** Option 2: what is ours in a VPC that is not, with everything asserted that only the account knows. */
export const defaultVpc: readonly Part[] = [
  {
    type: "aws_vpc_security_group_egress_rule",
    role: /^rules\/broker-to-apis$/,
    stack,
    purposes: [[/./, works, "The default group lets everything out as AWS makes it, which is asserted"]],
  },
  {
    type: "aws_vpc_security_group_ingress_rule",
    role: /^rules\/endpoints-from-vpc$/,
    stack,
    purposes: [
      [/^for_each to nothing$/, blocks(services, /^endpoints$/), "The group is left without the rule"],
      [
        /^cidr_ipv4 /,
        needs(/the addresses of the mapping's interfaces .* are not in this input/),
        "Which addresses the default VPC's subnets have is out of view",
      ],
      ...needed(services, /^endpoints$/),
    ],
  },
  { type: "aws_security_group", role: /^clients$/, stack, purposes: onlyOurFunctions },
  {
    type: "aws_security_group",
    role: /^endpoints$/,
    stack,
    purposes: [
      [/^removed$/, works, "The endpoints carry the default group, as the broker does, and it admits itself"],
      [/^vpc_id removed$/, works, "A group without VPC is in the default VPC"],
      [
        /^vpc_id to a stranger$/,
        needs(/whether that is data\.aws_vpc\.\S+ is not in this input/),
        "Whether that is the default VPC is out of view",
      ],
    ],
  },
  {
    type: "aws_vpcs",
    role: /^default-vpc\/defaults$/,
    purposes: [[/./, works, "It tells whether there is one, for a message"]],
  },
  {
    type: "aws_vpc",
    role: /^default-vpc\/vpc$/,
    purposes: [[/./, needs(/of the default VPC is not in this input/), "Which VPC all the rest is in is open"]],
  },
  {
    type: "aws_security_group",
    role: /^default-vpc\/default-group$/,
    purposes: [[/./, works, "The broker carries the default group, whether it is looked up or not"]],
  },
  ...services.flatMap((service): Part[] => [
    {
      type: "aws_vpc_endpoint",
      role: new RegExp(`^interface-endpoints/${service}$`),
      stack,
      purposes: [
        [
          /^(removed|private_dns_enabled .*|service_name to another text)$/,
          needs(/has an endpoint for \D+ beside what is in this input is not known/),
          "Whether the VPC has another endpoint for the service is out of view",
        ],
        [
          /^vpc_endpoint_type /,
          impossible(),
          "Only an interface endpoint serves these services; Gateway is the default",
        ],
        [
          /^vpc_id to a stranger$/,
          needs(/hether aws_vpc_endpoint\.\S+ is in data\.aws_vpc\.\S+ is not in this input/),
          "Whether that is the default VPC is out of view",
        ],
        [/^subnet_ids removed$/, blocks([service]), "Without subnets it has no interfaces"],
        [/^subnet_ids to a stranger$/, needs(/subnet-0123456789abcdef0/), "Another subnet is out of view"],
        [
          /^security_group_ids (removed|without)/,
          works,
          "It carries the default group, as the broker does, and it admits itself",
        ],
        [
          /^security_group_ids\(0\) to refer to/,
          blocks([service], new RegExp(`^clients$|^interface-endpoints/${service}$`)),
          "The clients' group admits nothing",
        ],
        [
          /^security_group_ids\(0\) to a stranger$/,
          needs(/sg-0123456789abcdef0/),
          "Another group's rules are out of view",
        ],
      ],
    },
  ]),
];

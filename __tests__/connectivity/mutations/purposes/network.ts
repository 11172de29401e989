import { blocks, everything, impossible, needs, type Part, services, works } from "../expectation";

const nat = /option-3/;
const withEndpoints = /option-[45]/;

/** VPC, subnets, and the ways out of them. */
export const network: readonly Part[] = [
  {
    type: "aws_vpc",
    role: /^network\/vpc$/,
    purposes: [
      [
        /^removed$/,
        needs(/enable_dns_support of the default VPC is not in this input/),
        "A broker without subnets and groups is in the default VPC",
      ],
      [
        /^cidr_block /,
        blocks(everything, /^network\//),
        "The local route is for the VPC's range: subnets outside of it reach nothing, and AWS refuses them",
      ],
      [/^enable_dns_support flipped$/, blocks(everything), "No name resolves, the broker's neither"],
      [/^enable_dns_support removed$/, works, "It is on by default"],
    ],
  },
  {
    type: "aws_vpc",
    role: /^network\/vpc$/,
    stack: withEndpoints,
    purposes: [
      [/^enable_dns_hostnames /, blocks(services), "Private DNS of endpoints needs it, and it is off by default"],
    ],
  },
  {
    type: "aws_vpc",
    role: /^network\/vpc$/,
    stack: nat,
    purposes: [
      // https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/getting-started-rabbitmq.html
      [
        /^enable_dns_hostnames /,
        needs(/enable_dns_hostnames of \S+ is off/),
        "No endpoint needs it, but AWS asks for it where a private broker is",
      ],
    ],
  },
  {
    type: "aws_subnet",
    role: /^network\/(isolated|private|public)-\d-subnet$/,
    purposes: [
      [/^availability_zone /, works, "Any zone will do"],
      [/^cidr_block to a narrower range$/, works, "No rule goes by the subnet's range"],
      [/^map_public_ip_on_launch /, works, "A mapping's interfaces never get a public address"],
    ],
  },
  {
    type: "aws_subnet",
    role: /^network\/public-\d-subnet$/,
    stack: nat,
    purposes: [
      [
        /^removed$/,
        blocks(services, /^network\/private-\d-(subnet|route-table)$/),
        "The NAT gateway goes with it, and so does the private subnets' default route",
      ],
      [
        /^cidr_block to another range$/,
        blocks(services, /^nat\/gateway|^network\/(vpc|public)/),
        "A subnet outside of the VPC's range cannot be, and the NAT gateway is in it",
      ],
      [
        /^vpc_id to a stranger$/,
        blocks(services, /^nat\/(gateway|private)-\d|^network\/(public|private)-\d-/),
        "A NAT gateway serves no other VPC",
      ],
    ],
  },
  {
    type: "aws_subnet",
    role: /^network\/(isolated|private|public)-\d-subnet$/,
    stack: /SINGLE/,
    purposes: [
      [/^removed$/, impossible(/^broker\/broker$/), "Subnets and groups: Amazon MQ takes both or none"],
      [
        /^vpc_id to a stranger$/,
        impossible(/^network\/|^broker\/|^security-groups\//),
        "The broker's group is in our VPC",
      ],
    ],
  },
  {
    type: "aws_subnet",
    role: /^network\/(isolated|private|public)-\d-subnet$/,
    purposes: [
      [/^removed$/, works, "A cluster's nodes do with two subnets"],
      [
        /^cidr_block to another range$/,
        blocks(everything, /^network\//),
        "A subnet outside of the VPC's range has no local route, and AWS refuses it",
      ],
      [/^vpc_id to a stranger$/, impossible(/^network\/|^broker\//), "A broker's subnets are in one VPC"],
    ],
  },
  {
    type: "aws_route_table",
    role: /^network\/(isolated|public)-\d-route-table$/,
    stack: withEndpoints,
    purposes: [[/./, works, "Endpoints and broker are reached by the local route, which every table has"]],
  },
  {
    type: "aws_route_table_association",
    role: /^network\/(isolated|public)-\d-association$/,
    stack: withEndpoints,
    purposes: [[/./, works, "The local route is in the main table too"]],
  },
  {
    type: "aws_route",
    role: /^network\/public-\d-internet$/,
    stack: withEndpoints,
    purposes: [[/./, works, "The way to the internet serves others"]],
  },
  {
    type: "aws_internet_gateway",
    role: /^network\/internet-gateway$/,
    stack: withEndpoints,
    purposes: [[/./, works, "The internet gateway serves others"]],
  },
  {
    type: "aws_route_table",
    role: /^network\/private-\d-route-table$/,
    purposes: [
      [/^removed$/, blocks(services, /^network\/private-\d-subnet$/), "The subnet falls back to the main table"],
      [/^vpc_id to a stranger$/, works, "AWS refuses it when applying: association and subnet are ours"],
    ],
  },
  {
    type: "aws_route_table",
    role: /^network\/public-\d-route-table$/,
    purposes: [
      [
        /^removed$/,
        blocks(services, /^nat\/gateway-\d$|^network\/public-\d-subnet$/),
        "The NAT gateway's subnet falls back to the main table, which leads nowhere",
      ],
      [/^vpc_id to a stranger$/, works, "AWS refuses it when applying: association and subnet are ours"],
    ],
  },
  {
    type: "aws_route_table_association",
    role: /^network\/private-\d-association$/,
    purposes: [
      [/^route_table_id to refer to network\/private/, works, "The other private tables lead to the NAT gateway too"],
      [
        /^route_table_id to refer to network\/public/,
        blocks(services, /^network\/(private-\d-(association|subnet)|public-\d-(internet|route-table))$/),
        "An internet gateway does not serve interfaces without public address",
      ],
      [/^route_table_id to a stranger$/, needs(/rtb-0123456789abcdef0/), "Another table's routes are out of view"],
      [
        /^(removed|subnet_id .*)$/,
        blocks(services, /^network\/private-\d-subnet$/),
        "The subnet falls back to the main table, which leads nowhere",
      ],
    ],
  },
  {
    type: "aws_route_table_association",
    role: /^network\/public-\d-association$/,
    purposes: [
      [
        /^route_table_id to refer to network\/private/,
        blocks(services, /^nat\/|^network\/public-\d-/),
        "The NAT gateway's own default route leads to a NAT gateway",
      ],
      [/^route_table_id to refer to network\/public/, works, "The other public table leads to the internet too"],
      [/^route_table_id to a stranger$/, needs(/rtb-0123456789abcdef0/), "Another table's routes are out of view"],
      [
        /^(removed|subnet_id .*)$/,
        blocks(services, /^nat\/gateway-\d$|^network\/(public-\d-internet|(public|private)-\d-subnet)$/),
        "The NAT gateway's subnet falls back to the main table, which leads nowhere",
      ],
    ],
  },
  {
    type: "aws_route",
    role: /^nat\/private-\d-nat$/,
    purposes: [
      [/^target to /, blocks(services), "An internet gateway does not serve interfaces without public address"],
      [
        /^(removed|route_table_id .*)$/,
        blocks(services, /^network\/private-\d-(subnet|route-table)$/),
        "The private subnet has no default route",
      ],
      [
        /^destination_cidr_block to a narrower range$/,
        needs(/the services' addresses are not in any plan/),
        "AWS does not promise the services' addresses",
      ],
      [
        /^destination_cidr_block to another range$/,
        blocks(services, /^nat\/private-\d-nat$|^network\/private-\d-(subnet|route-table)$/),
        "A private range holds none of the services' addresses",
      ],
      [/^nat_gateway_id to refer to /, works, "A NAT gateway serves other zones too"],
      [/^nat_gateway_id to a stranger$/, needs(/nat-0123456789abcdef0/), "Another NAT gateway's subnet is out of view"],
    ],
  },
  {
    type: "aws_route",
    role: /^network\/public-\d-internet$/,
    purposes: [
      [
        /^target to /,
        blocks(services, /^nat\/gateway-\d$|^network\/public-\d-internet$/),
        "A NAT gateway's own subnet has to lead to an internet gateway: one of the two is misplaced",
      ],
      [
        /^(removed|route_table_id .*)$/,
        blocks(services, /^nat\/gateway-\d$|^network\/public-\d-(subnet|route-table)$/),
        "The NAT gateway has no way out",
      ],
      [
        /^destination_cidr_block to a narrower range$/,
        needs(/the services' addresses are not in any plan/),
        "AWS does not promise the services' addresses",
      ],
      [
        /^destination_cidr_block to another range$/,
        blocks(services, /^nat\/gateway-\d$|^network\/public-\d-(internet|subnet|route-table)$/),
        "A private range holds none of the services' addresses",
      ],
      [
        /^gateway_id to a stranger$/,
        needs(/igw-0123456789abcdef0/),
        "What another gateway is attached to is out of view",
      ],
    ],
  },
  {
    type: "aws_internet_gateway",
    role: /^network\/internet-gateway$/,
    purposes: [
      [
        /^removed$/,
        blocks(services, /^nat\/gateway-\d$|^network\/public-\d-(subnet|route-table)$/),
        "The NAT gateway has no way out",
      ],
      [/^vpc_id /, blocks(services), "A gateway that is not attached to the VPC is unusable"],
    ],
  },
  {
    type: "aws_nat_gateway",
    role: /^nat\/gateway-\d$/,
    purposes: [
      [
        /^removed$/,
        blocks(services, /^network\/private-\d-(subnet|route-table)$/),
        "The private subnets have no default route",
      ],
      [/^allocation_id removed$/, blocks(services), "Without Elastic IP it has no public address"],
      [/^allocation_id to /, works, "One Elastic IP is as good as another"],
      [
        /^subnet_id to refer to network\/private/,
        blocks(services),
        "Its own subnet's default route leads to a NAT gateway",
      ],
      [/^subnet_id to refer to network\/public/, works, "The other public subnet leads to the internet too"],
      [/^subnet_id to a stranger$/, needs(/subnet-0123456789abcdef0/), "Another subnet's routes are out of view"],
      [/^depends_on /, works, "An order that Terraform may choose otherwise"],
    ],
  },
  {
    type: "aws_eip",
    role: /^nat\/address-\d$/,
    purposes: [
      [/^removed$/, blocks(services, /^nat\/gateway-\d$/), "Without Elastic IP the NAT gateway has no public address"],
      [/^domain /, works, "Every Elastic IP is one of a VPC since EC2-Classic is gone"],
    ],
  },
];

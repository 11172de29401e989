/** An attribute of the plan beside this file, and what reading makes of it. */
export type Spelling = readonly [address: string, attribute: string, value: string];

const COUNTED = "aws_subnet.counted[0].id | aws_subnet.counted[1].id | aws_subnet.counted[2].id";

/** Expressions of single arguments. */
export const ARGUMENTS: readonly Spelling[] = [
  ["aws_subnet.counted[1]", "cidr_block", '"10.0.1.0/24"'],
  ["aws_subnet.counted[1]", "vpc_id", "one(aws_vpc.main.id)"],
  ["aws_vpc.main", "id", "one(aws_vpc.main.id)"],
  ["aws_internet_gateway.tried", "vpc_id", "one(aws_vpc.main.id)"],
  ["aws_internet_gateway.coalesced", "vpc_id", "one(aws_vpc.main.id)"],
  ["aws_route_table.empty", "vpc_id", "one(aws_vpc.present[0].id)"],
  ["aws_security_group.b", "vpc_id", "one(aws_vpc.main.id)"],
  ["aws_route.through_attachment", "route_table_id", "one(aws_vpc.main.main_route_table_id)"],
  ["aws_route.through_attachment", "transit_gateway_id", "one(aws_ec2_transit_gateway.hub.id)"],
  ["terraform_data.hold", "output", "one(aws_subnet.counted[0].id)"],
  ["aws_vpc_endpoint.blank", "service_name", '"com.amazonaws.eu-central-1.sts"'],
  ["data.aws_region.current", "name", '"eu-central-1"'],
  ['aws_subnet.mapped["a.b"]', "vpc_id", "? local.vpc_id is not shown in a plan"],
  [
    "aws_vpc_security_group_ingress_rule.conditional",
    "security_group_id",
    "one(aws_security_group.a.id | aws_security_group.b.id)",
  ],
  [
    "aws_vpc_security_group_ingress_rule.conditional",
    "referenced_security_group_id",
    "one(aws_security_group.b.id | aws_security_group.a.id)",
  ],
];

/** `count`, `for_each` and the keys of instances. */
export const REPETITION: readonly Spelling[] = [
  ["aws_nat_gateway.counted[1]", "subnet_id", "one(aws_subnet.counted[1].id)"],
  ["aws_nat_gateway.counted[1]", "allocation_id", "one(aws_eip.counted[1].id)"],
  ["aws_nat_gateway.counted[2]", "allocation_id", "one(aws_eip.counted[0].id | aws_eip.counted[1].id)"],
  ["aws_route_table_association.counted[2]", "subnet_id", "one(aws_subnet.counted[2].id)"],
  ['aws_route_table_association.over_resource["c\\"d"]', "subnet_id", 'one(aws_subnet.mapped["c\\"d"].id)'],
  ['aws_route_table_association.by_key["10.0.21.0/24"]', "subnet_id", 'one(aws_subnet.set["10.0.21.0/24"].id)'],
  ['aws_route_table_association.over_objects["two"]', "subnet_id", "one(aws_subnet.counted[1].id)"],
  ['aws_route_table_association.over_loop["a.b"]', "subnet_id", 'one(aws_subnet.mapped["a.b"].id)'],
  ['aws_route_table_association.over_list["1"]', "subnet_id", "one(aws_subnet.counted[1].id)"],
  ["aws_route_table_association.picked[0]", "subnet_id", "one(aws_subnet.counted[2].id)"],
  ["aws_route_table_association.picked[1]", "subnet_id", "one(aws_subnet.counted[1].id)"],
  [
    'aws_route_table_association.paired["one"]',
    "subnet_id",
    "one(aws_subnet.counted[0].id | aws_subnet.counted[1].id)",
  ],
  ['aws_security_group_rule.over_local["a"]', "source_security_group_id", "? local.groups is not shown in a plan"],
  [
    'aws_security_group_rule.over_objects["b"]',
    "source_security_group_id",
    "one(aws_security_group.a.id | aws_security_group.b.id)",
  ],
  ['aws_iam_role_policy_attachment.literal["arn:aws:iam::aws:policy/B"]', "policy_arn", '"arn:aws:iam::aws:policy/B"'],
  ["aws_iam_role_policy_attachment.picked[1]", "policy_arn", "one(aws_iam_policy.other.arn)"],
];

/** Arguments that hold several values. */
export const LISTS: readonly Spelling[] = [
  [
    "aws_lambda_function.explicit",
    "vpc_config",
    "[{ipv6_allowed_for_dual_stack: false, " +
      "security_group_ids: some(aws_security_group.a.id | aws_security_group.b.id), " +
      'subnet_ids: [one(aws_subnet.counted[0].id), one(aws_subnet.mapped["a.b"].id), one(aws_subnet.mapped["c\\"d"].id)], ' +
      "vpc_id: ? aws_lambda_function.explicit.vpc_config.vpc_id is known after apply only}]",
  ],
  [
    "aws_lambda_function.splat",
    "vpc_config",
    "[{ipv6_allowed_for_dual_stack: false, " +
      "security_group_ids: [some(aws_security_group.a.id), " +
      "... aws_lambda_function.splat.vpc_config.security_group_ids may also hold what var.literal_groups names: " +
      "a plan does not show how they are combined], " +
      `subnet_ids: some(${COUNTED}), ` +
      "vpc_id: ? aws_lambda_function.splat.vpc_config.vpc_id is known after apply only}]",
  ],
  [
    "aws_lambda_function.values",
    "vpc_config",
    "[{ipv6_allowed_for_dual_stack: false, security_group_ids: some(aws_security_group.a.id), " +
      'subnet_ids: some(aws_subnet.set["10.0.20.0/24"].id | aws_subnet.set["10.0.21.0/24"].id), ' +
      "vpc_id: ? aws_lambda_function.values.vpc_config.vpc_id is known after apply only}]",
  ],
  [
    "aws_lambda_function.secret",
    "vpc_config",
    "[{ipv6_allowed_for_dual_stack: false, security_group_ids: ? local.groups is not shown in a plan, " +
      "subnet_ids: [some(aws_subnet.counted[0].id), " +
      "... aws_lambda_function.secret.vpc_config.subnet_ids may also hold what var.secret_subnet names: " +
      "a plan does not show how they are combined], " +
      "vpc_id: ? aws_lambda_function.secret.vpc_config.vpc_id is known after apply only}]",
  ],
  [
    "aws_network_acl.subnets",
    "subnet_ids",
    `some(${COUNTED} | aws_subnet.set["10.0.20.0/24"].id | aws_subnet.set["10.0.21.0/24"].id)`,
  ],
  // The literal beside the reference is not in the plan.
  ["aws_security_group_rule.prefix_lists", "prefix_list_ids", "[one(aws_ec2_managed_prefix_list.ranges.id)]"],
  ["aws_ec2_transit_gateway_vpc_attachment.main", "subnet_ids", "[one(aws_subnet.counted[0].id)]"],
];

/** Rules and routes inside groups and tables, and blocks of other kinds. */
export const BLOCKS: readonly Spelling[] = [
  [
    "aws_security_group.b",
    "ingress",
    '[{cidr_blocks: ["10.0.0.0/16"], from_port: 5671, protocol: "tcp", self: true, to_port: 5671}, ' +
      '{from_port: 443, protocol: "tcp", security_groups: [one(aws_security_group.a.id)], self: false, to_port: 443}]',
  ],
  [
    "aws_security_group.two_peers",
    "ingress",
    '[{from_port: 443, protocol: "tcp", security_groups: some(aws_security_group.a.id | aws_security_group.b.id), self: false, to_port: 443}, ' +
      '{from_port: 5671, protocol: "tcp", security_groups: some(aws_security_group.a.id | aws_security_group.b.id), self: false, to_port: 5671}]',
  ],
  [
    "aws_security_group.beside_local",
    "ingress",
    '[{from_port: 443, protocol: "tcp", security_groups: [some(aws_security_group.a.id), ... local.port is not shown in a plan], self: false, to_port: 443}]',
  ],
  [
    "aws_security_group.dynamic",
    "ingress",
    '[{from_port: 443, protocol: "tcp", security_groups: ? aws_security_group.dynamic.ingress.security_groups is known after apply, ' +
      "and the plan does not show what it comes from (a dynamic block, say), self: false, to_port: 443}]",
  ],
  [
    "aws_security_group.dynamic",
    "egress",
    '[{cidr_blocks: ["0.0.0.0/0"], from_port: 443, protocol: "tcp", self: false, to_port: 443}]',
  ],
  [
    "aws_security_group.attributes",
    "ingress",
    '[{from_port: 443, protocol: "tcp", security_groups: some(aws_security_group.a.id), self: false, to_port: 443}, ' +
      '{from_port: 5671, protocol: "tcp", security_groups: some(aws_security_group.a.id), self: false, to_port: 5671}]',
  ],
  ["aws_security_group.attributes", "egress", "[]"],
  [
    "aws_route_table.blocks[1]",
    "route",
    '[{cidr_block: "0.0.0.0/0", gateway_id: one(aws_nat_gateway.counted[1].id)}, ' +
      '{cidr_block: "192.168.0.0/16", vpc_peering_connection_id: one(aws_vpc_peering_connection.peer.id)}]',
  ],
  ["aws_route_table.attribute", "route", '[{cidr_block: "0.0.0.0/0", gateway_id: one(aws_internet_gateway.tried.id)}]'],
  [
    "aws_ec2_managed_prefix_list.ranges",
    "entry",
    '[{cidr: "10.0.0.0/16", description: one(aws_vpc.main.id)}, {cidr: "10.0.0.0/8"}]',
  ],
  [
    "aws_route53_zone.two_networks",
    "vpc",
    "[{vpc_id: one(aws_vpc.main.id), vpc_region: ? aws_route53_zone.two_networks.vpc.vpc_region is known after apply only}, " +
      "{vpc_id: one(aws_vpc.present[0].id), vpc_region: ? aws_route53_zone.two_networks.vpc.vpc_region is known after apply only}]",
  ],
  [
    "data.aws_iam_policy_document.statements",
    "statement",
    '[{actions: ["mq:DescribeBroker"], resources: ["arn:aws:mq:*:*:broker:other:*", one(module.brokers.aws_mq_broker.splat.arn)]}, ' +
      '{actions: ["secretsmanager:GetSecretValue"], condition: [{test: "StringEquals", values: [one(aws_vpc.main.id)], variable: "aws:SourceVpc"}, ' +
      '{test: "StringLike", values: ["a"], variable: "aws:PrincipalTag/team"}], resources: [one(aws_secretsmanager_secret.a.arn)]}, ' +
      '{actions: ["secretsmanager:GetSecretValue"], resources: [one(aws_secretsmanager_secret.b.arn)]}]',
  ],
  [
    "data.aws_iam_policy_document.beside_dynamic",
    "statement",
    '[{actions: ["sts:AssumeRole"], principals: [{identifiers: [one(aws_iam_role.named.arn)], type: "AWS"}]}, ' +
      '{actions: ["sqs:SendMessage"], resources: [? data.aws_iam_policy_document.beside_dynamic.statement.resources is known after apply, ' +
      "and the plan does not show what it comes from (a dynamic block, say)]}]",
  ],
  [
    "aws_iam_role.named",
    "inline_policy",
    '[{name: "document", policy: one(data.aws_iam_policy_document.statements.json)}, ' +
      '{name: "encoded", policy: one(aws_secretsmanager_secret.a.arn)}]',
  ],
];

/** Arguments that are left blank. */
export const BLANK: readonly Spelling[] = [
  ["aws_security_group.a", "ingress", "[]"],
  ["aws_security_group.a", "egress", "[]"],
  ["aws_default_security_group.closed", "ingress", "[]"],
  ["aws_route_table.empty", "route", "[]"],
  ["aws_default_route_table.bare", "route", "[]"],
  ["aws_vpc_endpoint.blank", "subnet_ids", "[]"],
  ["aws_vpc_endpoint.blank", "security_group_ids", "one(aws_vpc_endpoint.blank.security_group_ids)"],
  ["aws_vpc_endpoint.blank", "policy", "one(aws_vpc_endpoint.blank.policy)"],
  ["module.brokers.aws_mq_broker.blank", "subnet_ids", "one(module.brokers.aws_mq_broker.blank.subnet_ids)"],
  ["module.brokers.aws_mq_broker.member", "security_groups", "null"],
  ["aws_vpc.main", "ipv4_ipam_pool_id", "null"],
];

const NETWORK_X = 'module.network["x"].aws_subnet.own[0].id | module.network["x"].aws_subnet.own[1].id';

/** Variables and outputs of modules. */
export const MODULES: readonly Spelling[] = [
  ["module.brokers.aws_mq_broker.splat", "subnet_ids", `some(${NETWORK_X})`],
  ["module.brokers.aws_mq_broker.splat", "security_groups", "[one(aws_security_group.a.id)]"],
  [
    "module.brokers.aws_mq_broker.explicit",
    "subnet_ids",
    "[one(aws_subnet.counted[0].id), one(aws_subnet.counted[1].id)]",
  ],
  ["module.brokers.aws_mq_broker.explicit", "security_groups", "[one(aws_vpc.main.default_security_group_id)]"],
  ["module.brokers.aws_mq_broker.element", "subnet_ids", "one(aws_subnet.counted[0].id | aws_subnet.counted[1].id)"],
  ["module.brokers.aws_mq_broker.element", "security_groups", "[one(aws_vpc.main.default_security_group_id)]"],
  ["module.brokers.aws_mq_broker.index", "subnet_ids", "[one(aws_subnet.counted[1].id)]"],
  ["module.brokers.aws_mq_broker.index", "security_groups", "[one(aws_security_group.a.id)]"],
  [
    "module.brokers.aws_mq_broker.member",
    "subnet_ids",
    'one(module.network["y"].aws_subnet.own[0].id | module.network["y"].aws_subnet.own[1].id)',
  ],
  ["module.brokers.aws_mq_broker.held", "subnet_ids", "[one(aws_subnet.counted[0].id)]"],
  ["module.brokers.aws_mq_broker.held", "security_groups", '["sg-0123456789abcdef0"]'],
  [
    'module.brokers.aws_route_table_association.per_zone["b"]',
    "subnet_id",
    'one(module.network["x"].aws_subnet.own[1].id)',
  ],
  [
    'module.brokers.aws_security_group.per_network["x"]',
    "vpc_id",
    `one(${NETWORK_X} | module.network["x"].aws_vpc.own.id)`,
  ],
  ['module.network["y"].aws_vpc_peering_connection.peer', "peer_vpc_id", "one(aws_vpc.main.id)"],
  ['module.network["y"].module.leaf.aws_security_group.leaf', "vpc_id", 'one(module.network["y"].aws_vpc.own.id)'],
  [
    'module.network["y"].module.leaf.aws_security_group_rule.default_group',
    "security_group_id",
    'one(module.network["y"].aws_vpc.own.default_security_group_id)',
  ],
  ['aws_vpc_endpoint.over_module["x"]', "vpc_id", 'one(module.network["x"].aws_vpc.own.id)'],
  ['aws_vpc_endpoint.over_module["x"]', "subnet_ids", `some(${NETWORK_X})`],
  [
    "aws_vpc_endpoint.by_index[1]",
    "subnet_ids",
    "some(module.counted[1].aws_subnet.own[0].id | module.counted[1].aws_subnet.own[1].id | module.counted[1].aws_vpc.own.id)",
  ],
];

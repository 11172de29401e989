import { type Arguments, type Changes, changed, ref, verdictOn, WITH_NAT } from "../../paths/stack";

export const BROKER = "aws_mq_broker.orders";

const ALL_OUT = { from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] };

/** A stack with a NAT gateway and a broker on ActiveMQ, whose group admits itself on 61617. */
export const ACTIVEMQ: Changes = changed(WITH_NAT, {
  [BROKER]: { engine_type: "ActiveMQ", engine_version: "5.18", host_instance_type: "mq.m5.large" },
  "aws_security_group.broker": admitting({ self: true }),
});

/** A second subnet that is routed as the first, and a broker in both. */
export const STANDBY: Changes = changed(ACTIVEMQ, {
  "aws_subnet.second": {
    vpc_id: ref("aws_vpc.main.id"),
    cidr_block: "10.0.2.0/24",
    availability_zone: "eu-west-1b",
  },
  "aws_route_table_association.second": {
    subnet_id: ref("aws_subnet.second.id"),
    route_table_id: ref("aws_route_table.private.id"),
  },
  [BROKER]: {
    deployment_mode: "ACTIVE_STANDBY_MULTI_AZ",
    subnet_ids: [ref("aws_subnet.private.id"), ref("aws_subnet.second.id")],
  },
});

/** A group that lets something in on OpenWire's port, or on another. */
export function admitting(peer: Arguments, port = 61617): Arguments {
  return {
    vpc_id: ref("aws_vpc.main.id"),
    ingress: [{ from_port: port, to_port: port, protocol: "tcp", ...peer }],
    egress: [ALL_OUT],
  };
}

/** The verdict on a stack with the broker changed, and the findings that decide it. */
export function decisive(stack: Changes, values: Arguments) {
  const { verdict, findings } = verdictOn(changed(stack, { [BROKER]: values })).mapping;
  return { verdict, findings: findings.filter(({ effect }) => effect !== "none") };
}

import { blocks, defect, everything, impossible, needs, noMapping, type Part, services, works } from "../expectation";

/** Options whose broker is in an own VPC. */
const own = /option-[345]/;
const single = /SINGLE/;
const cluster = /CLUSTER/;

const part = { type: "aws_mq_broker", role: /^broker\/broker$/ };

/** The broker's own arguments. */
export const broker: readonly Part[] = [
  {
    ...part,
    purposes: [
      [/^removed$/, noMapping, "A mapping is on a broker"],
      [
        /^engine_type to ActiveMQ$/,
        impossible(/^event-source-mapping\/mapping$/),
        "ActiveMQ has no virtual hosts, which the mapping names",
      ],
      [
        /^auto_minor_version_upgrade /,
        defect(),
        "Amazon MQ refuses RabbitMQ 3.13 and later without it; it is off by default",
      ],
      [/^engine_version to 3\.12$/, defect(), "Amazon MQ creates no such broker any more"],
      [/^engine_version /, works, "Amazon MQ has it on this instance type"],
      [/^host_instance_type to mq\.m7g\.large$/, works, "Amazon MQ has it"],
      [/^host_instance_type /, defect(), "RabbitMQ 4 runs on mq.m7g only"],
      [/^deployment_mode to ACTIVE_STANDBY_MULTI_AZ$/, defect(), "It is one of ActiveMQ"],
    ],
  },
  {
    ...part,
    stack: /option-1/,
    purposes: [
      [
        /^publicly_accessible /,
        impossible(/^broker\/broker$|^listener\//),
        "A private broker's mapping makes interfaces, which the listener's role may not",
      ],
      [/^deployment_mode /, works, "A public broker's subnets play no part"],
    ],
  },
  {
    ...part,
    stack: /option-2/,
    purposes: [
      [/^publicly_accessible removed$/, works, "It is private by default"],
      [/^publicly_accessible flipped$/, works, "A public broker needs nothing of this"],
      [/^deployment_mode /, works, "Amazon MQ picks as many subnets as the mode takes"],
    ],
  },
  {
    ...part,
    stack: own,
    purposes: [
      [/^publicly_accessible removed$/, works, "It is private by default"],
      [/^publicly_accessible flipped$/, impossible(), "A public RabbitMQ broker takes no security groups"],
      [/^(security_groups|subnet_ids) removed$/, impossible(), "Subnets and groups: Amazon MQ takes both or none"],
      [/^security_groups without/, impossible(), "Subnets and groups: Amazon MQ takes both or none"],
      [
        /^security_groups\(0\) to refer to security-groups\/clients$/,
        blocks(["broker"], /^broker\/broker$|^security-groups\/clients$/),
        "The clients' group does not admit itself",
      ],
      [
        /^security_groups\(0\) to refer to security-groups\/endpoints$/,
        blocks(everything, /^broker\/broker$|^security-groups\/endpoints$/),
        "The endpoints' group lets nothing out",
      ],

      [
        /^subnet_ids\(\d\) to a stranger$/,
        needs(/subnet-0123456789abcdef0/),
        "Another subnet's routes are out of view",
      ],
      [/^subnet_ids\(\d\) to refer to network\/(isolated|private)/, works, "The other subnets are alike"],
    ],
  },
  {
    ...part,
    stack: /option-[45]/,
    purposes: [
      [
        /^security_groups\(0\) to a stranger$/,
        blocks(services, /^security-groups\/endpoints$/),
        "The endpoints admit our broker's group only",
      ],
    ],
  },
  {
    ...part,
    stack: /option-3/,
    purposes: [
      [/^security_groups\(0\) to a stranger$/, needs(/sg-0123456789abcdef0/), "Another group's rules are out of view"],
    ],
  },
  {
    ...part,
    stack: /option-5/,
    purposes: [[/^subnet_ids\(\d\) to refer to network\/public/, works, "The other subnets are alike"]],
  },
  {
    ...part,
    stack: /option-3/,
    purposes: [
      [
        /^subnet_ids\(\d\) to refer to network\/public/,
        blocks(services, /^broker\/broker$|^network\/public-\d-/),
        "An internet gateway does not serve interfaces without public address",
      ],
    ],
  },
  {
    ...part,
    stack: single,
    purposes: [
      [/^subnet_ids without/, impossible(), "Subnets and groups: Amazon MQ takes both or none"],
      [/^deployment_mode /, works, "A cluster does with one subnet, and a single instance is the default"],
    ],
  },
  {
    ...part,
    stack: cluster,
    purposes: [
      [/^subnet_ids without/, works, "A cluster's nodes do with two subnets"],
      [/^deployment_mode /, defect(), "A single instance takes exactly one subnet, and is the default"],
    ],
  },
];

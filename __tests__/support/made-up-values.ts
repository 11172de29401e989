import { account } from "./aws-answers";

type Values = Readonly<Record<string, unknown>>;

/** Prefixes of ids. Resources of other types have plain ids. */
const idPrefixes: Readonly<Record<string, string>> = {
  aws_vpc: "vpc-",
  aws_subnet: "subnet-",
  aws_security_group: "sg-",
  aws_vpc_security_group_ingress_rule: "sgr-",
  aws_vpc_security_group_egress_rule: "sgr-",
  aws_route_table: "rtb-",
  aws_route_table_association: "rtbassoc-",
  aws_route: "r-rtb-",
  aws_internet_gateway: "igw-",
  aws_nat_gateway: "nat-",
  aws_eip: "eipalloc-",
  aws_vpc_endpoint: "vpce-",
  aws_mq_broker: "b-",
};

const names: Readonly<Record<string, (values: Values) => unknown>> = {
  aws_iam_role: ({ name }) => name,
  aws_lambda_function: ({ function_name }) => function_name,
};

const arns: Readonly<Record<string, (id: string) => string>> = {
  aws_iam_role: (id) => `arn:aws:iam::${account.id}:role/${id}`,
  aws_lambda_function: (id) => arn("lambda", `function:${id}`),
  aws_mq_broker: (id) => arn("mq", `broker:broker:${id}`),
  aws_cloudwatch_log_group: (id) => arn("logs", `log-group:${id}`),
};

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${account.region}:${account.id}:${resource}`;
}

/** What AWS fills in beyond id and ARN, where something reads it. */
const others: Readonly<Record<string, (id: string, values: Values) => Values>> = {
  aws_vpc: (id) => ({
    default_network_acl_id: id.replace("vpc-", "acl-"),
    default_route_table_id: id.replace("vpc-", "rtb-"),
    default_security_group_id: id.replace("vpc-", "sg-"),
    main_route_table_id: id.replace("vpc-", "rtb-"),
  }),
  aws_eip: (id) => ({ allocation_id: id, public_ip: "203.0.113.10" }),
  aws_route: () => ({ origin: "CreateRoute", state: "active" }),
  aws_vpc_endpoint: () => ({
    policy: JSON.stringify({ Statement: [{ Action: "*", Effect: "Allow", Principal: "*", Resource: "*" }] }),
    ip_address_type: "ipv4",
    route_table_ids: [],
    state: "available",
  }),
  // Policies know a secret by what its name begins with.
  aws_secretsmanager_secret: (id, { name, name_prefix: prefix }) => ({
    arn: arn("secretsmanager", `secret:${name ?? `${prefix}${id}`}-a1b2c3`),
  }),
  aws_mq_broker: (id, { publicly_accessible: isPublic, deployment_mode: mode }) => ({
    instances: [
      {
        console_url: `https://${id}.mq.us-east-1.on.aws`,
        endpoints: [`amqps://${id}.mq.us-east-1.on.aws:5671`],
        ip_address: "",
      },
    ],
    // What Amazon MQ picks, and reports, where they are left blank.
    subnet_ids: isPublic ? [] : account.defaultVpc.subnetIds.slice(0, mode === "SINGLE_INSTANCE" ? 1 : 3),
    security_groups: isPublic ? [] : [account.defaultVpc.defaultGroupId],
  }),
  aws_lambda_event_source_mapping: (id) => ({ uuid: id, state: "Enabled" }),
  // Written by somebody else's hand: the configuration ignores what becomes of it.
  aws_secretsmanager_secret_version: () => ({
    secret_string: JSON.stringify({ username: "made-up", password: "made-up-made-up" }),
  }),
  terraform_data: (_, { input }) => ({ output: input }),
};

/**
 * Values as AWS would fill them in, of one resource.
 *
 * @param digest 17 hexadecimal digits of its own
 * @param values what is known of it
 */
export function madeUpValues(type: string, digest: string, values: Values): Values {
  const id = names[type]?.(values) ?? `${idPrefixes[type] ?? ""}${digest}`;
  return { id, arn: arns[type]?.(String(id)) ?? arn("ec2", `${type}/${id}`), ...others[type]?.(String(id), values) };
}

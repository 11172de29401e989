import { awsId, boolean, cidr, like, listOf, number, oneOf, type Shape, version } from "./shapes";

const instanceType = like(/^mq\.[a-z0-9]{2,8}\.[a-z0-9]{4,10}$/);
/** A type of instance, such as `db.t4g.micro`. */
const machine = like(/^([a-z]{2,5}\.)?[a-z][a-z0-9-]{1,8}\.[a-z0-9-]{2,12}$/);
const protocol = like(/^(-1|\d{1,3}|tcp|udp|icmp|icmpv6|all)$/);
const brokerId = like(/^b-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const uuid = like(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

const securityGroupRule = {
  type: oneOf("ingress", "egress"),
  protocol,
  ip_protocol: protocol,
  from_port: number,
  to_port: number,
  cidr_blocks: listOf(cidr),
  ipv6_cidr_blocks: listOf(cidr),
  cidr_ipv4: cidr,
  cidr_ipv6: cidr,
};

/**
 * The attributes whose values are shown, by type of resource, and the form that a value must have. **Nothing else of a plan is
 * ever shown by value**: Terraform's marks of what is sensitive miss variables, defaults, ids and whatever a provider does not
 * mark. `id` is shown where something is imported.
 *
 * @see https://developer.hashicorp.com/terraform/language/manage-sensitive-data
 */
export const SHOWN_ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  aws_mq_broker: {
    id: brokerId,
    engine_type: like(/^(rabbitmq|activemq)$/i),
    engine_version: version,
    host_instance_type: instanceType,
    deployment_mode: oneOf("SINGLE_INSTANCE", "CLUSTER_MULTI_AZ", "ACTIVE_STANDBY_MULTI_AZ"),
    publicly_accessible: boolean,
    apply_immediately: boolean,
    auto_minor_version_upgrade: boolean,
    storage_type: oneOf("ebs", "efs"),
    authentication_strategy: oneOf("simple", "ldap", "SIMPLE", "LDAP"),
  },
  aws_lambda_event_source_mapping: {
    id: uuid,
    enabled: boolean,
    batch_size: number,
    maximum_batching_window_in_seconds: number,
  },
  aws_lambda_function: {
    memory_size: number,
    timeout: number,
    reserved_concurrent_executions: number,
    runtime: like(/^(nodejs|python|java|dotnet|ruby|go|provided)[a-z0-9.]{0,12}$/),
    package_type: oneOf("Zip", "Image"),
    publish: boolean,
  },
  aws_lambda_function_url: { authorization_type: oneOf("NONE", "AWS_IAM") },
  aws_lambda_invocation: { lifecycle_scope: oneOf("CREATE_ONLY", "CRUD") },
  aws_vpc: {
    id: awsId("vpc"),
    cidr_block: cidr,
    enable_dns_support: boolean,
    enable_dns_hostnames: boolean,
  },
  aws_subnet: {
    id: awsId("subnet"),
    cidr_block: cidr,
    availability_zone: like(/^[a-z]{2}(-[a-z]+){1,2}-\d[a-z]$/),
    map_public_ip_on_launch: boolean,
  },
  aws_vpc_endpoint: {
    id: awsId("vpce"),
    vpc_endpoint_type: oneOf("Gateway", "Interface", "GatewayLoadBalancer"),
    private_dns_enabled: boolean,
    service_name: like(/^com\.amazonaws\.[a-z0-9-]+\.[a-z0-9.-]+$/),
  },
  aws_nat_gateway: {
    id: awsId("nat"),
    connectivity_type: oneOf("public", "private"),
    availability_mode: oneOf("zonal", "regional"),
  },
  aws_internet_gateway: { id: awsId("igw") },
  aws_route_table: { id: awsId("rtb") },
  aws_route: { destination_cidr_block: cidr, destination_ipv6_cidr_block: cidr },
  aws_security_group: { id: awsId("sg") },
  aws_security_group_rule: securityGroupRule,
  aws_vpc_security_group_ingress_rule: securityGroupRule,
  aws_vpc_security_group_egress_rule: securityGroupRule,
  aws_network_acl: { id: awsId("acl") },
  aws_network_acl_rule: {
    egress: boolean,
    protocol,
    rule_action: oneOf("allow", "deny"),
    rule_number: number,
    from_port: number,
    to_port: number,
    cidr_block: cidr,
    ipv6_cidr_block: cidr,
  },
  aws_secretsmanager_secret: { recovery_window_in_days: number },
  aws_eip: { public_ipv4_pool: oneOf("amazon") },
  aws_lb: { load_balancer_type: oneOf("application", "network", "gateway") },
  aws_instance: { instance_type: machine },
  aws_db_instance: { instance_class: machine, multi_az: boolean },
  aws_elasticache_cluster: { node_type: machine },
  aws_elasticache_replication_group: { node_type: machine },
  aws_cloudwatch_log_group: { retention_in_days: number },
};

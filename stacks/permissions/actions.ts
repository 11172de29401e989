/** What Terraform calls for one type of resource or data source, as the AWS provider reads, makes and removes it. */
export interface Actions {
  /** Read at every plan. */
  readonly plan: readonly string[];
  /** To create and change it, beyond that. */
  readonly apply?: readonly string[];
  /** To remove it, beyond reading it. */
  readonly destroy?: readonly string[];
}

/** The actions of a service, by their names. */
function of(service: string, ...names: string[]): string[] {
  return names.map((name) => `${service}:${name}`);
}

const ec2 = (...names: string[]) => of("ec2", ...names);
const s3 = (...names: string[]) => of("s3", ...names);
const apiGateway = (...names: string[]) => of("apigateway", ...names);
const tags = ec2("CreateTags", "DeleteTags");
/** The provider removes interfaces that Lambda has left in a group or subnet before it removes these. */
const lingeringInterfaces = ec2("DescribeNetworkInterfaces", "DetachNetworkInterface", "DeleteNetworkInterface");

/**
 * By type, data sources with `data.` before it. From the provider's source, and from AWS's documents where one call needs the
 * permission for another.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const actionsByType: Readonly<Record<string, Actions>> = {
  "data.aws_availability_zones": { plan: ec2("DescribeAvailabilityZones") },
  "data.aws_caller_identity": { plan: of("sts", "GetCallerIdentity") },
  "data.aws_ec2_managed_prefix_list": { plan: ec2("DescribeManagedPrefixLists", "GetManagedPrefixListEntries") },
  "data.aws_iam_openid_connect_provider": { plan: of("iam", "ListOpenIDConnectProviders", "GetOpenIDConnectProvider") },
  "data.aws_iam_policy_document": { plan: [] },
  "data.aws_internet_gateway": { plan: ec2("DescribeInternetGateways") },
  "data.aws_mq_broker": { plan: of("mq", "DescribeBroker", "ListTags") },
  "data.aws_mq_broker_instance_type_offerings": { plan: of("mq", "DescribeBrokerInstanceOptions") },
  "data.aws_nat_gateway": { plan: ec2("DescribeNatGateways") },
  "data.aws_nat_gateways": { plan: ec2("DescribeNatGateways") },
  "data.aws_network_acls": { plan: ec2("DescribeNetworkAcls") },
  "data.aws_network_interface": { plan: ec2("DescribeNetworkInterfaces") },
  "data.aws_network_interfaces": { plan: ec2("DescribeNetworkInterfaces") },
  "data.aws_partition": { plan: [] },
  "data.aws_route_table": { plan: ec2("DescribeRouteTables") },
  "data.aws_route_tables": { plan: ec2("DescribeRouteTables") },
  "data.aws_secretsmanager_random_password": { plan: of("secretsmanager", "GetRandomPassword") },
  "data.aws_security_group": { plan: ec2("DescribeSecurityGroups") },
  "data.aws_subnet": { plan: ec2("DescribeSubnets") },
  "data.aws_subnets": { plan: ec2("DescribeSubnets") },
  "data.aws_vpc": { plan: ec2("DescribeVpcs", "DescribeVpcAttribute", "DescribeRouteTables") },
  "data.aws_vpc_dhcp_options": { plan: ec2("DescribeDhcpOptions") },
  "data.aws_vpc_endpoint": { plan: ec2("DescribeVpcEndpoints", "DescribePrefixLists") },
  "data.aws_vpc_endpoint_service": { plan: ec2("DescribeVpcEndpointServices") },
  "data.aws_vpc_security_group_rule": { plan: ec2("DescribeSecurityGroupRules") },
  "data.aws_vpc_security_group_rules": { plan: ec2("DescribeSecurityGroupRules") },
  "data.aws_vpcs": { plan: ec2("DescribeVpcs") },
  terraform_data: { plan: [] },

  // API Gateway names its actions after HTTP's methods. https://docs.aws.amazon.com/apigateway/latest/developerguide/security_iam_service-with-iam.html
  aws_apigatewayv2_api: {
    plan: apiGateway("GET"),
    apply: apiGateway("POST", "PATCH", "DELETE"),
    destroy: apiGateway("DELETE"),
  },
  aws_apigatewayv2_integration: {
    plan: apiGateway("GET"),
    apply: apiGateway("POST", "PATCH"),
    destroy: apiGateway("DELETE"),
  },
  aws_apigatewayv2_route: {
    plan: apiGateway("GET"),
    apply: apiGateway("POST", "PATCH"),
    destroy: apiGateway("DELETE"),
  },
  aws_apigatewayv2_stage: {
    plan: apiGateway("GET"),
    apply: apiGateway("POST", "PATCH", "DELETE"),
    destroy: apiGateway("DELETE"),
  },
  aws_cloudwatch_log_group: {
    plan: of("logs", "DescribeLogGroups", "ListTagsForResource"),
    apply: of("logs", "CreateLogGroup", "PutRetentionPolicy", "TagResource", "UntagResource"),
    destroy: of("logs", "DeleteLogGroup"),
  },
  aws_iam_openid_connect_provider: {
    plan: of("iam", "GetOpenIDConnectProvider"),
    apply: of(
      "iam",
      "AddClientIDToOpenIDConnectProvider",
      "CreateOpenIDConnectProvider",
      "RemoveClientIDFromOpenIDConnectProvider",
      "TagOpenIDConnectProvider",
      "UntagOpenIDConnectProvider",
      "UpdateOpenIDConnectProviderThumbprint",
    ),
    destroy: of("iam", "DeleteOpenIDConnectProvider"),
  },
  aws_cloudwatch_event_rule: {
    plan: of("events", "DescribeRule", "ListTagsForResource"),
    apply: of("events", "PutRule", "TagResource", "UntagResource"),
    destroy: of("events", "DeleteRule"),
  },
  aws_cloudwatch_event_target: {
    plan: of("events", "ListTargetsByRule"),
    apply: of("events", "PutTargets"),
    destroy: of("events", "RemoveTargets"),
  },
  aws_cloudwatch_metric_alarm: {
    plan: of("cloudwatch", "DescribeAlarms", "ListTagsForResource"),
    apply: of("cloudwatch", "PutMetricAlarm", "TagResource", "UntagResource"),
    destroy: of("cloudwatch", "DeleteAlarms"),
  },
  aws_iam_role: {
    plan: of("iam", "GetRole", "ListRolePolicies", "GetRolePolicy", "ListAttachedRolePolicies"),
    apply: of("iam", "CreateRole", "UpdateRole", "UpdateAssumeRolePolicy", "TagRole", "UntagRole"),
    destroy: of("iam", "DeleteRole", "ListInstanceProfilesForRole"),
  },
  aws_iam_role_policy: {
    plan: of("iam", "GetRolePolicy"),
    apply: of("iam", "PutRolePolicy"),
    destroy: of("iam", "DeleteRolePolicy"),
  },
  aws_lambda_event_source_mapping: {
    plan: of("lambda", "GetEventSourceMapping", "ListTags"),
    apply: of("lambda", "CreateEventSourceMapping", "UpdateEventSourceMapping", "TagResource", "UntagResource"),
    destroy: of("lambda", "DeleteEventSourceMapping"),
  },
  aws_lambda_function: {
    plan: of("lambda", "GetFunction", "ListVersionsByFunction", "GetFunctionCodeSigningConfig", "ListTags"),
    apply: [
      ...of(
        "lambda",
        "CreateFunction",
        "UpdateFunctionCode",
        "UpdateFunctionConfiguration",
        "TagResource",
        "UntagResource",
      ),
      "iam:PassRole",
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
      ...ec2("DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs"),
    ],
    destroy: of("lambda", "DeleteFunction"),
  },
  aws_lambda_function_event_invoke_config: {
    plan: of("lambda", "GetFunctionEventInvokeConfig"),
    apply: of("lambda", "PutFunctionEventInvokeConfig"),
    destroy: of("lambda", "DeleteFunctionEventInvokeConfig"),
  },
  aws_lambda_invocation: {
    plan: [],
    apply: of("lambda", "InvokeFunction"),
    destroy: of("lambda", "InvokeFunction"),
  },
  aws_lambda_permission: {
    plan: of("lambda", "GetPolicy"),
    apply: of("lambda", "AddPermission"),
    destroy: of("lambda", "RemovePermission"),
  },
  aws_mq_broker: {
    plan: of("mq", "DescribeBroker", "ListTags"),
    apply: [
      ...of("mq", "CreateBroker", "UpdateBroker", "RebootBroker", "CreateTags", "DeleteTags"),
      "iam:CreateServiceLinkedRole",
      // https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-api-authentication-authorization.html
      ...ec2(
        "CreateNetworkInterface",
        "CreateNetworkInterfacePermission",
        "DeleteNetworkInterface",
        "DeleteNetworkInterfacePermission",
        "DetachNetworkInterface",
        "DescribeInternetGateways",
        "DescribeNetworkInterfaces",
        "DescribeNetworkInterfacePermissions",
        "DescribeRouteTables",
        "DescribeSecurityGroups",
        "DescribeSubnets",
        "DescribeVpcs",
      ),
    ],
    destroy: [
      ...of("mq", "DeleteBroker"),
      ...ec2("DeleteNetworkInterface", "DeleteNetworkInterfacePermission", "DetachNetworkInterface"),
    ],
  },
  aws_mq_configuration: {
    plan: of("mq", "DescribeConfiguration", "DescribeConfigurationRevision", "ListTags"),
    apply: of("mq", "CreateConfiguration", "UpdateConfiguration", "CreateTags", "DeleteTags"),
    destroy: of("mq", "DeleteConfiguration"),
  },
  aws_secretsmanager_secret: {
    plan: of("secretsmanager", "DescribeSecret", "GetResourcePolicy"),
    apply: of("secretsmanager", "CreateSecret", "UpdateSecret", "TagResource", "UntagResource"),
    destroy: of("secretsmanager", "DeleteSecret"),
  },
  aws_secretsmanager_secret_version: {
    plan: of("secretsmanager", "GetSecretValue"),
    apply: of("secretsmanager", "PutSecretValue", "UpdateSecretVersionStage"),
  },

  aws_eip: {
    plan: ec2("DescribeAddresses", "DescribeAddressesAttribute"),
    apply: [...ec2("AllocateAddress"), ...tags],
    destroy: ec2("DisassociateAddress", "ReleaseAddress"),
  },
  aws_internet_gateway: {
    plan: ec2("DescribeInternetGateways"),
    apply: [...ec2("CreateInternetGateway", "AttachInternetGateway"), ...tags],
    destroy: ec2("DetachInternetGateway", "DeleteInternetGateway"),
  },
  aws_nat_gateway: {
    plan: ec2("DescribeNatGateways"),
    apply: [...ec2("CreateNatGateway"), ...tags],
    destroy: ec2("DeleteNatGateway"),
  },
  aws_route: {
    plan: ec2("DescribeRouteTables"),
    apply: ec2("CreateRoute", "ReplaceRoute"),
    destroy: ec2("DeleteRoute"),
  },
  aws_route_table: {
    plan: ec2("DescribeRouteTables"),
    apply: [...ec2("CreateRouteTable"), ...tags],
    destroy: ec2("DisassociateRouteTable", "DeleteRouteTable"),
  },
  aws_route_table_association: {
    plan: ec2("DescribeRouteTables"),
    apply: ec2("AssociateRouteTable", "ReplaceRouteTableAssociation"),
    destroy: ec2("DisassociateRouteTable"),
  },
  aws_sns_topic: {
    plan: of("sns", "GetTopicAttributes", "ListTagsForResource"),
    apply: of("sns", "CreateTopic", "SetTopicAttributes", "TagResource", "UntagResource"),
    destroy: of("sns", "DeleteTopic"),
  },
  aws_security_group: {
    plan: ec2("DescribeSecurityGroups"),
    // The provider takes away the rule that lets everything out of a new group.
    apply: [...ec2("CreateSecurityGroup", "RevokeSecurityGroupEgress"), ...tags],
    destroy: [...ec2("DeleteSecurityGroup"), ...lingeringInterfaces],
  },
  aws_subnet: {
    plan: ec2("DescribeSubnets"),
    apply: [...ec2("CreateSubnet", "ModifySubnetAttribute"), ...tags],
    destroy: [...ec2("DeleteSubnet"), ...lingeringInterfaces],
  },
  aws_vpc: {
    plan: ec2(
      "DescribeVpcs",
      "DescribeVpcAttribute",
      "DescribeNetworkAcls",
      "DescribeRouteTables",
      "DescribeSecurityGroups",
    ),
    apply: [...ec2("CreateVpc", "ModifyVpcAttribute"), ...tags],
    destroy: ec2("DeleteVpc"),
  },
  aws_vpc_endpoint: {
    plan: ec2("DescribeVpcEndpoints", "DescribePrefixLists"),
    // Private DNS is a hosted zone that EC2 associates with the VPC in the caller's name.
    apply: [...ec2("CreateVpcEndpoint", "ModifyVpcEndpoint"), ...tags, "route53:AssociateVPCWithHostedZone"],
    destroy: ec2("DeleteVpcEndpoints"),
  },
  aws_vpc_security_group_egress_rule: {
    plan: ec2("DescribeSecurityGroupRules"),
    apply: [...ec2("AuthorizeSecurityGroupEgress", "ModifySecurityGroupRules"), ...tags],
    destroy: ec2("RevokeSecurityGroupEgress"),
  },
  aws_vpc_security_group_ingress_rule: {
    plan: ec2("DescribeSecurityGroupRules"),
    apply: [...ec2("AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"), ...tags],
    destroy: ec2("RevokeSecurityGroupIngress"),
  },

  // The provider reads everything about a bucket, whatever is configured.
  aws_s3_bucket: {
    plan: s3(
      "GetAccelerateConfiguration",
      "GetBucketAcl",
      "GetBucketCORS",
      "GetBucketLogging",
      "GetBucketObjectLockConfiguration",
      "GetBucketPolicy",
      "GetBucketRequestPayment",
      "GetBucketTagging",
      "GetBucketVersioning",
      "GetBucketWebsite",
      "GetEncryptionConfiguration",
      "GetLifecycleConfiguration",
      "GetReplicationConfiguration",
      "ListBucket",
    ),
    apply: s3("CreateBucket", "PutBucketTagging"),
    destroy: s3("DeleteBucket"),
  },
  aws_s3_bucket_lifecycle_configuration: {
    plan: s3("GetLifecycleConfiguration"),
    apply: s3("PutLifecycleConfiguration"),
    destroy: s3("PutLifecycleConfiguration"),
  },
  aws_s3_bucket_ownership_controls: {
    plan: s3("GetBucketOwnershipControls"),
    apply: s3("PutBucketOwnershipControls"),
    destroy: s3("PutBucketOwnershipControls"),
  },
  aws_s3_bucket_policy: {
    plan: s3("GetBucketPolicy"),
    apply: s3("PutBucketPolicy"),
    destroy: s3("DeleteBucketPolicy"),
  },
  aws_s3_bucket_public_access_block: {
    plan: s3("GetBucketPublicAccessBlock"),
    apply: s3("PutBucketPublicAccessBlock"),
    destroy: s3("PutBucketPublicAccessBlock"),
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    plan: s3("GetEncryptionConfiguration"),
    apply: s3("PutEncryptionConfiguration"),
    destroy: s3("PutEncryptionConfiguration"),
  },
  aws_s3_bucket_versioning: {
    plan: s3("GetBucketVersioning"),
    apply: s3("PutBucketVersioning"),
    destroy: s3("PutBucketVersioning"),
  },
};

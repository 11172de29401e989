import type { ReasonCode, RuleCode } from "../../connectivity";

/** Why AWS shows something, and what the check calls it. */
export interface SymptomCause {
  readonly cause: string;
  /** None where no plan shows it. */
  readonly codes: readonly (ReasonCode | RuleCode)[];
  readonly remedy: string;
}

/** What AWS shows when something does not work. */
export interface Symptom {
  /** Word for word; ".." stands for what differs from case to case. */
  readonly shown: string;
  /** Where it is shown. */
  readonly where: string;
  readonly source: string;
  /** How sure the text is, where it was not seen with Amazon MQ itself. */
  readonly caveat?: string;
  readonly causes: readonly SymptomCause[];
}

const OF_KAFKA = "Seen with Amazon MSK; that mappings on Amazon MQ say the same is a conclusion.";
const ERRORS = "https://docs.aws.amazon.com/lambda/latest/dg/services-mq-errors.html";
const DIAGNOSIS =
  "https://github.com/awslabs/mcp/blob/main/src/aws-serverless-mcp-server/awslabs/aws_serverless_mcp_server/tools/esm/esm_diagnosis.py";
const CREATE_MAPPING =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lambda/event_source_mapping.go";

/** What the broker's groups and network ACLs must let through, for whatever the mapping connects to. */
const FILTERS: readonly SymptomCause[] = [
  {
    cause:
      "A security group: the broker's own lets the mapping's interfaces out, and what they connect to lets them in",
    codes: ["security-group-egress", "security-group-ingress", "security-group-in-part"],
    remedy:
      "Let the broker's group reach itself on the broker's port, both ways, and out on 443; let the endpoints' group admit 443 from the broker's group.",
  },
  {
    cause: "A network ACL, which has to let the answers back in too",
    codes: ["network-acl", "network-acl-return", "network-acl-in-part"],
    remedy: "Allow the port out and TCP 1024 to 65535 back in, on the ACLs of both subnets.",
  },
];

/** What stays open until more is shown. */
const OUT_OF_VIEW: SymptomCause = {
  cause: "Something that the input does not show: the verdict is unknown, and names the fact",
  codes: [
    "broker-unknown-source",
    "broker-placement-unknown",
    "broker-name",
    "route-table-unknown",
    "route-target-hidden",
    "route-through-appliance",
    "gateway-unknown",
    "security-group-unknown",
    "network-acl-unknown",
    "dns-unknown",
    "dns-resolvers-hidden",
    "endpoint-hidden",
    "endpoint-unknown",
    "endpoint-policy-unknown",
    "private-zone-unknown",
  ],
  remedy:
    "Give the check the other workspace's state too, or a data source that shows it; or look, and assert it with `--assume`.",
};

const LOGIN: readonly SymptomCause[] = [
  {
    cause: "The mapping names no secret, or one whose value is not `username` and `password`",
    codes: ["basic-auth", "secret-keys", "secret-value"],
    remedy: "Name the secret as `BASIC_AUTH`, and put a JSON object with these two keys into it.",
  },
  {
    cause: "The broker's user has another password than the secret",
    codes: ["login-changed", "broker-user-changed"],
    remedy: "Change the user in RabbitMQ, then the secret: Amazon MQ changes no user of an existing RabbitMQ broker.",
  },
  {
    cause: "The broker authenticates otherwise than by name and password",
    codes: ["authentication-strategy", "activemq-authentication"],
    remedy: "Give it users of its own: mappings know nothing else.",
  },
];

const PERMISSIONS: readonly SymptomCause[] = [
  {
    cause: "The function's role, which polls, lacks a permission",
    codes: ["role-lacks-permission"],
    remedy:
      "Allow `mq:DescribeBroker` on the broker, `secretsmanager:GetSecretValue` on the secret, and, unless the broker is public, the six `ec2` actions on `*`.",
  },
  {
    cause: "The policy of the secret, or of its key, denies the role",
    codes: ["secret-policy", "key-policy"],
    remedy: "Allow the role there too; a customer's key needs `kms:Decrypt`.",
  },
  {
    cause: "A service control policy or a permissions boundary",
    codes: [],
    remedy: "Ask who governs the organization: it is in no plan.",
  },
];

/** While the mapping is there: what `aws lambda get-event-source-mapping` answers. */
export const whilePolling: readonly Symptom[] = [
  {
    shown:
      "PROBLEM: Connection error. Your VPC must be able to connect to Lambda and STS, as well as Secrets Manager if authentication is required. You can provide access by configuring PrivateLink or a NAT Gateway.",
    where: "`LastProcessingResult`",
    source: "https://github.com/aws-solutions/streaming-data-solution-for-amazon-kinesis-and-amazon-msk/issues/7",
    caveat: OF_KAFKA,
    causes: [
      {
        cause: "The broker's subnets have no way out, or an internet gateway, which serves no private address",
        codes: [
          "no-route-out",
          "internet-gateway-private-address",
          "route-blackhole",
          "routes-differ",
          "peering-not-transitive",
          "no-route-between-vpcs",
          "subnet-outside-vpc",
        ],
        remedy:
          "Route them to a NAT gateway, or put interface endpoints for STS, Secrets Manager and Lambda into the VPC.",
      },
      {
        cause: "The NAT gateway has no way out itself",
        codes: [
          "nat-gateway-without-internet",
          "nat-gateway-private",
          "nat-gateway-without-address",
          "nat-gateway-of-another-vpc",
          "internet-gateway-detached",
          "public-access-blocked",
        ],
        remedy:
          "Put a public one, with an Elastic IP address, into a subnet whose default route is an internet gateway.",
      },
      {
        cause: "An endpoint is there, and the service's name does not lead to it",
        codes: [
          "endpoint-private-dns-off",
          "dns-hostnames-off",
          "dns-support-off",
          "endpoint-not-interface",
          "endpoint-without-subnets",
          "endpoint-service-name",
          "endpoint-in-another-vpc",
          "endpoint-ipv6-only",
          "endpoint-destroyed",
          "private-zone-without-record",
        ],
        remedy: "Make it an interface endpoint with subnets and private DNS, in a VPC with both DNS attributes on.",
      },
      ...FILTERS,
      {
        cause: "The endpoint's policy lets the call not through, such as one for one's own organization only",
        codes: ["endpoint-policy"],
        remedy:
          "Let `lambda.amazonaws.com` call `sts:AssumeRole` and `lambda:InvokeFunction` on `*`, and the function's role read the secret.",
      },
      OUT_OF_VIEW,
    ],
  },
  {
    shown: "PROBLEM: Connection error. Please check your event source connection configuration.",
    where: "`LastProcessingResult`",
    source: "https://github.com/pulumi/pulumi-aws/issues/1290",
    caveat: `${OF_KAFKA} It is about the broker, not about the services.`,
    causes: [
      ...FILTERS,
      {
        cause: "The broker is away: it reboots, or its maintenance window is open",
        codes: ["broker-reboots", "broker-waits"],
        remedy: "Wait. A cluster goes node by node; a single instance is away meanwhile.",
      },
      {
        cause: "The function was put into the VPC instead, which plays no part",
        codes: [],
        remedy: "Look at the broker's subnets and groups: the mapping's interfaces live there.",
      },
    ],
  },
  {
    shown: "PROBLEM: Lambda failed to assume your function execution role.",
    where: "`LastProcessingResult`",
    source: DIAGNOSIS,
    caveat: OF_KAFKA,
    causes: [
      {
        cause: "The role does not trust Lambda",
        codes: ["trust-policy"],
        remedy: "Let `lambda.amazonaws.com` assume it.",
      },
      {
        cause: "The STS endpoint's policy denies the call",
        codes: ["endpoint-policy"],
        remedy: "Let `lambda.amazonaws.com` call `sts:AssumeRole` on `*` there.",
      },
    ],
  },
  {
    shown: "PROBLEM: Function call failed",
    where: "`LastProcessingResult`",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html",
    caveat: "AWS documents it for mappings on Amazon Kinesis.",
    causes: [
      {
        cause: "The function throws, and the batch comes again",
        codes: [],
        remedy: "Read its log. After the delivery limit a message is in the dead-letter queue.",
      },
      {
        cause: "There is no log to read",
        codes: ["role-lacks-logs"],
        remedy: "Let the role write logs.",
      },
      {
        cause: "The function runs longer than its timeout, or the timeout is too long for a mapping",
        codes: ["function-timeout"],
        remedy: "14 minutes are the most behind a mapping on Amazon MQ.",
      },
    ],
  },
  {
    shown: "No records processed",
    where: "`LastProcessingResult`, long after messages were published",
    source: "https://github.com/awsdocs/aws-lambda-developer-guide/blob/4f313b9%5E/doc_source/with-mq.md",
    causes: [
      {
        cause: "The queue is in another virtual host, or nowhere: AWS does not look while it makes the mapping",
        codes: ["virtual-host", "queue-undeclared"],
        remedy:
          "Name the virtual host in `source_access_configuration`, and declare the queue before the mapping is made.",
      },
      {
        cause: "A filter lets nothing through; what it does not let through is lost",
        codes: [],
        remedy: "Compare `filter_criteria` with a message's body.",
      },
      {
        cause: "Something is in the way, and Lambda has not said so yet",
        codes: [],
        remedy: "Run `mqesm check` on the state: `terraform show -json | mqesm check -`.",
      },
    ],
  },
  {
    shown: "Disabled",
    where: "`State`",
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html",
    causes: [
      {
        cause: "The configuration says so",
        codes: ["mapping-disabled"],
        remedy: "Set `enabled` to true, or leave it out.",
      },
      {
        cause: "Lambda gave up: `StateTransitionReason` has one of the codes below",
        codes: [],
        remedy: "Mend what it says, and enable the mapping again.",
      },
    ],
  },
  {
    shown: "EVENT_SOURCE_AUTHN_ERROR",
    where: "`StateTransitionReason`: Lambda could not authenticate to the broker",
    source: ERRORS,
    causes: LOGIN,
  },
  {
    shown: "EVENT_SOURCE_AUTHZ_ERROR",
    where: "`StateTransitionReason`: Lambda lacks permissions for the broker",
    source: ERRORS,
    causes: PERMISSIONS,
  },
  {
    shown: "ESM_CONFIG_NOT_VALID",
    where: "`StateTransitionReason`: the mapping's configuration is not valid",
    source: ERRORS,
    causes: [
      {
        cause: "An argument that mappings on Amazon MQ do not have, or out of its bounds",
        codes: [
          "queues",
          "source-access-type",
          "batch-size",
          "batching-window",
          "unsupported-argument",
          "provisioned-poller",
          "self-managed-event-source",
        ],
        remedy: "One queue, `BASIC_AUTH`, and `VIRTUAL_HOST` for RabbitMQ; batches of 1 to 10,000 within 300 seconds.",
      },
      {
        cause: "The broker is in another account or Region",
        codes: ["broker-account", "broker-region"],
        remedy: "Make function and mapping where the broker is.",
      },
    ],
  },
  {
    shown: "FUNCTION_CONFIG_NOT_VALID",
    where: "`StateTransitionReason`: the function's configuration is not valid",
    source: ERRORS,
    causes: [
      {
        cause: "Its timeout is over 14 minutes",
        codes: ["function-timeout"],
        remedy: "Set 840 seconds or less.",
      },
    ],
  },
];

/** While Terraform applies. */
export const whileApplying: readonly Symptom[] = [
  {
    shown: "InvalidParameterValueException: .. cannot be assumed by Lambda ..",
    where: "creating `aws_lambda_event_source_mapping`",
    source: CREATE_MAPPING,
    causes: [
      {
        cause: "The role does not trust Lambda",
        codes: ["trust-policy"],
        remedy: "Let `lambda.amazonaws.com` assume it.",
      },
      {
        cause: "The role is newer than IAM's copies of it",
        codes: ["ordering"],
        remedy: "Let the mapping depend on the role's policy. The provider asks again for some minutes.",
      },
    ],
  },
  {
    shown:
      "InvalidParameterValueException: .. execution role does not have permissions to call CreateNetworkInterface on EC2",
    where: "creating `aws_lambda_event_source_mapping`",
    source: "https://github.com/serverless/serverless/issues/8209",
    causes: [
      ...PERMISSIONS,
      {
        cause: "On the first apply only: the policy comes after the mapping",
        codes: ["ordering"],
        remedy: "Let the mapping depend on `aws_iam_role_policy`, or on the attachment.",
      },
    ],
  },
  {
    shown: "Changing security groups is not supported for RabbitMQ brokers",
    where: "updating `aws_mq_broker`",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/33514",
    causes: [
      {
        cause: "The broker's groups change, or one of them is replaced",
        codes: ["security-groups-changed"],
        remedy: "Keep the groups and change their rules, as resources of their own.",
      },
    ],
  },
  {
    shown: "Broker with [publiclyAccessible] set to true does not support specifying [securityGroups]",
    where: "creating `aws_mq_broker`",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/25985",
    causes: [
      {
        cause: "A public RabbitMQ broker with security groups",
        codes: ["public-broker-security-groups"],
        remedy: "Leave out `security_groups`, or make the broker private.",
      },
    ],
  },
  {
    shown: "Subnets and security groups must belong to the default VPC when only one is provided",
    where: "creating `aws_mq_broker`",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/20030",
    causes: [
      {
        cause: "Only `subnet_ids`, or only `security_groups`, of an own VPC",
        codes: ["subnets-and-groups"],
        remedy: "Give both, or neither.",
      },
    ],
  },
  {
    shown: "private-dns-enabled cannot be set because there is already a conflicting DNS domain",
    where: "creating `aws_vpc_endpoint`",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/17535",
    causes: [
      {
        cause: "The VPC has an endpoint with private DNS for the service already, maybe another stack's",
        codes: ["duplicate-private-dns"],
        remedy: "Use that one (here: `existingEndpoints`); a VPC takes one per service.",
      },
    ],
  },
  {
    shown: "Subnet IDs are only supported for Interface .. VPC Endpoints",
    where: "creating `aws_vpc_endpoint`",
    source: "https://github.com/nanlabs/terraform-aws-starter/issues/18",
    causes: [
      {
        cause: "`vpc_endpoint_type` is left out, which means Gateway",
        codes: ["endpoint-type"],
        remedy: "Set it to `Interface`.",
      },
    ],
  },
  {
    shown: "The VPC endpoint service .. does not support the availability zone of the subnet",
    where: "creating `aws_vpc_endpoint`",
    source: "https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/785",
    causes: [
      {
        cause: "The service is not offered in that zone",
        codes: [],
        remedy: "Choose other zones (here: `availabilityZones`); `data.aws_vpc_endpoint_service` lists them.",
      },
    ],
  },
];

/** While Terraform destroys. */
export const whileDestroying: readonly Symptom[] = [
  {
    shown: "DependencyViolation",
    where: "deleting `aws_security_group` or `aws_subnet`, after minutes of waiting",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/32130",
    causes: [
      {
        cause: "The role went first, and Lambda could not remove the mapping's interfaces",
        codes: ["destroy-order"],
        remedy:
          "Let the mapping depend on the role's policy, so that the policy outlives it; destroy again after 35 minutes.",
      },
      {
        cause: "A broker still carries the group",
        codes: ["security-groups-changed"],
        remedy: "A RabbitMQ broker keeps its groups for life.",
      },
    ],
  },
];

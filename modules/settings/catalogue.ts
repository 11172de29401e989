import { environmentVariables } from "./environment-variables";
import { listeners } from "./listeners";
import { messageFilters } from "./message-filters";
import { rabbitMqConfiguration } from "./rabbitmq-configuration";
import { flag, integer, list, oneOf, privateIpv4Range, tags, text, type ValueType } from "./value-types";
import { weeklyTime } from "./weekly-time";

/** One setting: its key in `cdktf.json`, its type, its default, and the text of its row in the README. */
export interface Setting<T> {
  readonly type: ValueType<T>;
  /** The value when nothing is set; undefined where there is none. */
  readonly default: T;
  readonly description: string;
  /** Where the rule comes from, if not from this project. */
  readonly source?: string;
  /** Variables of other tools that are honoured too, in this order, after this project's own and after `cdktf.json`. */
  readonly alsoFrom?: readonly string[];
  /** What the other tools do with those variables. Where it is told, one that says otherwise than the setting is refused. */
  readonly otherwise?: string;
  /**
   * Whether each of the `listeners` has a value of its own. Where it says nothing, `inherited` takes the value that is set beside
   * `listeners`, and `own` takes the default.
   */
  readonly perListener?: "inherited" | "own";
}

function setting<T>(description: string, type: ValueType<T>, defaultValue: T, more?: Partial<Setting<T>>): Setting<T> {
  return { description, type, default: defaultValue, ...more };
}

function optional<T>(description: string, type: ValueType<T>, more?: Partial<Setting<T>>): Setting<T | undefined> {
  return { description, type, default: undefined, ...more };
}

const own = { perListener: "own" } as const;
const inherited = { perListener: "inherited" } as const;
const guide = "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide";
const githubOidc = "https://docs.github.com/en/actions/reference/security/oidc";
const lambdaGuide = "https://docs.aws.amazon.com/lambda/latest/dg";
/** Terraform would take `${` and `%{` for templates of its own. */
const regularExpression = text(
  /^(?!.*[$%]\{).{1,255}$/,
  "a regular expression of 1 to 255 characters without `${` and `%{`",
);

/** No management API reaches . and .. : they are path segments of their own. */
const virtualHostName = text(
  /^(?!\.{1,2}$)[ a-zA-Z0-9\-/*:_+=.@]{1,200}$/,
  "1 to 200 letters, digits, spaces and `-/*:_+=.@`, not `.` or `..`",
);

/** A UUID, or the id of a multi-Region key: all that the backend for state takes. */
const keyArn = text(
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/,
  "the ARN of a KMS key, not of an alias",
);

const brokerId = "b-[0-9a-z]{8}(-[0-9a-z]{4}){3}-[0-9a-z]{12}";
const brokerArn = "arn:aws[a-z-]*:mq:[a-z0-9-]+:\\d{12}:broker:[A-Za-z0-9_-]{1,50}:";

const bucketName = text(/^(?!xn--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, "3 to 63 lower-case letters, digits and hyphens");

/** Whether there is such a Region, `relations.ts` asks: new ones can be named in another setting. */
const regionName = text(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "an AWS Region such as `eu-west-1`");

/** RabbitMQ engine versions that Amazon MQ creates brokers with, and the instance families each of them runs on. */
export const instanceFamilies = {
  "3.13": ["mq.m5", "mq.m7g"],
  "4.2": ["mq.m7g"],
  "4.3": ["mq.m7g"],
} as const satisfies Record<string, readonly string[]>;

const engineVersions = Object.keys(instanceFamilies) as [
  keyof typeof instanceFamilies,
  ...(keyof typeof instanceFamilies)[],
];

/** Every setting there is, in the order of the README's table. */
export const settingsCatalogue = {
  region: setting("AWS Region of all stacks. One environment lives in one Region.", regionName, "us-east-1", {
    alsoFrom: ["AWS_REGION", "AWS_DEFAULT_REGION"],
    otherwise: "the AWS CLI would look in one Region, and Terraform deploy to the other.",
  }),
  unlistedRegions: setting(
    "Regions that AWS has opened since this release: `region` and `stateBucketRegion` may be one of them too.",
    list(regionName),
    [],
    { source: "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html" },
  ),
  project: setting(
    "First part of every name.",
    // The name of a security group must not begin with "sg-".
    text(
      /^(?!sg(-|$))[a-z][a-z0-9-]{0,10}[a-z0-9]$/,
      "2 to 12 lower-case letters, digits and hyphens, beginning with a letter and not `sg` or `sg-`",
    ),
    "mqesm",
  ),
  environment: setting(
    "Second part of every name and of the state's place: two deployments side by side, in two Regions for example, need two.",
    text(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/, "2 to 10 lower-case letters, digits and hyphens, beginning with a letter"),
    "dev",
  ),
  tags: setting("Tags on everything that can carry them.", tags(), {}),

  brokerEngineVersion: setting("RabbitMQ series of the broker.", oneOf(...engineVersions), "4.2", {
    source: `${guide}/rabbitmq-version-management.html`,
  }),
  brokerInstanceType: setting(
    "Broker size. `mq.m7g.medium` is for trying out; AWS recommends `mq.m7g.large` and more for production.",
    text(
      /^mq\.(m5|m7g)\.(medium|\d*x?large)$/,
      "an instance type such as `mq.m7g.large` (family m5 or m7g; Amazon MQ creates no RabbitMQ broker on mq.t3.micro)",
    ),
    "mq.m7g.medium",
    { source: `${guide}/rmq-broker-instance-types.html` },
  ),
  brokerDeploymentMode: setting(
    "One node in one zone, or three nodes over several. Changing it replaces the broker and its messages.",
    oneOf("SINGLE_INSTANCE", "CLUSTER_MULTI_AZ"),
    "SINGLE_INSTANCE",
    { source: `${guide}/rabbitmq-broker-architecture.html` },
  ),
  protectBroker: setting(
    "Whether Terraform refuses every plan that would destroy the broker, or replace it, and with it all messages.",
    flag(),
    false,
    { source: "https://developer.hashicorp.com/terraform/language/block/resource#prevent_destroy" },
  ),
  brokerApplyImmediately: setting(
    "Whether a change of version, type, configuration or logs reboots the broker at once. Otherwise it waits for the maintenance window, and until then each plan shows it again.",
    flag(),
    false,
    { source: `${guide}/amazon-mq-rebooting-broker.html` },
  ),
  brokerMaintenanceWindow: optional(
    "When the weekly maintenance window begins. Unset: Amazon MQ picks.",
    weeklyTime(),
    {
      source: `${guide}/maintaining-brokers.html`,
    },
  ),
  brokerConfiguration: optional(
    "RabbitMQ's configuration, as far as Amazon MQ lets it be changed: `heartbeat`, `consumer_timeout`, limits and a few more. Unset: Amazon MQ's own, or what it was before.",
    rabbitMqConfiguration(),
    { source: `${guide}/configurable-values.html` },
  ),
  brokerGeneralLogs: setting(
    "Whether RabbitMQ's logs go to CloudWatch, into log groups that Amazon MQ makes.",
    flag(),
    true,
    { source: `${guide}/security-logging-monitoring-rabbitmq.html` },
  ),
  queue: setting(
    "Queue that feeds the listener. Another name declares another queue; the old one and its messages stay.",
    // 1-255 bytes in RabbitMQ; the dead-letter queue's name is 12 longer. "amq." is RabbitMQ's own.
    text(
      /^(?!amq\.|\.{1,2}$)[A-Za-z0-9_.:-]{1,200}$/,
      "1 to 200 letters, digits and `_.:-`, not beginning with `amq.`, not `.` or `..`",
    ),
    "messages",
    { ...own, source: "https://www.rabbitmq.com/docs/queues#names" },
  ),
  virtualHost: setting("RabbitMQ virtual host of the queue.", virtualHostName, "/", {
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_SourceAccessConfiguration.html",
  }),
  deliveryLimit: setting(
    "Deliveries of a message that fails before RabbitMQ moves it to the dead-letter queue.",
    integer(1, 1000),
    20,
    { ...inherited, source: "https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling" },
  ),

  exchange: optional(
    "Exchange that the queue is bound to, beside the default exchange, which reaches every queue by its name. It is declared where there is none; publishers may share it. Another name leaves the old exchange and binding as they are.",
    text(/^(?!.*[$%]\{)[A-Za-z0-9_.:-]{1,200}$/, "1 to 200 letters, digits and `_.:-`"),
    { ...own, source: "https://www.rabbitmq.com/docs/exchanges" },
  ),
  exchangeType: setting("How that exchange routes.", oneOf("topic", "direct", "fanout"), "topic", {
    ...own,
    source: "https://www.rabbitmq.com/docs/exchanges#types",
  }),
  routingKeys: setting(
    "Routing keys that bind the queue to the exchange: these and no others.",
    list(text(/^(?!.*[$%]\{)[^,]{1,200}$/, "1 to 200 characters without `,`, `${` and `%{`, such as `order.*`")),
    [],
    { ...own, source: "https://www.rabbitmq.com/tutorials/tutorial-five-javascript" },
  ),

  mappingBatchSize: setting("Messages in one batch at the most.", integer(1, 10_000), 100, {
    ...inherited,
    source: `${lambdaGuide}/services-mq-params.html`,
  }),
  mappingBatchingWindowSeconds: optional(
    "How long to gather a batch, in seconds. Unset is AWS's 500 ms, to which only a new mapping returns.",
    integer(0, 300),
    { ...inherited, source: `${lambdaGuide}/services-mq-params.html` },
  ),
  mappingEnabled: setting("Whether the mapping polls.", flag(), true, own),
  mappingFilters: setting(
    "Which messages reach the listener: those that match one of the patterns. **Lambda acknowledges all others, and they are lost**: neither the listener nor the dead-letter queue gets them.",
    messageFilters(),
    [],
    { ...own, source: `${lambdaGuide}/with-mq-filtering.html` },
  ),
  mappingUserConfigure: optional("What the mapping's RabbitMQ user may configure, beyond nothing.", regularExpression, {
    ...inherited,
    source: "https://www.rabbitmq.com/docs/access-control#authorisation",
  }),
  mappingUserWrite: optional("What the mapping's RabbitMQ user may write to, beyond nothing.", regularExpression, {
    ...inherited,
    source: "https://www.rabbitmq.com/docs/access-control#authorisation",
  }),
  mappingUserRead: optional("What the mapping's RabbitMQ user may read, beyond its queue.", regularExpression, {
    ...inherited,
    source: "https://www.rabbitmq.com/docs/access-control#authorisation",
  }),

  listenerTimeoutSeconds: setting(
    "Timeout of the listener. AWS allows 14 minutes behind an Amazon MQ mapping.",
    integer(1, 840),
    60,
    {
      ...inherited,
      source: `${lambdaGuide}/with-mq.html`,
    },
  ),
  listenerMemoryMegabytes: setting("Memory of the listener.", integer(128, 10_240), 256, {
    ...inherited,
    source: `${lambdaGuide}/configuration-memory.html`,
  }),
  listenerLogsBodies: setting("Whether the listener logs message bodies, for debugging.", flag(), false, inherited),
  listenerUndecodableMessages: optional(
    "What becomes of a message that cannot be decoded: it fails its batch, so that the delivery limit decides, or it is set aside: logged, and lost, or your code gets its bytes. Unset: `hand-over` for a content encoding or character set that is not known, `fail` for all else.",
    oneOf("fail", "set-aside", "hand-over"),
    inherited,
  ),
  listenerCode: setting(
    "Folder of `lambda-src` with the listener's code: `listener`, or one that `npm run new:listener` made.",
    text(/^(listener|listeners\/[a-z][a-z0-9-]*)$/, "`listener`, or `listeners/` and the name of a folder"),
    "listener",
    own,
  ),
  listenerEnvironment: setting(
    "Environment variables of the listener, for your code. They are no place for secrets: whoever may look at the function reads them.",
    environmentVariables(),
    {},
    { ...own, source: `${lambdaGuide}/configuration-envvars.html` },
  ),
  listenerPolicyFile: optional(
    "What your code may do in AWS, beyond what every listener may: an IAM policy, which the listener's role gets.",
    text(/^(?!\/|.*\\)[^\n]+\.json$/, "the path of a `.json` file, from the project's folder on"),
    { ...own, source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html" },
  ),
  listeners: setting(
    "Further listeners on the same broker, beside the one that the settings above describe: each with a mapping, a role, a dead-letter queue and a RabbitMQ user of its own. [What an entry may set](#more-queues).",
    listeners(),
    [],
  ),
  logRetentionDays: setting("How long CloudWatch keeps the functions' logs.", integer(1, 3653), 30, {
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
  }),

  alarms: setting(
    "Whether CloudWatch alarms say when nobody consumes a queue, messages pile up or are dead-lettered, a listener fails, or the broker is about to block publishers.",
    flag(),
    false,
    { source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html" },
  ),
  alarmTopicArn: optional(
    "SNS topic that alarms go to. Unset: a topic of the stack's own.",
    text(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/, "the ARN of an SNS topic, not of a FIFO one"),
    { source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html" },
  ),
  alarmBacklogMessages: setting(
    "How many messages may wait in a queue for a quarter of an hour before the alarm.",
    integer(1, 100_000_000),
    1000,
    inherited,
  ),

  vpcCidr: setting("IPv4 range of the own VPC (options 3, 4 and 5).", privateIpv4Range(16, 24), "10.0.0.0/16", {
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
  }),
  availabilityZones: optional(
    "Zones of the own VPC. Unset: looked up once, among those that offer the broker's type and the endpoints.",
    list(text(/^[a-z]{2,4}(-[a-z]+)+-\d[a-z]$/, "a zone such as `eu-west-1a`")),
  ),
  natGateways: setting("Option 3: one NAT gateway for all zones, or one in each.", oneOf("one", "one-per-zone"), "one"),
  existingSubnets: setting(
    "Options 3, 4 and 5: subnets that exist, for broker and functions, instead of a VPC of the stack's own: one for a single instance, two or more in different zones for a cluster. Others make another broker.",
    list(text(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, "the id of a subnet such as `subnet-0a1b2c3d4e5f67890`")),
    [],
    { source: "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture.html" },
  ),
  existingVpc: optional(
    "Options 3, 4 and 5: a VPC that exists, of which `existingSubnetTags` choose the subnets, instead of naming them.",
    text(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, "the id of a VPC such as `vpc-0a1b2c3d4e5f67890`"),
    { source: "https://docs.aws.amazon.com/vpc/latest/userguide/configure-your-vpc.html" },
  ),
  existingSubnetTags: setting(
    "Tags by which subnets of `existingVpc` are chosen: those that have all of them, as many as `existingSubnets` takes. Once the broker is made, a plan that would choose others is refused.",
    tags(),
    {},
    { source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html" },
  ),
  existingEndpoints: setting(
    "Option 2, the others in a network that exists, and `option-6-existing`: interface endpoints with private DNS that the VPC already has. A VPC takes one per service.",
    list(oneOf("sts", "secretsmanager", "lambda")),
    [],
    { source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html" },
  ),

  existingBroker: optional(
    "Amazon MQ for RabbitMQ broker that exists. Where it is set there is the stack `option-6-existing`, which puts listeners on it.",
    text(
      new RegExp(`^(${brokerArn})?${brokerId}$`),
      "the id of a broker such as `b-1234a5b6-78cd-901e-2fgh-3i45j6k17819`, or its ARN",
    ),
    { source: `${guide}/amazon-mq-broker-details.html` },
  ),
  existingBrokerSecret: optional(
    'Secret with that broker\'s administrator: `{"username": ..., "password": ...}`. The topology function reads it; Terraform does not.',
    text(
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$/,
      "the whole ARN of a secret in Secrets Manager, with its six characters at the end",
    ),
    { source: `${guide}/rabbitmq-basic-elements-user.html` },
  ),
  existingBrokerSecretKey: optional(
    "KMS key that this secret is encrypted with. Unset: Secrets Manager's own.",
    keyArn,
    { source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html" },
  ),
  existingBrokerConnectivity: setting(
    "How the mapping gets from that broker's subnets to the AWS APIs: by interface `endpoints`, which the stack makes where `existingEndpoints` does not name them, or by a `nat` gateway that is there. A `public` broker's mapping is in no subnet.",
    oneOf("endpoints", "nat", "public"),
    "endpoints",
    { source: `${lambdaGuide}/process-mq-messages-with-lambda.html` },
  ),
  existingBrokerVirtualHost: optional(
    "Virtual host of the queues on that broker, where `virtualHost` does not count. Unset: one of the stack's own, of its name.",
    virtualHostName,
    { source: "https://www.rabbitmq.com/docs/vhosts" },
  ),

  skipConnectivityCheck: setting(
    "Skips the proof, while synthesizing, that the mapping can reach what it needs. Says so in a warning.",
    flag(),
    false,
  ),

  stateBackend: setting("Where Terraform keeps its state.", oneOf("local", "s3", "cloud"), "local"),
  stateBucket: optional(
    "Bucket of the `s3` backend, and the name that the stack `state-bucket` gives its bucket.",
    bucketName,
    { source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html" },
  ),
  stateBucketRegion: optional("Region of that bucket. Unset: `region`.", regionName),
  stateKmsKeyArn: optional("KMS key that encrypts the state in the bucket. Unset: S3's own encryption.", keyArn),
  stateOrganization: optional(
    "HCP Terraform organization of the `cloud` backend.",
    text(/^[A-Za-z0-9_-]{3,40}$/, "3 to 40 letters, digits, `_` and `-`"),
    { alsoFrom: ["TF_CLOUD_ORGANIZATION"], source: "https://developer.hashicorp.com/terraform/cli/cloud/settings" },
  ),
  stateHostname: setting(
    "Host of HCP Terraform or Terraform Enterprise.",
    text(/^[A-Za-z0-9.-]+(:\d+)?$/, "a host name"),
    "app.terraform.io",
    { alsoFrom: ["TF_CLOUD_HOSTNAME"], source: "https://developer.hashicorp.com/terraform/cli/cloud/settings" },
  ),
  stateProject: optional(
    "HCP Terraform project of the workspaces.",
    text(/^[A-Za-z0-9 _-]{3,40}$/, "3 to 40 letters, digits, spaces, `_` and `-`"),
    { alsoFrom: ["TF_CLOUD_PROJECT"], source: "https://developer.hashicorp.com/terraform/cli/cloud/settings" },
  ),
  hcpOidcProvider: optional(
    "Whether the stack `hcp-access` makes the account's identity provider for HCP Terraform, or finds it. An account takes one. Where it is set there is that stack: roles for the runs of each workspace.",
    oneOf("new", "existing"),
    { source: "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials" },
  ),
  runTask: setting(
    "Whether there is the stack `run-task`: a service that judges plans in the run's page of HCP Terraform or Terraform Enterprise, on `stateHostname`.",
    flag(),
    false,
    { source: "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/run-tasks" },
  ),
  runTaskUnknown: setting(
    "What that service says of a run in which nothing fails and something cannot be decided.",
    oneOf("fail", "pass"),
    "fail",
  ),
  runTaskAssume: setting(
    "Facts that it asserts, as `mqesm check --assume` does.",
    list(
      text(/^(?!.*[$%]\{)[^\s,]{1,300}$/, "a fact such as `data.aws_vpc.default:dns-support`, without `${` and `%{`"),
    ),
    [],
  ),

  githubRepository: optional(
    "Repository whose workflows plan and deploy, as GitHub spells it. Where it is set there is the stack `pipeline-access`.",
    text(/^[A-Za-z0-9](-?[A-Za-z0-9])*\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/, "OWNER/REPOSITORY"),
    { source: githubOidc },
  ),
  githubRepositoryIds: optional(
    "Ids of the repository's owner and of itself. Newer repositories say who they are by these, and another one of the same name gets no access.",
    text(/^[1-9]\d{0,17}\/[1-9]\d{0,17}$/, "OWNER_ID/REPOSITORY_ID"),
    { source: githubOidc },
  ),
  githubBranch: setting(
    "Default branch of the repository: what is merged there is deployed, and nothing else.",
    text(
      /^(?![/.])(?!.*(\.\.|\/\/|@\{))[A-Za-z0-9._/@-]{1,200}(?<![/.])$/,
      "the name of a branch, of letters, digits and `._/@-`",
    ),
    "main",
  ),
  githubEnvironment: setting(
    "Environment of the repository that jobs which apply belong to, where GitHub asks for approval.",
    text(
      /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,254}$/,
      "1 to 255 letters, digits, spaces and `._-`, beginning with a letter or digit",
    ),
    "production",
    { source: "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments" },
  ),
  githubOidcProvider: setting(
    "Whether the stack `pipeline-access` makes the account's identity provider for GitHub, or finds it. An account takes one.",
    oneOf("new", "existing"),
    "new",
    { source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html" },
  ),
  planBucket: optional(
    "Name of the bucket for plans that wait for approval. Unset: a name of project, environment and account.",
    bucketName,
  ),
  planRetentionDays: setting(
    "How long a plan can wait there, in days. GitHub waits for an approval for 30.",
    integer(1, 90),
    30,
  ),
  pipelineStacks: setting(
    "Stacks that the workflows plan, deploy and watch. Empty: the options, where something they are made of has changed.",
    list(text(/^[a-z0-9]+(-[a-z0-9]+)*$/, "the id of an option such as `option-4-isolated`")),
    [],
  ),
} as const;

export type SettingKey = keyof typeof settingsCatalogue;

/** The settings, validated: what every stack is made from. */
export type Settings = {
  readonly [Key in SettingKey]: (typeof settingsCatalogue)[Key] extends Setting<infer T> ? T : never;
};

/** Prefix of every variable of this project. */
export const variablePrefix = "MQESM_";

/** The environment variable that sets a key: `brokerInstanceType` -> `MQESM_BROKER_INSTANCE_TYPE`. */
export function variableOf(key: string): string {
  return variablePrefix + key.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase();
}

import { keysOfOneSpelling, tagsOf } from "../tags";
import { instanceFamilies, type Settings, variableOf } from "./catalogue";
import { existingBrokerRelations } from "./existing-broker-relations";
import { listenerRelations } from "./listener-relations";
import { unfitFilters } from "./message-filters";
import { misconfigured } from "./rabbitmq-configuration";
import { regions } from "./regions";
import type { Relation } from "./relation";
import { misspelled } from "./spelling";

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** A role's own policies have 10,240 characters at most, and each statement names project and environment. */
const namesWithAlarms = 14;

export const relations: readonly Relation[] = [
  regionExists("region"),
  regionExists("stateBucketRegion"),
  {
    keys: ["tags"],
    broken: (settings) => alikeTags(settings).length > 0,
    message: (settings) =>
      `tags is ${JSON.stringify(settings.tags)}: with the tags that everything has, it makes ${alikeTags(settings).join(", and ")}, and a role takes one of keys that differ only in case. ` +
      "Spell each key in one way. See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html",
  },
  {
    keys: ["brokerEngineVersion", "brokerInstanceType"],
    broken: ({ brokerEngineVersion, brokerInstanceType }) =>
      !instanceFamilies[brokerEngineVersion].some((family) => brokerInstanceType.startsWith(`${family}.`)),
    message: ({ brokerEngineVersion, brokerInstanceType }) =>
      `brokerInstanceType is "${brokerInstanceType}": RabbitMQ ${brokerEngineVersion} runs on ${instanceFamilies[brokerEngineVersion].join(" and ")} only. ` +
      "Choose a type of such a family. See https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rmq-broker-instance-types.html",
  },
  {
    keys: ["brokerConfiguration", "brokerEngineVersion"],
    broken: (settings) => misconfiguredBy(settings).length > 0,
    message: (settings) =>
      `brokerConfiguration is not what Amazon MQ takes: ${misconfiguredBy(settings).join("; ")}. Correct or remove what is wrong. ` +
      "See https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/configurable-values.html",
  },
  {
    keys: ["brokerConfiguration", "listenerTimeoutSeconds"],
    broken: ({ brokerConfiguration, listenerTimeoutSeconds }) => {
      const timeout = Number(brokerConfiguration?.consumer_timeout ?? 0);
      return timeout > 0 && timeout <= listenerTimeoutSeconds * 1000;
    },
    message: ({ brokerConfiguration, listenerTimeoutSeconds }) =>
      `brokerConfiguration sets consumer_timeout to ${brokerConfiguration?.consumer_timeout} milliseconds: RabbitMQ would take messages back while the listener still has them, for listenerTimeoutSeconds is ${listenerTimeoutSeconds}. ` +
      `Set it to more than ${listenerTimeoutSeconds * 1000}. See https://www.rabbitmq.com/docs/consumers#acknowledgement-timeout`,
  },
  {
    keys: ["mappingFilters"],
    broken: ({ mappingFilters }) => unfitFilters(mappingFilters).length > 0,
    message: ({ mappingFilters }) =>
      `mappingFilters is not what a mapping on Amazon MQ takes: ${unfitFilters(mappingFilters).join("; ")}. Correct it: a message that matches no filter is lost. ` +
      "See https://docs.aws.amazon.com/lambda/latest/dg/with-mq-filtering.html",
  },
  ...listenerRelations,
  {
    keys: ["alarms", "alarmTopicArn"],
    broken: ({ alarms, alarmTopicArn }) => !alarms && alarmTopicArn !== undefined,
    message: ({ alarmTopicArn }) =>
      `alarmTopicArn is "${alarmTopicArn}", and there are no alarms that would go there. Set alarms (${variableOf("alarms")}) to true, or leave it unset.`,
  },
  {
    keys: ["alarms", "githubRepository", "project", "environment"],
    broken: ({ alarms, githubRepository, project, environment }) =>
      alarms && githubRepository !== undefined && project.length + environment.length > namesWithAlarms,
    message: ({ project, environment }) =>
      `project is "${project}" and environment is "${environment}": with alarms, what a workflow's role may do fits into its policies where both have ${namesWithAlarms} characters together at most. ` +
      "Shorten one, or do without alarms. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  },
  {
    keys: ["alarmTopicArn", "region"],
    broken: ({ alarmTopicArn, region }) => alarmTopicArn !== undefined && alarmTopicArn.split(":")[3] !== region,
    message: ({ alarmTopicArn, region }) =>
      `alarmTopicArn is "${alarmTopicArn}": alarms reach topics of their own Region only, and that is "${region}". ` +
      "Name a topic there. See https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
  },
  {
    keys: ["brokerDeploymentMode", "availabilityZones"],
    broken: ({ brokerDeploymentMode, availabilityZones }) =>
      brokerDeploymentMode === "CLUSTER_MULTI_AZ" && availabilityZones !== undefined && availabilityZones.length < 2,
    message: ({ availabilityZones }) =>
      `availabilityZones is ${JSON.stringify(availabilityZones)}: a CLUSTER_MULTI_AZ broker needs subnets in at least two zones. ` +
      "Name two or three, or leave it unset. See https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture.html",
  },
  {
    keys: ["brokerDeploymentMode", "existingSubnets"],
    broken: ({ brokerDeploymentMode, existingSubnets: { length } }) =>
      length > 0 && (brokerDeploymentMode === "SINGLE_INSTANCE" ? length !== 1 : length < 2),
    message: ({ brokerDeploymentMode, existingSubnets }) =>
      `existingSubnets is ${JSON.stringify(existingSubnets)}: a ${brokerDeploymentMode} broker takes ${brokerDeploymentMode === "SINGLE_INSTANCE" ? "exactly one" : "two or more, in different zones"}. ` +
      "Name as many, or set brokerDeploymentMode. See https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture.html",
  },
  {
    keys: ["existingSubnets", "existingVpc", "availabilityZones"],
    broken: ({ existingSubnets, existingVpc, availabilityZones }) =>
      (existingSubnets.length > 0 || existingVpc !== undefined) && availabilityZones !== undefined,
    message: ({ availabilityZones, existingVpc }) =>
      `availabilityZones is ${JSON.stringify(availabilityZones)}, and ${existingVpc === undefined ? "existingSubnets" : "the subnets of existingVpc"} are in zones already. Leave one of them unset.`,
  },
  {
    keys: ["existingVpc", "existingSubnets"],
    broken: ({ existingVpc, existingSubnets }) => existingVpc !== undefined && existingSubnets.length > 0,
    message: ({ existingVpc, existingSubnets }) =>
      `existingVpc is "${existingVpc}" and existingSubnets is ${JSON.stringify(existingSubnets)}: either names the subnets. Leave one of them unset.`,
  },
  {
    keys: ["existingVpc", "existingSubnetTags"],
    broken: ({ existingVpc, existingSubnetTags }) =>
      (existingVpc === undefined) !== (Object.keys(existingSubnetTags).length === 0),
    message: ({ existingVpc, existingSubnetTags }) =>
      existingVpc === undefined
        ? `existingSubnetTags is ${JSON.stringify(existingSubnetTags)}: tags choose subnets of a VPC, and existingVpc is unset. Set existingVpc (${variableOf("existingVpc")}), or leave both unset.`
        : `existingVpc is "${existingVpc}": which of its subnets the broker is placed in, tags say. Set existingSubnetTags (${variableOf("existingSubnetTags")}) to tags that they have, or name them in existingSubnets instead.`,
  },
  {
    keys: ["availabilityZones", "region"],
    broken: ({ availabilityZones, region }) => availabilityZones?.some((zone) => zone.slice(0, -1) !== region) ?? false,
    message: ({ availabilityZones, region }) =>
      `availabilityZones is ${JSON.stringify(availabilityZones)}: each zone must be one of the Region "${region}". ` +
      `Name zones such as ${region}a, or set region (${variableOf("region")}).`,
  },
  {
    keys: ["availabilityZones"],
    broken: ({ availabilityZones }) =>
      availabilityZones !== undefined && (availabilityZones.length === 0 || availabilityZones.length > 3),
    message: ({ availabilityZones }) =>
      `availabilityZones is ${JSON.stringify(availabilityZones)}: one to three zones are used. Name up to three, or leave it unset.`,
  },
  ...existingBrokerRelations,
  {
    keys: ["logRetentionDays"],
    broken: ({ logRetentionDays }) => !retentionDays.includes(logRetentionDays),
    message: ({ logRetentionDays }) =>
      `logRetentionDays is ${logRetentionDays}: CloudWatch Logs knows only ${retentionDays.join(", ")}. Choose one of them. ` +
      "See https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
  },
  {
    keys: ["stateBackend", "stateBucket"],
    broken: ({ stateBackend, stateBucket }) => stateBackend === "s3" && stateBucket === undefined,
    message: () =>
      `stateBackend is "s3": it needs a bucket. Set stateBucket (${variableOf("stateBucket")}); the stack state-bucket creates one. ` +
      "See https://developer.hashicorp.com/terraform/language/backend/s3",
  },
  {
    keys: ["stateBackend", "stateOrganization"],
    broken: ({ stateBackend, stateOrganization }) => stateBackend === "cloud" && stateOrganization === undefined,
    message: () =>
      `stateBackend is "cloud": it needs an organization. Set stateOrganization (${variableOf("stateOrganization")}, or TF_CLOUD_ORGANIZATION). ` +
      "See https://developer.hashicorp.com/terraform/cli/cloud/settings",
  },
  {
    keys: ["hcpOidcProvider", "stateBackend"],
    broken: ({ hcpOidcProvider, stateBackend }) => hcpOidcProvider !== undefined && stateBackend !== "cloud",
    message: ({ hcpOidcProvider, stateBackend }) =>
      `hcpOidcProvider is "${hcpOidcProvider}", and stateBackend is "${stateBackend}": the roles are for the runs of HCP Terraform's workspaces, which the backend "cloud" names. ` +
      `Set stateBackend (${variableOf("stateBackend")}) to cloud, or leave hcpOidcProvider unset.`,
  },
  {
    keys: ["hcpOidcProvider", "stateHostname"],
    broken: ({ hcpOidcProvider, stateHostname }) => hcpOidcProvider !== undefined && stateHostname.includes(":"),
    message: ({ stateHostname }) =>
      `stateHostname is "${stateHostname}": AWS takes no identity provider with a port. Give Terraform Enterprise a host name that answers on port 443, or leave hcpOidcProvider unset. ` +
      "See https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html",
  },
];

function regionExists(key: "region" | "stateBucketRegion"): Relation {
  return {
    keys: [key, "unlistedRegions"],
    broken: ({ [key]: region, unlistedRegions }) =>
      region !== undefined && !regions.includes(region) && !unlistedRegions.includes(region),
    message: ({ [key]: region = "" }) => {
      const meant = misspelled(region, regions).slice(0, 3);
      return (
        `${key} is "${region}": AWS has no such Region. ${meant.length > 0 ? `Perhaps ${meant.join(", ")} is meant` : "Correct it"}; ` +
        `if AWS has opened it since this release, name it in unlistedRegions (${variableOf("unlistedRegions")}) too. ` +
        "See https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html"
      );
    },
  };
}

function misconfiguredBy({ brokerConfiguration = {}, brokerEngineVersion }: Settings): string[] {
  return misconfigured(brokerConfiguration, brokerEngineVersion);
}

function alikeTags(settings: Settings): string[] {
  return keysOfOneSpelling(tagsOf(settings, "")).map((keys) => keys.join(" and "));
}

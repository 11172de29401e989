import type { EmulatedAnswer } from "./http-emulator";

/** The account that {@link answer} shows: one Region, three zones, a default VPC as AWS makes it. */
export const account = {
  id: "111122223333",
  region: "us-east-1",
  zones: [
    { name: "us-east-1a", id: "use1-az1" },
    { name: "us-east-1b", id: "use1-az2" },
    { name: "us-east-1c", id: "use1-az4" },
  ],
  defaultVpc: {
    id: "vpc-0de0000000000000f",
    cidr: "172.31.0.0/16",
    mainRouteTableId: "rtb-0de0000000000000f",
    defaultGroupId: "sg-0de0000000000000f",
    defaultAclId: "acl-0de0000000000000f",
    subnetIds: ["subnet-0de0000000000000a", "subnet-0de0000000000000b", "subnet-0de0000000000000c"],
  },
} as const;

/** One call of an AWS API. */
export interface Call {
  /** Such as `DescribeVpcs`, `secretsmanager.GetRandomPassword` or `GET /v1/broker-instance-options`. */
  readonly action: string;
  readonly parameters: URLSearchParams;
}

export type Answer = EmulatedAnswer;

const { id: accountId, defaultVpc: vpc, zones } = account;

/** The rules of the default group, as AWS makes it: everything in from itself, everything out. */
const defaultRules = {
  "sgr-0de0000000000000a": `<isEgress>false</isEgress><referencedGroupInfo><groupId>${vpc.defaultGroupId}</groupId><userId>${accountId}</userId></referencedGroupInfo>`,
  "sgr-0de0000000000000b": "<isEgress>true</isEgress><cidrIpv4>0.0.0.0/0</cidrIpv4>",
};

/** Bodies of the answers in XML, without the element around them. */
const xmlBodies: Readonly<Record<string, (parameters: URLSearchParams) => string>> = {
  GetCallerIdentity: () =>
    `<GetCallerIdentityResult><Arn>arn:aws:iam::${accountId}:user/test</Arn><UserId>test</UserId><Account>${accountId}</Account></GetCallerIdentityResult>`,
  DescribeAvailabilityZones: () =>
    set(
      "availabilityZoneInfo",
      zones.map(
        ({ name, id }) =>
          `<zoneName>${name}</zoneName><zoneId>${id}</zoneId><zoneState>available</zoneState><regionName>${account.region}</regionName><groupName>${account.region}</groupName><optInStatus>opt-in-not-required</optInStatus><zoneType>availability-zone</zoneType>`,
      ),
    ),
  DescribeVpcEndpointServices: (parameters) => {
    const name = [parameters.get("ServiceName.1") ?? "", ...filterValues(parameters, "service-name")].find((value) =>
      value.startsWith(`com.amazonaws.${account.region}.`),
    );
    if (name === undefined) return set("serviceDetailSet", []);
    return set("serviceDetailSet", [
      `<serviceName>${name}</serviceName><serviceId>vpce-svc-${name.length}</serviceId><owner>amazon</owner><acceptanceRequired>false</acceptanceRequired><vpcEndpointPolicySupported>true</vpcEndpointPolicySupported><serviceType><item><serviceType>Interface</serviceType></item></serviceType><privateDnsName>${name.split(".").at(-1)}.${account.region}.amazonaws.com</privateDnsName>${set(
        "availabilityZoneSet",
        zones.map(({ name }) => name),
      )}${set("baseEndpointDnsNameSet", [`${name}.vpce.amazonaws.com`])}`,
    ]);
  },
  DescribeVpcs: () =>
    set("vpcSet", [
      `<vpcId>${vpc.id}</vpcId><ownerId>${accountId}</ownerId><state>available</state><cidrBlock>${vpc.cidr}</cidrBlock><isDefault>true</isDefault><instanceTenancy>default</instanceTenancy><dhcpOptionsId>dopt-0de0000000000000f</dhcpOptionsId>${set("cidrBlockAssociationSet", [`<cidrBlock>${vpc.cidr}</cidrBlock><associationId>vpc-cidr-assoc-0de0000000000000f</associationId><cidrBlockState><state>associated</state></cidrBlockState>`])}`,
    ]),
  DescribeVpcAttribute: (parameters) => {
    const attribute = parameters.get("Attribute") ?? "";
    const on = attribute === "enableDnsSupport" || attribute === "enableDnsHostnames";
    return `<vpcId>${vpc.id}</vpcId><${attribute}><value>${on}</value></${attribute}>`;
  },
  DescribeRouteTables: () =>
    set("routeTableSet", [
      `<routeTableId>${vpc.mainRouteTableId}</routeTableId><vpcId>${vpc.id}</vpcId><ownerId>${accountId}</ownerId>${set("associationSet", [`<routeTableAssociationId>rtbassoc-0de0000000000000f</routeTableAssociationId><routeTableId>${vpc.mainRouteTableId}</routeTableId><main>true</main>`])}`,
    ]),
  DescribeSecurityGroups: () =>
    set("securityGroupInfo", [
      `<groupId>${vpc.defaultGroupId}</groupId><groupName>default</groupName><groupDescription>default VPC security group</groupDescription><ownerId>${accountId}</ownerId><vpcId>${vpc.id}</vpcId>`,
    ]),
  DescribeSecurityGroupRules: (parameters) => {
    const wanted = parameters.get("SecurityGroupRuleId.1");
    const rules = Object.entries(defaultRules).filter(([id]) => wanted === null || wanted === id);
    return set(
      "securityGroupRuleSet",
      rules.map(
        ([id, rule]) =>
          `<securityGroupRuleId>${id}</securityGroupRuleId><groupId>${vpc.defaultGroupId}</groupId><groupOwnerId>${accountId}</groupOwnerId><ipProtocol>-1</ipProtocol><fromPort>-1</fromPort><toPort>-1</toPort>${rule}`,
      ),
    );
  },
};

const jsonBodies: Readonly<Record<string, (parameters: URLSearchParams) => unknown>> = {
  "secretsmanager.GetRandomPassword": () => ({ RandomPassword: "correcthorsebatterystaple0123456" }),
  "GET /v1/broker-instance-options": (parameters) => ({
    brokerInstanceOptions: [
      {
        engineType: parameters.get("engineType"),
        hostInstanceType: parameters.get("hostInstanceType"),
        storageType: "EBS",
        supportedDeploymentModes: ["SINGLE_INSTANCE", "CLUSTER_MULTI_AZ"],
        supportedEngineVersions: ["3.13", "4.2"],
        availabilityZones: zones.map(({ name }) => ({ name })),
      },
    ],
  }),
};

/** What AWS answers to a call; undefined where the options' data sources do not ask. */
export function answer({ action, parameters }: Call): Answer | undefined {
  const xml = xmlBodies[action];
  if (xml !== undefined) {
    const body = `<${action}Response><requestId>test</requestId>${xml(parameters)}</${action}Response>`;
    return { status: 200, headers: { "content-type": "text/xml" }, body };
  }
  const json = jsonBodies[action];
  return json === undefined
    ? undefined
    : { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(json(parameters)) };
}

function set(name: string, items: readonly string[]): string {
  return `<${name}>${items.map((item) => `<item>${item}</item>`).join("")}</${name}>`;
}

/** The values of a filter: `Filter.2.Name=service-name`, `Filter.2.Value.1=...`. */
function filterValues(parameters: URLSearchParams, name: string): readonly string[] {
  const [key] =
    [...parameters].find(([parameter, value]) => /^Filter\.\d+\.Name$/.test(parameter) && value === name) ?? [];
  const prefix = key?.replace(/Name$/, "Value.") ?? " ";
  return [...parameters].filter(([parameter]) => parameter.startsWith(prefix)).map(([, value]) => value);
}

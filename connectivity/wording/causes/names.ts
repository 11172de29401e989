import type { NameCauses } from "../../causes/names";
import { callOf } from "../calls";
import { clausesOf, sentenceOf } from "../clauses";
import { agree, enumerate } from "../lists";
import { askedName, nameOf, servicesOf } from "../parties";
import type { CauseEntries } from "./entry";

const DNS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html";
const ENDPOINTS = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html";
const CREATE_ENDPOINT = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html";
const ZONES = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html";

/** Reasons about names and endpoints. */
export const nameCauses: CauseEntries<NameCauses> = {
  "dns-support-off": {
    title: "DNS is off in the VPC",
    meaning: "Without enable_dns_support no name resolves, neither the broker's nor the services'.",
    example: 'resource "aws_vpc" "main" {\n  enable_dns_support = false\n}',
    source: DNS,
    words: ({ vpc }) => ({
      explanation: `enable_dns_support of ${nameOf(vpc)} is off, so no name resolves: neither the broker's nor the services'.`,
      remedy: `Set enable_dns_support of ${nameOf(vpc)} to true.`,
    }),
  },
  "dns-hostnames-off": {
    title: "Private DNS does not work in the VPC",
    meaning: "Private DNS of endpoints needs enable_dns_hostnames, which is off unless set.",
    example: 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16" # and no enable_dns_hostnames\n}',
    source: DNS,
    words: ({ vpc }) => ({
      explanation: `enable_dns_hostnames of ${nameOf(vpc)} is off, so private DNS does not work: the services' names mean public addresses.`,
      remedy: `Set enable_dns_hostnames of ${nameOf(vpc)} to true.`,
    }),
  },
  "broker-name": {
    title: "Whether the broker's name resolves is not known",
    meaning:
      "AWS asks for both DNS attributes where a private broker is used, and does not say what happens without. A private hosted zone above the broker's name answers in AWS's place.",
    example: "enable_dns_hostnames = false",
    source: "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/getting-started-rabbitmq.html",
    words: (facts, missing) =>
      facts.open === "zone"
        ? {
            explanation: sentenceOf(missing),
            remedy: `Give ${facts.zone} the name of the service that it is for, so that it answers for nothing else.`,
          }
        : {
            explanation: `${clausesOf(missing)}: without, whether the broker's name resolves is not known.`,
            remedy: `Set enable_dns_hostnames of ${nameOf(facts.vpc)} to true.`,
          },
  },
  "dns-unknown": {
    title: "The VPC's DNS attributes are not known",
    meaning: "The VPC is not in the input, or its attributes are known after apply only.",
    example: 'vpc_id = "vpc-0123456789abcdef0"',
    source: DNS,
    words: ({ vpc, isLookedUp }, missing) => ({
      explanation: sentenceOf(missing),
      remedy: isLookedUp
        ? `Give a plan or a state in which ${nameOf(vpc)} is read.`
        : "Add the input that shows the VPC.",
    }),
  },
  "dns-resolvers-hidden": {
    title: "Other resolvers answer in the VPC",
    meaning: "DHCP options or resolver rules send the names to resolvers whose answers no plan shows.",
    example: 'resource "aws_vpc_dhcp_options" "main" {\n  domain_name_servers = ["10.0.0.53"]\n}',
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html",
    words: (facts, missing) => ({
      explanation: sentenceOf(missing),
      remedy: facts.by === "rule" ? `Leave ${askedName(facts.asked)} out of ${facts.rule}.` : "Use AmazonProvidedDNS.",
    }),
  },
  "endpoint-private-dns-off": {
    title: "The endpoint has no private DNS",
    meaning: "The pollers call the services by their regional names, which lead to an endpoint with private DNS only.",
    example: 'resource "aws_vpc_endpoint" "sts" {\n  private_dns_enabled = false\n}',
    source: ENDPOINTS,
    words: ({ endpoints, services }) => ({
      explanation: `${enumerate(endpoints)} ${agree(endpoints, "has", "have")} no private DNS, so the name of ${servicesOf(services)} means public addresses and not ${agree(endpoints, "this endpoint", "these endpoints")}.`,
      remedy: `Set private_dns_enabled of ${enumerate(endpoints)} to true.`,
    }),
  },
  "endpoint-destroyed": {
    title: "The plan destroys the endpoint",
    meaning: "The service was reached through an endpoint that will be gone.",
    example: "# aws_vpc_endpoint.sts will be destroyed",
    source: ENDPOINTS,
    words: ({ endpoints, services, vpc }) => ({
      explanation: `The plan destroys ${enumerate(endpoints)}, the ${agree(endpoints, "endpoint", "endpoints")} for ${servicesOf(services)} in ${nameOf(vpc)}.`,
      remedy: `Keep ${enumerate(endpoints)}.`,
      step: `Keep ${enumerate(endpoints)}`,
    }),
  },
  "endpoint-not-interface": {
    title: "The endpoint is not an interface endpoint",
    meaning:
      "STS, Secrets Manager and Lambda have interface endpoints only, and vpc_endpoint_type is Gateway unless set.",
    example:
      'resource "aws_vpc_endpoint" "sts" {\n  service_name = "com.amazonaws.eu-west-1.sts" # and no vpc_endpoint_type\n}',
    source: CREATE_ENDPOINT,
    words: ({ endpoints, services }) => ({
      explanation: `${enumerate(endpoints)} for ${servicesOf(services)} ${agree(endpoints, "is not an interface endpoint", "are not interface endpoints")} (vpc_endpoint_type is Gateway unless set).`,
      remedy: `Set vpc_endpoint_type of ${enumerate(endpoints)} to Interface.`,
    }),
  },
  "endpoint-service-name": {
    title: "The endpoint is for another Region or a name that does not exist",
    meaning: "An endpoint answers for the service of its own Region; in China the prefix depends on the service.",
    example: 'service_name = "com.amazonaws.us-east-1.sts" # in eu-west-1',
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
    words: (facts) => {
      const { endpoint, spelled } = facts;
      const title = servicesOf(facts.services);
      return facts.why === "fips"
        ? {
            explanation: `${endpoint} is for ${spelled}, whose name is not the one by which the pollers call ${title}.`,
            remedy: `Create an endpoint for ${title} itself, or make ${endpoint} one.`,
          }
        : {
            explanation: `${endpoint} is for ${spelled}, which is not ${title} of ${facts.region}.`,
            remedy: "Use the name of the service in the VPC's Region.",
          };
    },
  },
  "endpoint-in-another-vpc": {
    title: "The endpoint is in another VPC",
    meaning: "Its private DNS is for its own VPC only; elsewhere it needs a private hosted zone and routes.",
    example: "vpc_id = aws_vpc.shared.id",
    source: ENDPOINTS,
    words: ({ endpoints, services, own, vpc }) => ({
      explanation: `${enumerate(endpoints)} for ${servicesOf(services)} ${agree(endpoints, "is", "are")} in ${nameOf(own)}, not in ${nameOf(vpc)}.`,
      remedy: `Create ${agree(services, "an endpoint", "endpoints")} for ${servicesOf(services)} in ${nameOf(vpc)}.`,
    }),
  },
  "endpoint-without-subnets": {
    title: "The endpoint has no subnets",
    meaning: "An interface endpoint has an address in each of its subnets, and none without.",
    example: 'resource "aws_vpc_endpoint" "sts" {\n  vpc_endpoint_type = "Interface" # and no subnet_ids\n}',
    source: CREATE_ENDPOINT,
    words: ({ endpoints }) => ({
      explanation: `${enumerate(endpoints)} ${agree(endpoints, "has no subnets, so it has", "have no subnets, so they have")} no addresses.`,
      remedy: `Give ${enumerate(endpoints)} subnet_ids.`,
    }),
  },
  "endpoint-ipv6-only": {
    title: "The endpoint has IPv6 addresses only",
    meaning: "The mapping's interfaces use IPv4.",
    example: 'ip_address_type = "ipv6"',
    source: CREATE_ENDPOINT,
    words: ({ endpoints }) => ({
      explanation: `${enumerate(endpoints)} ${agree(endpoints, "has", "have")} IPv6 addresses only, and the mapping's interfaces speak IPv4.`,
      remedy: `Set ip_address_type of ${enumerate(endpoints)} to ipv4 or dualstack, and leave IPv4 in its DNS records.`,
    }),
  },
  "endpoint-policy": {
    title: "The endpoint's policy denies the mapping's call",
    meaning:
      "STS and Lambda are called by lambda.amazonaws.com, Secrets Manager by the function's role. Policies for one's own account or organization leave the service principal out.",
    example: 'principals {\n  type        = "AWS"\n  identifiers = ["arn:aws:iam::123456789012:root"]\n}',
    source: "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
    words: ({ endpoint, services, origin, isDenied, excluded }) => {
      const call = callOf(services);
      const where = origin === null ? "" : ` (${origin})`;
      const why = excluded === null ? "" : `: ${EXCLUDED[excluded]}`;
      return {
        explanation: `The policy of ${endpoint} ${isDenied ? "denies" : "does not allow"} ${call.action} to ${call.principal}${where}${why}.`,
        remedy: isDenied
          ? `Except ${call.principal} from the Deny in the policy of ${endpoint}.`
          : `Allow ${call.statement} in the policy of ${endpoint}.`,
      };
    },
  },
  "endpoint-policy-unknown": {
    title: "Whether the endpoint's policy allows the call is not known",
    meaning: "The policy is known after apply only: jsonencode over an unknown value, say.",
    example: "policy = jsonencode({ Statement = [{ Resource = aws_lambda_function.listener.arn }] })",
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    words: ({ endpoint, services }, missing) => ({
      explanation: sentenceOf(missing),
      remedy: `Allow ${callOf(services).statement} in the policy of ${endpoint}.`,
    }),
  },
  "endpoint-unknown": {
    title: "What the endpoint is, or where, is not known",
    meaning: "The endpoint's VPC, service, subnets or groups are not in the input.",
    example: "subnet_ids = local.endpoint_subnets",
    source: ENDPOINTS,
    words: (facts, missing) => ({ explanation: sentenceOf(missing), remedy: shownBy(facts) }),
  },
  "endpoint-hidden": {
    title: "The VPC may have endpoints that are not in the input",
    meaning:
      "The VPC is managed elsewhere. An endpoint there would decide where the service's name leads, for better or worse.",
    example: 'data "aws_vpc" "shared" {\n  default = true\n}',
    source: ENDPOINTS,
    words: (_, missing) => ({
      explanation: sentenceOf(missing),
      remedy: "Add the input that shows the VPC's endpoints.",
    }),
  },
  "private-zone-without-record": {
    title: "A private hosted zone hides the service's name",
    meaning: "The zone answers for the name in the VPC, and has no record that leads to an endpoint.",
    example:
      'resource "aws_route53_zone" "sts" {\n  name = "sts.eu-west-1.amazonaws.com" # and no aws_route53_record\n}',
    source: ZONES,
    words: ({ zone, services, vpc }) => ({
      explanation: `${zone} answers for the name of ${servicesOf(services)} in ${nameOf(vpc)} and has no record that leads to an endpoint.`,
      remedy: `Add an alias record to ${zone} that leads to an interface endpoint for ${servicesOf(services)}.`,
    }),
  },
  "private-zone-unknown": {
    title: "What a private hosted zone answers is not known",
    meaning: "The zone's association or records are not in the input.",
    example: 'data "aws_route53_zone" "sts" {\n  name = "sts.eu-west-1.amazonaws.com"\n}',
    source: ZONES,
    words: ({ zone }, missing) => ({
      explanation: sentenceOf(missing),
      remedy: `Show ${zone} and its records.`,
    }),
  },
};

/** What excludes a call from a statement, by the element that does. */
const EXCLUDED = {
  principal: "its statement is for other principals",
  resource: "its statement is for other resources",
  condition: "a condition of its statement does not hold for this call",
};

/** What would show what is not known of an endpoint. */
function shownBy(facts: NameCauses["endpoint-unknown"]): string {
  switch (facts.open) {
    case "names":
      return "Show the endpoints.";
    case "one-of-several":
      return "Keep one of them.";
    case "subnet":
      return "Add the input that shows the subnet.";
    case "endpoint":
      return `Show ${enumerate(facts.endpoints)}.`;
    case "address-type":
      return `Set ip_address_type of ${enumerate(facts.endpoints)}.`;
    case "subnets":
      return `Show the subnets of ${enumerate(facts.endpoints)}.`;
    case "groups":
      return `Show the groups of ${enumerate(facts.endpoints)}.`;
  }
}

import { pathsInWords } from "../../plan/path";
import type { HarmRule } from "../harm";

/** What interfaces in private subnets reach AWS and the internet through. */
const WAYS: Readonly<Record<string, string>> = {
  aws_vpc_endpoint: "the service behind it",
  aws_nat_gateway: "the internet and AWS's public names",
  aws_internet_gateway: "the internet",
  aws_ec2_transit_gateway_vpc_attachment: "what lies behind the transit gateway",
  aws_vpc_peering_connection: "the VPC behind it",
};

/** A gateway or an endpoint that is destroyed or replaced. */
export const wayOutLost: HarmRule = {
  code: "way-out-lost",
  kind: "outage",
  title: "A gateway or an endpoint is destroyed or replaced",
  meaning:
    "What is in the subnets that use it cannot reach what lies behind it, for good or until the new one is there: a mapping in a private subnet stops without Lambda, STS or Secrets Manager.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
  types: Object.keys(WAYS),
  check(change) {
    if (!change.destroys) return undefined;
    const behind = WAYS[change.type] ?? "";
    return change.action === "replace"
      ? {
          explanation: `${change.address} is replaced${pathsInWords(change)}: ${behind} cannot be reached through it meanwhile.`,
        }
      : { explanation: `${change.address} is destroyed: ${behind} cannot be reached through it any more.` };
  },
};

import { cause } from "../../causes/cause";
import { missingFact } from "../../causes/missing-fact";
import type { Answer } from "../../proof/answer";
import { type Judgement, no, unknown, YES } from "../../proof/judgement";
import type { Instance, Model } from "../../terraform/model/model";
import { isUnset, textOf } from "../../terraform/model/shown-values";
import { regionOf } from "./regions";
import type { Subnet, Subnets } from "./subnets";
import type { Vpc, Vpcs } from "./vpcs";

/**
 * VPC Block Public Access: a switch of an account and Region that stops internet gateways, and with them NAT gateways,
 * whatever route tables say.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export class PublicAccess {
  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
    private readonly subnets: Subnets,
  ) {}

  /** Whether what goes out through an internet gateway from a subnet is let through. */
  letsOut(subnet: Subnet, vpc: Vpc): Judgement {
    const region = regionOf(vpc, [subnet]);
    const options = this.model
      .ofType("aws_vpc_block_public_access_options")
      .find((instance) => mayBlock(instance) && isOf(instance, region));
    if (options === undefined) return YES;
    const excluded = this.#excluded(vpc);
    if (excluded === "yes") return YES;
    const mode = textOf(options.get("internet_gateway_block_mode"));
    const facts = { options: options.address, vpc: vpc.name };
    if (mode !== null && excluded === "no") return no(cause("public-access-blocked", options, facts));
    const fact = missingFact("public-access-for-nat", facts);
    return unknown(cause("gateway-unknown", options, { open: "public-access", vpc: vpc.name }, [fact]));
  }

  /** What the exclusion of single subnets does for a NAT gateway that others use is not documented. */
  #excluded(vpc: Vpc): Answer {
    let answer: "no" | "unknown" = "no";
    for (const exclusion of this.model.ofType("aws_vpc_block_public_access_exclusion")) {
      const whole = this.vpcs.refs(exclusion.get("vpc_id"));
      if (whole.certain.some(({ key }) => key === vpc.key)) return "yes";
      const isHidden = whole.missing.length > 0 || whole.possible.some(({ key }) => key === vpc.key);
      const part = exclusion.get("subnet_id");
      const isInside = !isUnset(part) && this.#mayBeIn(vpc, this.subnets.refs(part));
      if (isHidden || isInside) answer = "unknown";
    }
    return answer;
  }

  #mayBeIn(vpc: Vpc, { certain, possible, missing }: ReturnType<Subnets["refs"]>): boolean {
    return missing.length > 0 || [...certain, ...possible].some((subnet) => subnet.vpc.key === vpc.key);
  }
}

/** `block-ingress` lets NAT gateways work. */
function mayBlock(options: Instance): boolean {
  const mode = textOf(options.get("internet_gateway_block_mode"));
  return mode === null || mode === "block-bidirectional";
}

function isOf(options: Instance, region: string | null): boolean {
  const own = textOf(options.get("region"));
  return own === null || region === null || own === region;
}

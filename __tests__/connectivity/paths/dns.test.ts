import { type Changes, changed, ref, verdictOn, WITH_ENDPOINTS, WITH_NAT } from "./stack";

const VPC = ref("aws_vpc.main.id");

describe("name resolution", () => {
  test.each([
    ["with a NAT gateway", WITH_NAT],
    ["with endpoints", WITH_ENDPOINTS],
  ])("without DNS support nothing is reached, %s", (_, stack) => {
    const verdict = verdictOn(changed(stack, { "aws_vpc.main": { enable_dns_support: false } }));
    expect(verdict.hops).toEqual({ broker: "blocked: dns-support-off", services: "blocked: dns-support-off" });
    expect(verdict.to("broker").resource).toBe("aws_vpc.main");
  });

  test("other resolvers may answer anything", () => {
    const own: Changes = {
      "aws_vpc_dhcp_options.own": { domain_name_servers: ["10.0.0.53"] },
      "aws_vpc_dhcp_options_association.own": { vpc_id: VPC, dhcp_options_id: ref("aws_vpc_dhcp_options.own.id") },
    };
    const stack = changed(WITH_NAT, { ...own, "aws_vpc.main": { enable_dns_support: false } });
    expect(verdictOn(stack).hops).toEqual({
      broker: "unknown: dns-resolvers-hidden",
      services: "unknown: dns-resolvers-hidden",
    });
    const asserted = verdictOn(stack, "aws_vpc_dhcp_options.own:resolves-like-amazon-dns");
    expect(asserted.mapping.verdict).toBe("works");
    const amazon = changed(stack, {
      "aws_vpc_dhcp_options.own": { domain_name_servers: ["AmazonProvidedDNS"] },
      "aws_vpc.main": { enable_dns_support: true },
    });
    expect(verdictOn(amazon).mapping.verdict).toBe("works");
  });

  test("a resolver rule for amazonaws.com sends the services' names away", () => {
    const rule = (domain_name: string): Changes => ({
      "aws_route53_resolver_rule.away": { domain_name, rule_type: "FORWARD" },
      "aws_route53_resolver_rule_association.away": {
        vpc_id: VPC,
        resolver_rule_id: ref("aws_route53_resolver_rule.away.id"),
      },
    });
    expect(verdictOn(changed(WITH_NAT, rule("amazonaws.com"))).hops).toEqual({
      broker: "unknown: dns-resolvers-hidden",
      services: "unknown: dns-resolvers-hidden",
    });
    const ofBrokers = verdictOn(changed(WITH_NAT, rule("mq.eu-west-1.amazonaws.com.")));
    expect(ofBrokers.hops).toEqual({ broker: "unknown: dns-resolvers-hidden", services: "reachable" });
    const ofSts = verdictOn(changed(WITH_NAT, rule("sts.eu-west-1.amazonaws.com")));
    expect(ofSts.to("sts")).toMatchObject({
      verdict: "unknown",
      explanation:
        "aws_route53_resolver_rule.away sends the name of STS to other resolvers, and what they answer is not in any plan.",
      remedy: "Leave the name of STS out of aws_route53_resolver_rule.away.",
    });
    expect(ofSts.to("lambda").verdict).toBe("reachable");
    expect(verdictOn(changed(WITH_NAT, rule("us-east-1.amazonaws.com"))).mapping.verdict).toBe("works");
    expect(verdictOn(changed(WITH_NAT, rule("corp.example"))).mapping.verdict).toBe("works");
  });

  test("private host names are asked for where a private broker is used", () => {
    const verdict = verdictOn(changed(WITH_NAT, { "aws_vpc.main": { enable_dns_hostnames: null } }));
    expect(verdict.hops).toEqual({ broker: "unknown: broker-name", services: "reachable" });
    expect(verdict.to("broker")).toMatchObject({
      remedy: "Set enable_dns_hostnames of aws_vpc.main to true.",
      assumable: ["aws_vpc.main:broker-name-resolves"],
    });
  });
});

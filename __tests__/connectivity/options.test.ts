import { check, inWords, type MappingReportInWords } from "../../connectivity/index";
import type { Hop } from "../../connectivity/verdict";
import { synthesize } from "../support/synthesized-stack";
import { furtherVariants, optionsInBothModes } from "./option-variants";

const option2 = "option-2-default-vpc";

function judge(
  option: string,
  settings: Readonly<Record<string, unknown>>,
  assume: readonly string[] = [],
): MappingReportInWords {
  const { mappings, findings } = inWords(
    check([{ name: "cdk.tf.json", json: synthesize(option, settings).json }], { assume }),
  );
  const [mapping, ...others] = mappings;
  expect(others).toEqual([]);
  expect(findings).toEqual([]);
  if (mapping === undefined) throw new Error(`${option} has no mapping`);
  return mapping;
}

/** How each option reaches things. */
const ways: Readonly<Record<string, { readonly broker: Hop["via"]; readonly services: Hop["via"] }>> = {
  "option-1-public-broker": { broker: "public", services: "public" },
  [option2]: { broker: "vpc", services: "interface-endpoint" },
  "option-3-private-nat": { broker: "vpc", services: "nat-gateway" },
  "option-4-isolated": { broker: "vpc", services: "interface-endpoint" },
  "option-5-public-subnets": { broker: "vpc", services: "interface-endpoint" },
};

function expectWorks(option: string, { verdict, hops, findings }: MappingReportInWords): void {
  expect(findings.filter(({ severity }) => severity !== "note")).toEqual([]);
  const way = ways[option];
  expect(hops.map(({ target, verdict, via, reason }) => ({ target, verdict, via, reason }))).toEqual(
    hops.map(({ target }) => ({
      target,
      verdict: "reachable",
      via: target === "broker" ? way?.broker : way?.services,
      reason: null,
    })),
  );
  expect(new Set(hops.map(({ target }) => target))).toEqual(new Set(["broker", "sts", "secretsmanager", "lambda"]));
  expect(verdict).toBe("works");
}

test.each([...optionsInBothModes, ...furtherVariants].filter(({ option }) => option !== option2))(
  "$name works, as it is synthesized, without anything asserted",
  ({ option, settings }) => {
    const judged = judge(option, settings);
    expectWorks(option, judged);
    expect(judged.assumptions).toEqual([]);
  },
);

describe("option 2 rests on what only the account knows", () => {
  const vpc = "data.aws_vpc.default-vpc_A17671AB";
  const group = "data.aws_security_group.default-vpc_default-group_109C1EEB";
  const subnets = "aws_mq_broker.broker_AEEC5FD8.subnet_ids";
  const dnsSupport = {
    assumption: `${vpc}:dns-support`,
    text: `enable_dns_support of ${vpc} is not in this input`,
  };
  const dnsHostnames = {
    assumption: `${vpc}:dns-hostnames`,
    text: `enable_dns_hostnames of ${vpc} is not in this input`,
  };
  const groupRules = {
    assumption: `${vpc}:default-security-group-as-created`,
    text: `the rules of ${group} are not in this input: data.aws_vpc_security_group_rules and data.aws_vpc_security_group_rule show them`,
  };
  /** Traffic inside of a subnet passes no ACL. A cluster's is between subnets. */
  const openAcl = (destination: string) => ({
    assumption: `${vpc}:default-network-acl-open`,
    text: `whether the mapping's interfaces in ${subnets} (with ${group}) and ${destination} are in one subnet is not in this input; the network ACL of ${subnets} is not in this input`,
  });
  const existing = (service: string, title: string) => ({
    assumption: `${vpc}:${service}-endpoint-open`,
    text: `whether ${vpc} has an endpoint for ${title} beside what is in this input is not known; the routes of the route table of ${subnets} are not in this input: add its workspace's state, or data.aws_route_table`,
  });
  const endpoint = {
    sts: "aws_vpc_endpoint.interface-endpoints_sts_1D684ECF",
    secretsmanager: "aws_vpc_endpoint.interface-endpoints_secretsmanager_AF5B32CE",
    lambda: "aws_vpc_endpoint.interface-endpoints_lambda_E1579A9B",
  };
  const brokerAcl = openAcl(`the broker in ${subnets}`);

  const single = { brokerDeploymentMode: "SINGLE_INSTANCE" };
  const cluster = { brokerDeploymentMode: "CLUSTER_MULTI_AZ" };
  const inCluster = (service: keyof typeof endpoint) => [dnsSupport, dnsHostnames, openAcl(endpoint[service])];

  test.each([
    [
      "SINGLE_INSTANCE",
      single,
      {
        broker: [dnsSupport, groupRules, dnsHostnames],
        sts: [dnsSupport, dnsHostnames],
        secretsmanager: [dnsSupport, dnsHostnames],
        lambda: [dnsSupport, dnsHostnames],
      },
    ],
    [
      "CLUSTER_MULTI_AZ",
      cluster,
      {
        broker: [dnsSupport, groupRules, brokerAcl, dnsHostnames],
        sts: inCluster("sts"),
        secretsmanager: inCluster("secretsmanager"),
        lambda: inCluster("lambda"),
      },
    ],
  ])("%s: each hop names what is missing, and how to assert it", (_, settings, missing) => {
    const { verdict, hops, assumptions } = judge(option2, settings);
    expect(verdict).toBe("unknown");
    expect(assumptions).toEqual([]);
    expect(
      hops.map(({ target, verdict, explanation, remedy, assumable }) => ({
        target,
        verdict,
        explanation,
        remedy,
        assumable,
      })),
    ).toEqual(
      hops.map(({ target }) => ({
        target,
        verdict: "unknown",
        explanation: `${missing[target as keyof typeof missing].map(({ text }) => text).join("; ")}.`,
        remedy: `Give a plan or a state in which ${vpc} is read.`,
        assumable: missing[target as keyof typeof missing].map(({ assumption }) => assumption),
      })),
    );
  });

  test.each([
    ["SINGLE_INSTANCE", single, [dnsSupport, dnsHostnames, groupRules]],
    ["CLUSTER_MULTI_AZ", cluster, [dnsSupport, dnsHostnames, groupRules, brokerAcl]],
  ])("%s works once all of it is asserted, and says what it rests on", (_, settings, facts) => {
    const assume = facts.map(({ assumption }) => assumption);
    const judged = judge(option2, settings, assume);
    expectWorks(option2, judged);
    expect([...judged.assumptions].sort()).toEqual([...assume].sort());
  });

  test.each([
    ["dns-support", dnsSupport],
    ["dns-hostnames", dnsHostnames],
    ["default-security-group-as-created", groupRules],
    ["default-network-acl-open", brokerAcl],
  ])("without %s asserted it stays unknown, and names that fact alone", (_, left) => {
    const assume = [dnsSupport, dnsHostnames, groupRules, brokerAcl].map(({ assumption }) => assumption);
    const { verdict, hops } = judge(
      option2,
      cluster,
      assume.filter((assumption) => assumption !== left.assumption),
    );
    expect(verdict).toBe("unknown");
    const asked = hops.flatMap(({ assumable }) => assumable);
    expect(new Set(asked)).toEqual(new Set([left.assumption]));
  });

  test.each([
    [["sts"], [existing("sts", "STS")]],
    [
      ["sts", "secretsmanager", "lambda"],
      [existing("sts", "STS"), existing("secretsmanager", "Secrets Manager"), existing("lambda", "Lambda")],
    ],
  ])("endpoints that the VPC already has (%s) are facts of the account too", (existingEndpoints, missing) => {
    const assume = [dnsSupport, dnsHostnames, groupRules].map(({ assumption }) => assumption);
    const before = judge(option2, { existingEndpoints }, assume);
    expect(before.verdict).toBe("unknown");
    expect(
      before.hops.flatMap(({ target, remedy, assumable }) => (remedy === "" ? [] : [{ target, remedy, assumable }])),
    ).toEqual(
      missing.map(({ assumption }, index) => ({
        target: existingEndpoints[index],
        remedy: "Add the input that shows the VPC's endpoints.",
        assumable: [assumption],
      })),
    );
    expect(before.hops.flatMap(({ verdict, explanation }) => (verdict === "unknown" ? [explanation] : []))).toEqual(
      missing.map(({ text }) => `${text.replace("whether", "Whether")}.`),
    );
    // An endpoint may be in another subnet than the broker's, whose ACL is a fact of its own.
    const facts = [...missing, brokerAcl].map(({ assumption }) => assumption);
    const after = judge(option2, { existingEndpoints }, [...assume, ...facts]);
    expectWorks(option2, after);
  });
});

import { networkFacts } from "../../support/network-facts";
import { type SynthesizedStack, synthesize } from "../../support/synthesized-stack";

const cluster = { brokerDeploymentMode: "CLUSTER_MULTI_AZ" };

describe("zones that are looked up", () => {
  test("among those that are zones, offer the broker's type, and every endpoint that is needed", () => {
    const stack = synthesize("option-4-isolated", { brokerInstanceType: "mq.m7g.large" });
    const zones = stack.oneDataSource("aws_availability_zones");
    const offerings = stack.oneDataSource("aws_mq_broker_instance_type_offerings");
    const services = ["sts", "secretsmanager", "lambda"].map((service) =>
      stack.oneDataSource("aws_vpc_endpoint_service", service),
    );

    expect(zones.values).toMatchObject({
      state: "available",
      filter: [
        { name: "opt-in-status", values: ["opt-in-not-required"] },
        { name: "zone-type", values: ["availability-zone"] },
      ],
      exclude_zone_ids: ["use1-az3"],
    });
    expect(offerings.values).toMatchObject({ engine_type: "RABBITMQ", host_instance_type: "mq.m7g.large" });
    expect(stack.one("terraform_data", "looked-up").values.input).toBe(
      `\${sort(setintersection(${[
        `${zones.address}.names`,
        `flatten(${offerings.address}.broker_instance_options[*].availability_zones[*].name)`,
        ...services.map(({ address }) => `${address}.availability_zones`),
      ].join(", ")}))}`,
    );
  });

  test("option 3 needs no endpoint, so none decides", () => {
    const stack = synthesize("option-3-private-nat");
    expect(stack.dataSources("aws_vpc_endpoint_service")).toEqual([]);
    expect(stack.one("terraform_data", "looked-up").values.input).not.toContain("aws_vpc_endpoint_service");
  });

  test.each([
    { mode: "SINGLE_INSTANCE", wanted: 1 },
    { mode: "CLUSTER_MULTI_AZ", wanted: 3 },
  ])("$mode takes $wanted, once, and says so when there are fewer", ({ mode, wanted }) => {
    const stack = synthesize("option-5-public-subnets", { brokerDeploymentMode: mode, region: "us-west-1" });
    const lookedUp = stack.one("terraform_data", "looked-up");
    expect(zonesOf(stack)).toEqual(
      Array.from({ length: wanted }, (_, index) => `\${${lookedUp.address}.output[${index}]}`),
    );
    expect(lookedUp.values.lifecycle).toEqual({
      ignore_changes: ["input"],
      postcondition: [
        {
          condition: `\${length(self.input) >= ${wanted}}`,
          error_message:
            `The Region us-west-1 has fewer than ${wanted} zone(s) that offer mq.m7g.medium and every interface endpoint needed. ` +
            "Set availabilityZones or brokerInstanceType, or choose another Region.",
        },
      ],
    });
  });
});

describe("zones of the settings", () => {
  const availabilityZones = ["us-east-1c", "us-east-1a"];

  test("a cluster takes them all, in their order", () => {
    expect(zonesOf(synthesize("option-4-isolated", { ...cluster, availabilityZones }))).toEqual(availabilityZones);
  });

  test("a single instance lives in the first", () => {
    expect(zonesOf(synthesize("option-4-isolated", { availabilityZones }))).toEqual(["us-east-1c"]);
  });

  test("nothing is looked up then", () => {
    const stack = synthesize("option-3-private-nat", { availabilityZones });
    expect(stack.resources("terraform_data").map((block) => stack.path(block))).toEqual(["region"]);
    expect(stack.dataSources("aws_availability_zones")).toEqual([]);
    expect(stack.dataSources("aws_mq_broker_instance_type_offerings")).toEqual([]);
  });
});

describe("ranges of the subnets", () => {
  test("each a sixteenth of the VPC's, a block of its own for each kind", () => {
    const stack = synthesize("option-3-private-nat", { ...cluster, natGateways: "one-per-zone" });
    expect(rangesOf(stack)).toEqual({
      "private-1": range(0),
      "private-2": range(1),
      "private-3": range(2),
      "public-1": range(8),
      "public-2": range(9),
      "public-3": range(10),
    });
  });

  test.each([
    { what: "more zones", given: cluster },
    { what: "a NAT gateway in each", given: { ...cluster, natGateways: "one-per-zone" } },
  ])("$what: no subnet that exists moves, and none takes another one's range", ({ given }) => {
    const before = rangesOf(synthesize("option-3-private-nat"));
    const after = rangesOf(synthesize("option-3-private-nat", given));
    expect(after).toMatchObject(before);
    expect(new Set(Object.values(after)).size).toBe(Object.keys(after).length);
  });

  test("of the VPC that the settings say", () => {
    const stack = synthesize("option-4-isolated", { vpcCidr: "192.168.7.0/24" });
    expect(stack.one("aws_vpc").values.cidr_block).toBe("192.168.7.0/24");
    expect(rangesOf(stack)).toEqual({ "isolated-1": range(0, "192.168.7.0/24") });
  });

  function range(number: number, vpc = "10.0.0.0/16"): string {
    return `\${cidrsubnet("${vpc}", 4, ${number})}`;
  }
});

describe("an own VPC", () => {
  test.each(["option-3-private-nat", "option-4-isolated", "option-5-public-subnets"])(
    "%s: names resolve, no instance gets a public address, each subnet has its own route table",
    (id) => {
      const stack = synthesize(id, cluster);
      const subnets = stack.resources("aws_subnet");
      expect(stack.one("aws_vpc").values).toMatchObject({ enable_dns_support: true, enable_dns_hostnames: true });
      expect(subnets.map(({ values }) => values.map_public_ip_on_launch)).toEqual(subnets.map(() => false));
      expect(stack.resources("aws_route_table")).toHaveLength(subnets.length);
      expect(stack.resources("aws_route_table_association")).toHaveLength(subnets.length);
      for (const subnet of subnets) {
        const associated = stack
          .resources("aws_route_table_association")
          .filter(({ values }) => values.subnet_id === stack.attribute(subnet, "id"));
        expect(associated).toHaveLength(1);
      }
    },
  );
});

describe("NAT gateways", () => {
  test("one in each zone: each private subnet uses its own zone's", () => {
    const { routes, natGateways } = networkFacts(
      synthesize("option-3-private-nat", { ...cluster, natGateways: "one-per-zone" }),
    );
    expect(natGateways).toEqual(["public-1", "public-2", "public-3"]);
    expect(routes).toEqual([
      "private-1: 0.0.0.0/0 to the NAT gateway in public-1",
      "private-2: 0.0.0.0/0 to the NAT gateway in public-2",
      "private-3: 0.0.0.0/0 to the NAT gateway in public-3",
      "public-1: 0.0.0.0/0 to the internet gateway",
      "public-2: 0.0.0.0/0 to the internet gateway",
      "public-3: 0.0.0.0/0 to the internet gateway",
    ]);
  });

  test("a single instance has one, whatever the setting", () => {
    const { natGateways } = networkFacts(synthesize("option-3-private-nat", { natGateways: "one-per-zone" }));
    expect(natGateways).toEqual(["public-1"]);
  });

  test("each with an Elastic IP, made once its own subnet reaches the internet", () => {
    const stack = synthesize("option-3-private-nat");
    const nat = stack.one("aws_nat_gateway");
    const address = stack.one("aws_eip");
    expect(address.values.domain).toBe("vpc");
    expect(nat.values).toMatchObject({
      allocation_id: stack.attribute(address, "allocation_id"),
      depends_on: [
        stack.one("aws_route", "public-1-internet").address,
        stack.one("aws_route_table_association", "public-1").address,
      ],
    });
  });
});

describe("interface endpoint services are looked up, whatever the partition", () => {
  test.each(["us-east-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1"])("%s", (region) => {
    const stack = synthesize("option-4-isolated", { region });
    for (const service of ["sts", "secretsmanager", "lambda"]) {
      const lookUp = stack.oneDataSource("aws_vpc_endpoint_service", service);
      // In China, STS and Lambda have another prefix than Secrets Manager; the short names know only one of them.
      expect(lookUp.values).not.toHaveProperty("service");
      expect(lookUp.values).toMatchObject({
        service_type: "Interface",
        filter: [
          {
            name: "service-name",
            values: [
              `com.amazonaws.${region}.${service}`,
              `cn.com.amazonaws.${region}.${service}`,
              `eu.amazonaws.${region}.${service}`,
            ],
          },
        ],
      });
      expect(stack.one("aws_vpc_endpoint", service).values.service_name).toBe(stack.attribute(lookUp, "service_name"));
    }
    expect(stack.text).not.toMatch(/"arn:aws:/);
  });
});

function zonesOf(stack: SynthesizedStack): unknown[] {
  return stack.resources("aws_subnet").map(({ values }) => values.availability_zone);
}

function rangesOf(stack: SynthesizedStack): Record<string, unknown> {
  return Object.fromEntries(
    stack.resources("aws_subnet").map((subnet) => [stack.shortName(subnet), subnet.values.cidr_block]),
  );
}

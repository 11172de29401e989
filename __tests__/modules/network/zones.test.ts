import { networkFacts } from "../../support/network-facts";
import { type SynthesizedStack, synthesize } from "../../support/synthesized-stack";

const cluster = { brokerDeploymentMode: "CLUSTER_MULTI_AZ" };

describe("zones that are looked up", () => {
  test("among those that are zones, offer such a broker, and every endpoint that is needed", () => {
    const stack = synthesize("option-4-isolated", { brokerInstanceType: "mq.m7g.large", ...cluster });
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
    const fits = [
      'contains([for version in option.supported_engine_versions : join(".", slice(split(".", version), 0, 2))], "4.2")',
      'contains(option.supported_deployment_modes, "CLUSTER_MULTI_AZ")',
    ].join(" && ");
    expect(stack.one("terraform_data", "zones").values.input).toBe(
      `\${sort(setintersection(${[
        `${zones.address}.names`,
        `flatten([for option in ${offerings.address}.broker_instance_options : option.availability_zones[*].name if ${fits}])`,
        // Where EC2 answers with names alone, no zone is left out.
        ...services.map(({ address }) => `coalescelist(tolist(${address}.availability_zones), ${zones.address}.names)`),
      ].join(", ")}))}`,
    );
  });

  test("option 3 needs no endpoint, so none decides", () => {
    const stack = synthesize("option-3-private-nat");
    expect(stack.dataSources("aws_vpc_endpoint_service")).toEqual([]);
    expect(stack.one("terraform_data", "zones").values.input).not.toContain("aws_vpc_endpoint_service");
  });

  test.each([
    { mode: "SINGLE_INSTANCE", wanted: 1 },
    { mode: "CLUSTER_MULTI_AZ", wanted: 3 },
  ])("$mode takes $wanted, once", ({ mode, wanted }) => {
    const stack = synthesize("option-5-public-subnets", { brokerDeploymentMode: mode, region: "us-west-1" });
    const lookedUp = stack.one("terraform_data", "zones");
    expect(zonesOf(stack)).toEqual(
      Array.from({ length: wanted }, (_, index) => `\${${lookedUp.address}.output[${index}]}`),
    );
    expect(lookedUp.values.lifecycle).toMatchObject({
      ignore_changes: ["input"],
      postcondition: [{ condition: `\${length(self.input) >= ${wanted}}` }],
    });
    // What is not offered at all is said by the offer, and only there.
    expect(lookedUp.values.depends_on).toEqual([stack.one("terraform_data", "broker-offer").address]);
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

  test.each(["option-3-private-nat", "option-4-isolated"])("%s: none is looked up then", (id) => {
    const stack = synthesize(id, { availabilityZones });
    expect(stack.dataSources("aws_vpc_endpoint_service")).toEqual([]);
    expect(stack.resources("terraform_data").filter(({ address }) => address.includes("zones"))).toEqual([]);
    expect(stack.dataSources("aws_availability_zones")).toEqual([]);
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

describe("names of interface endpoint services", () => {
  const services = ["sts", "secretsmanager", "lambda"];

  test.each(["us-east-1", "ap-southeast-4", "us-gov-west-1"])("%s: spelled, for they are regular", (region) => {
    const stack = synthesize("option-4-isolated", { region });
    for (const service of services) {
      const name = `com.amazonaws.${region}.${service}`;
      expect(stack.one("aws_vpc_endpoint", service).values.service_name).toBe(name);
      // By its name: in GovCloud, EC2 may answer a filter with names alone, of which the provider takes none.
      const { values } = stack.oneDataSource("aws_vpc_endpoint_service", service);
      expect(values).toMatchObject({ service_type: "Interface", service_name: name });
      expect(values).not.toHaveProperty("filter");
    }
    expect(stack.text).not.toMatch(/"arn:aws:/);
  });

  test.each(["option-2-default-vpc", "option-4-isolated"])("%s: nothing is looked up to spell one", (id) => {
    const stack = synthesize(id, { availabilityZones: ["us-east-1a"] });
    expect(stack.resources("aws_vpc_endpoint")).toHaveLength(3);
    expect(stack.dataSources("aws_vpc_endpoint_service")).toEqual([]);
  });

  test.each(["cn-north-1", "eusc-de-east-1"])("%s: looked up, whatever the prefix", (region) => {
    const stack = synthesize("option-4-isolated", { region });
    for (const service of services) {
      const lookUp = stack.oneDataSource("aws_vpc_endpoint_service", service);
      // In China, STS and Lambda have another prefix than Secrets Manager; the short names know only one of them.
      expect(lookUp.values).not.toHaveProperty("service");
      expect(lookUp.values).not.toHaveProperty("service_name");
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

import { check, type MappingReport } from "../../connectivity/index";
import { options } from "../../stacks/catalogue";
import { account } from "../support/aws-answers";
import { AwsEmulator } from "../support/aws-emulator";
import { describeWithTerraform } from "../support/describe-terraform";
import { changedBy, makeUp, type Printed, withoutBackend } from "../support/made-up-infrastructure";
import { synthesize, type TerraformJson } from "../support/synthesized-stack";
import { TerraformFolder } from "../support/terraform-folder";
import { optionsInBothModes } from "./option-variants";

/** Milliseconds for Terraform, on a machine that does other things too. */
const PATIENCE = 300_000;

const option2 = "option-2-default-vpc";
const vpc = "data.aws_vpc.default-vpc_A17671AB";
const group = "data.aws_security_group.default-vpc_default-group_109C1EEB";

describeWithTerraform("options, planned by Terraform with the real provider", ({ binary, env }) => {
  const emulator = new AwsEmulator();
  const folders: TerraformFolder[] = [];
  beforeAll(() => emulator.start());
  afterAll(async () => {
    await emulator.stop();
    for (const folder of folders) folder.remove();
  });

  function newFolder(): TerraformFolder {
    const folder = new TerraformFolder(binary, { ...env, ...emulator.env });
    folders.push(folder);
    return folder;
  }

  describe.each(options)("$id", ({ id: option }) => {
    const modes = optionsInBothModes.filter((variant) => variant.option === option);
    const printed = new Map<string, Printed>();
    beforeAll(async () => {
      await Promise.all(
        modes.map(async ({ name, settings }) => {
          printed.set(name, await makeUp(newFolder(), configurationOf(option, settings)));
        }),
      );
    }, PATIENCE);

    test("Terraform asked AWS for what the emulator answers, and finds nothing to change in the end", () => {
      expect(emulator.refused).toEqual([]);
      expect([...printed.values()].flatMap(({ unchanged }) => changedBy(unchanged))).toEqual([]);
    });

    describe.each(modes)("$name", ({ name, settings }) => {
      const assume = option === option2 ? assumptions(settings) : [];

      test.each(["fresh", "state", "unchanged"] as const)("works: %s", (which) => {
        const { verdict, assumptions, findings } = judge([printed.get(name)?.[which]], assume);
        expect(findings.filter(({ severity }) => severity !== "note")).toEqual([]);
        expect([...assumptions].sort()).toEqual(assume);
        expect(verdict).toBe("works");
      });

      test.each(["fresh", "state", "unchanged"] as const)("asks for nothing else to be asserted: %s", (which) => {
        const { hops } = judge([printed.get(name)?.[which]]);
        const asked = hops.flatMap(({ assumable }) => assumable);
        expect([...new Set(asked)].sort()).toEqual(assume);
      });
    });
  });

  test(
    "taking the STS endpoint away from what exists blocks STS, and nothing else",
    async () => {
      const configuration = configurationOf("option-4-isolated", {});
      const folder = newFolder();
      await makeUp(folder, configuration);
      folder.configure(withoutSts(configuration));
      const plan = await folder.plan();
      expect(changedBy(plan)).toEqual(["aws_vpc_endpoint.interface-endpoints_sts_1D684ECF delete"]);

      const { verdict, hops } = judge([plan]);
      expect(verdict).toBe("fails");
      expect(hops.filter((hop) => hop.verdict !== "reachable")).toMatchObject([
        { target: "sts", reason: "endpoint-destroyed", resource: "aws_vpc_endpoint.interface-endpoints_sts_1D684ECF" },
      ]);
    },
    PATIENCE,
  );

  test(
    "option 2 works without anything asserted once data sources show the default group's rules",
    async () => {
      const folder = newFolder();
      folder.configure(withRulesShown(configurationOf(option2, {})));
      const plan = await folder.plan();
      expect(emulator.refused).toEqual([]);

      const { verdict, assumptions } = judge([plan]);
      expect(assumptions).toEqual([]);
      expect(verdict).toBe("works");
    },
    PATIENCE,
  );

  test(
    "option 2's cluster works without anything asserted once its subnets are known and another workspace's state shows their ACL",
    async () => {
      const configuration = withRulesShown(configurationOf(option2, { brokerDeploymentMode: "CLUSTER_MULTI_AZ" }));
      const { state } = await makeUp(newFolder(), configuration);
      const { verdict, assumptions } = judge([state, defaultAclState]);
      expect(assumptions).toEqual([]);
      expect(verdict).toBe("works");
    },
    PATIENCE,
  );
});

/** Data sources show the default VPC's DNS attributes, which a synthesized configuration cannot. What they do not show: */
function assumptions({ brokerDeploymentMode }: Readonly<Record<string, unknown>>): readonly string[] {
  const group = `${vpc}:default-security-group-as-created`;
  return brokerDeploymentMode === "SINGLE_INSTANCE" ? [group] : [`${vpc}:default-network-acl-open`, group];
}

function configurationOf(option: string, settings: Readonly<Record<string, unknown>>): TerraformJson {
  return withoutBackend(synthesize(option, settings).json);
}

function judge(inputs: readonly unknown[], assume: readonly string[] = []): MappingReport {
  const [mapping] = check(
    inputs.map((json, index) => ({ name: `input-${index}.json`, json })),
    { assume },
  ).mappings;
  if (mapping === undefined) throw new Error("There is no mapping.");
  return mapping;
}

function withoutSts(configuration: TerraformJson): TerraformJson {
  const address = "aws_vpc_endpoint.interface-endpoints_sts_1D684ECF";
  const copy = JSON.parse(JSON.stringify(configuration).replaceAll(`"${address}",`, ""));
  delete copy.resource.aws_vpc_endpoint["interface-endpoints_sts_1D684ECF"];
  return copy;
}

/** Every rule of the default group, looked up. */
function withRulesShown(configuration: TerraformJson): TerraformJson {
  return {
    ...configuration,
    data: {
      ...configuration.data,
      aws_vpc_security_group_rules: {
        default: { filter: [{ name: "group-id", values: [`\${${group}.id}`] }] },
      },
      aws_vpc_security_group_rule: {
        default: {
          // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
          for_each: "${toset(data.aws_vpc_security_group_rules.default.ids)}",
          // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
          security_group_rule_id: "${each.value}",
        },
      },
    },
  };
}

const everything = { action: "allow", cidr_block: "0.0.0.0/0", from_port: 0, protocol: "-1", rule_no: 100, to_port: 0 };

/** State of a workspace that manages the default VPC's network ACL. */
const defaultAclState = {
  format_version: "1.0",
  terraform_version: "1.11.4",
  values: {
    root_module: {
      resources: [
        {
          address: "aws_default_network_acl.default",
          mode: "managed",
          type: "aws_default_network_acl",
          name: "default",
          schema_version: 0,
          values: {
            id: account.defaultVpc.defaultAclId,
            default_network_acl_id: account.defaultVpc.defaultAclId,
            vpc_id: account.defaultVpc.id,
            subnet_ids: account.defaultVpc.subnetIds,
            ingress: [everything],
            egress: [everything],
          },
          sensitive_values: {},
        },
      ],
    },
  },
};

import { readModel } from "../../../../connectivity/terraform";
import { block, change, plan } from "../plan-json";
import { show } from "../show";

const BROKER = { type: "aws_mq_broker", name: "b" } as const;
const SUBNET = { type: "aws_subnet", name: "s" } as const;
const DOCUMENT = { mode: "data", type: "aws_iam_policy_document", name: "d" } as const;

/** As Terraform prints an argument of configuration in JSON syntax: its source text beside what it refers to. */
function written(source: unknown, ...references: readonly string[]) {
  return { constant_value: source, references: references.flatMap((each) => [each, each.replace(/\.\w+$/, "")]) };
}

function shown(json: unknown, address: string, attribute: string): string | undefined {
  const value = readModel([{ name: "plan.json", json }])
    .at(address)
    ?.get(attribute);
  return value && show(value);
}

// What `terraform show -json` prints of a cdk.tf.json.
describe("source text that a plan shows as constant is no value", () => {
  test("of a list of references", () => {
    const json = plan(
      [change({ ...BROKER, unknown: { subnet_ids: true } }), change({ ...SUBNET, unknown: { id: true } })],
      {
        resources: [
          // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
          block(BROKER, { subnet_ids: written(["${aws_subnet.s.id}"], "aws_subnet.s.id") }),
          block(SUBNET, {}),
        ],
      },
    );
    expect(shown(json, "aws_mq_broker.b", "subnet_ids")).toBe("[one(aws_subnet.s.id)]");
  });

  test("of the argument that tells blocks apart", () => {
    const after = [
      { actions: ["mq:DescribeBroker"], resources: [null] },
      { actions: ["s3:GetObject"], resources: ["*"] },
    ];
    const unknown = [
      { actions: [false], resources: [true] },
      { actions: [false], resources: [false] },
    ];
    const json = plan(
      [
        change({ ...DOCUMENT, actions: ["read"], after: { statement: after }, unknown: { statement: unknown } }),
        change({ ...BROKER, unknown: { arn: true } }),
      ],
      {
        resources: [
          block(DOCUMENT, {
            statement: [
              {
                actions: { constant_value: ["mq:DescribeBroker"] },
                // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
                resources: written(["${aws_mq_broker.b.arn}"], "aws_mq_broker.b.arn"),
              },
              { actions: { constant_value: ["s3:GetObject"] }, resources: { constant_value: ["*"] } },
            ],
          }),
          block(BROKER, {}),
        ],
      },
    );
    expect(shown(json, "data.aws_iam_policy_document.d", "statement")).toBe(
      '[{actions: ["mq:DescribeBroker"], resources: [one(aws_mq_broker.b.arn)]}, {actions: ["s3:GetObject"], resources: ["*"]}]',
    );
  });

  test("of a call of a function, which refers to nothing", () => {
    const group = { type: "aws_security_group", name: "g" } as const;
    const rule = { from_port: 5671, cidr_blocks: ["10.0.0.0/20"], security_groups: [null] };
    const rules = [
      {
        from_port: { constant_value: 5671 },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
        cidr_blocks: { constant_value: ['${cidrsubnet("10.0.0.0/16", 4, 0)}'] },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
        security_groups: written(["${aws_security_group.o.id}"], "aws_security_group.o.id"),
      },
    ];
    const other = { type: "aws_security_group", name: "o" } as const;
    const json = plan(
      [
        change({
          ...group,
          after: { rule: [rule] },
          unknown: { rule: [{ cidr_blocks: [false], security_groups: [true] }] },
        }),
        change({ ...other, unknown: { id: true } }),
      ],
      { resources: [block(group, { rule: rules }), block(other, {})] },
    );
    expect(shown(json, "aws_security_group.g", "rule")).toBe(
      '[{cidr_blocks: ["10.0.0.0/20"], from_port: 5671, security_groups: [one(aws_security_group.o.id)]}]',
    );
  });
});

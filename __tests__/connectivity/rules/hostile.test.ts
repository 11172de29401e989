import { judgeEndpointPolicy } from "../../../connectivity/aws/iam/endpoint-policy";
import { Iam } from "../../../connectivity/aws/iam/iam";
import { destroyOrder } from "../../../connectivity/rules/mapping/destroy-order";
import { instanceAt } from "../aws/iam/plan-builder";
import { BROKER, DOCUMENT, FUNCTION, findings, MAPPING, POLICY, planned, ROLE, SECRET, stackModel } from "./stack";

/** Values of types that no argument here has, and texts that try to break out. */
const JUNK: readonly (readonly [string, unknown])[] = [
  ["a number", 1e308],
  ["true", true],
  ["an object", {}],
  ["nested lists", [[[[[]]]]]],
  ["mixed items", ["a", null, 7, true]],
  ["prototype keys", JSON.parse('{"__proto__":{"kind":"scalar"},"constructor":"x"}')],
  ["blocks of prototype keys", [JSON.parse('{"__proto__":{},"type":"constructor","uri":"__proto__"}')]],
  ["an unclosed template", "$".concat("{")],
  ["wildcards without end", "*a".repeat(20_000)],
  ["brackets without end", "[".repeat(60_000)],
  [
    "a policy of wildcards",
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*a".repeat(1000), Resource: "?*".repeat(1000) }] }),
  ],
  [
    "a policy of odd types",
    '{"Statement":[{"Effect":"Deny","NotAction":{},"NotResource":[[]],"Principal":{"AWS":{}},"Condition":[7]}]}',
  ],
  [
    "a policy of objects that cannot be made text",
    '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Principal":[{"toString":1}],"Condition":{"Bool":[{"toString":1}]}}]}',
  ],
  ["a managed policy that is none", "arn:aws:iam::aws:policy/__proto__"],
];

const ARGUMENTS: readonly (readonly [string, readonly string[]])[] = [
  [
    MAPPING,
    [
      "event_source_arn",
      "function_name",
      "queues",
      "batch_size",
      "source_access_configuration",
      "destination_config",
      "enabled",
    ],
  ],
  [
    BROKER,
    [
      "engine_version",
      "host_instance_type",
      "deployment_mode",
      "subnet_ids",
      "security_groups",
      "user",
      "logs",
      "publicly_accessible",
    ],
  ],
  [ROLE, ["assume_role_policy", "inline_policy", "managed_policy_arns", "permissions_boundary", "path", "name"]],
  [DOCUMENT, ["statement", "source_policy_documents", "override_json", "json"]],
  [POLICY, ["policy", "role", "name"]],
  [SECRET, ["name", "policy", "kms_key_id"]],
  ["aws_secretsmanager_secret_version.broker", ["secret_string", "secret_id", "version_stages"]],
  [FUNCTION, ["role", "timeout", "function_name"]],
];

describe.each(JUNK)("%s", (_, junk) => {
  test.each(ARGUMENTS.flatMap(([address, names]) => names.map((name) => [address, name] as const)))(
    "as %s.%s is judged without a crash",
    (address, name) => {
      const found = findings({ [address]: { [name]: junk } });
      expect(found.every(({ explanation, remedy }) => explanation.endsWith(".") && remedy.endsWith("."))).toBe(true);
    },
  );

  test.each(["policy", "id"])("as an endpoint's %s is judged without a crash", (name) => {
    const model = stackModel({}, planned("aws_vpc_endpoint.sts", { [name]: junk }));
    const endpoint = instanceAt(model, "aws_vpc_endpoint.sts");
    expect(() => judgeEndpointPolicy(endpoint, "sts", instanceAt(model, MAPPING), new Iam(model))).not.toThrow();
  });

  test("as what a destroyed mapping was is judged without a crash", () => {
    const before = { event_source_arn: junk, function_name: junk };
    const model = stackModel({ [MAPPING]: null }, planned(MAPPING, {}, { actions: ["delete"], before }));
    expect(() => destroyOrder.check(new Iam(model))).not.toThrow();
  });
});

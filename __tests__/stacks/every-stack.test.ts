import { join } from "node:path";
import { guardedRegion } from "../../modules/deployment-region";
import { optionIds } from "../support/expected-network";
import { synthesize } from "../support/synthesized-stack";

const stackIds = [...optionIds, "state-bucket", "pipeline-access", "hcp-access", "run-task"] as const;
/** What a stack cannot do without. */
const needed = {
  githubRepository: "acme/orders",
  hcpOidcProvider: "new",
  runTask: true,
  stateBackend: "cloud",
  stateOrganization: "acme",
};

describe.each(stackIds)("%s", (id) => {
  const stack = synthesize(id, needed);

  test("holds this and nothing else", () => {
    const inventory = [...stack.managed, ...stack.data].map(
      (block) => `${block.address.startsWith("data.") ? "data." : ""}${block.type} ${stack.path(block)}`,
    );
    expect(inventory.sort()).toMatchSnapshot();
  });

  test("takes either major version of the provider, and Terraform that locks in S3", () => {
    expect(stack.json.terraform).toMatchObject({
      required_providers: { aws: { source: "aws", version: ">= 5.100.0, < 7.0.0" } },
      required_version: ">= 1.10.0",
    });
  });

  test("is not of this machine: no absolute path, nothing of the workspace that Terraform is in", () => {
    expect(stack.text).not.toContain(join(__dirname, "..", ".."));
    expect(stack.text).not.toMatch(/"(\/(home|root|tmp|usr|var|work)|[A-Za-z]:\\\\)/);
    expect(stack.text).not.toContain("terraform.workspace");
  });

  test("looks up everything while planning: a condition on a data source would put that off until the first apply", () => {
    for (const { address, values } of stack.data) {
      expect([address, values.lifecycle]).toEqual([address, undefined]);
    }
  });

  test("has no ephemeral block, which tests cannot mock", () => {
    expect(stack.json).not.toHaveProperty("ephemeral");
  });

  test("reaches AWS only by the variable that guards its Region", () => {
    const { json } = synthesize(id, { ...needed, region: "eu-west-1" });
    expect(json.provider.aws?.map(({ region }) => region)).toEqual([guardedRegion]);
    expect(json.variable.deployment_region).toMatchObject({ default: "eu-west-1", nullable: false });
  });

  test("tags everything with project, environment and option, and with what the settings say", () => {
    const { json } = synthesize(id, { ...needed, tags: { team: "orders" }, region: "eu-west-1" });
    expect(json.provider.aws).toEqual([
      {
        region: guardedRegion,
        default_tags: [{ tags: { team: "orders", Project: "mqesm", Environment: "dev", Option: id } }],
      },
    ]);
  });
});

describe("outputs", () => {
  test.each(optionIds)("%s", (id) => {
    const stack = synthesize(id);
    const broker = stack.one("aws_mq_broker");
    const functions = ["listener", "topology", "publisher", "interface-waiter"].filter(
      (name) => name !== "interface-waiter" || id !== "option-1-public-broker",
    );
    const of = (type: string, attribute: string) =>
      functions.map((name) => stack.attribute(stack.one(type, name), attribute));
    const values = Object.fromEntries(Object.entries(stack.json.output).map(([name, { value }]) => [name, value]));

    expect(values).toEqual({
      broker_arn: stack.attribute(broker, "arn"),
      broker_id: stack.attribute(broker, "id"),
      broker_console_url: `\${${broker.address}.instances[0].console_url}`,
      broker_amqps_endpoint: expect.stringContaining('startswith(endpoint, "amqps://")'),
      queue: "messages",
      virtual_host: "/",
      event_source_mapping_uuid: stack.attribute(stack.one("aws_lambda_event_source_mapping"), "uuid"),
      function_names: of("aws_lambda_function", "function_name"),
      log_groups: of("aws_cloudwatch_log_group", "name"),
      publish_command:
        `echo '{"count":1}' | aws lambda invoke --region us-east-1 --function-name ${stack.attribute(stack.one("aws_lambda_function", "publisher"), "function_name")} ` +
        "--payload fileb:///dev/stdin /dev/stdout",
    });
    expect(Object.values(stack.json.output).every(({ description }) => Boolean(description))).toBe(true);
    expect(JSON.stringify(values)).not.toMatch(/password|secret/i);
  });
});

describe("functions", () => {
  test.each([...optionIds, "run-task"])(
    "%s: each on Node.js 22, its code beside it, with a log group of its own",
    (id) => {
      const stack = synthesize(id);
      for (const lambda of stack.resources("aws_lambda_function")) {
        const name = stack.shortName(lambda);
        expect(lambda.values).toMatchObject({
          runtime: "nodejs22.x",
          handler: "index.handler",
          filename: expect.stringMatching(/^assets\/[\w-]+\/[0-9a-f]{16}\/[a-z-]+\.zip$/),
          source_code_hash: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
          role: stack.attribute(stack.one("aws_iam_role", name), "arn"),
          depends_on: [
            stack.one("aws_iam_role_policy", name).address,
            stack.one("aws_cloudwatch_log_group", name).address,
          ],
        });
        // Not every Region has Arm: https://github.com/aws-powertools/powertools-lambda-python/issues/3545
        expect(lambda.values).not.toHaveProperty("architectures");
        expect(stack.one("aws_cloudwatch_log_group", name).values).toMatchObject({
          name: `/aws/lambda/${lambda.values.function_name}`,
          retention_in_days: 30,
        });
      }
    },
  );
});

describe("with the longest project, environment and queue", () => {
  const longest = { project: "p".repeat(12), environment: "e".repeat(10), queue: "q".repeat(200) };

  test.each(optionIds)("%s: descriptions keep within AWS's limits", (id) => {
    const stack = synthesize(id, longest);
    const descriptions = (type: string) => stack.resources(type).map(({ values }) => values.description);
    // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
    for (const description of descriptions("aws_lambda_function")) {
      expect(description).toMatch(/^.{1,256}$/);
    }
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
    for (const type of ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"]) {
      for (const description of descriptions(type)) {
        expect(description).toMatch(/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
      }
    }
  });
});

import { existingBrokerOption, options } from "../../stacks/catalogue";
import { typesOfOptions } from "../../stacks/permissions/option-types";
import { optionPrefix } from "../../stacks/permissions/pipeline";
import { policyFor } from "../../stacks/permissions/policies";
import { stackIds } from "../../stacks/stack-states";
import { claimsOf, lengthOf, policiesOf as policiesOfRole, type Statement, statementsOf } from "../support/iam-roles";
import { type SynthesizedStack, synthesize } from "../support/synthesized-stack";

const id = "pipeline-access";
const given = {
  githubRepository: "acme/orders",
  region: "eu-west-1",
  stateBackend: "s3",
  stateBucket: "our-state",
};
const stack = synthesize(id, given);

type Task = "plan" | "apply";
const tasks = ["plan", "apply"] as const;

const roleOf = (of: SynthesizedStack, task: Task) => of.one("aws_iam_role", `${task}-role`);
const trustOf = (task: Task, more: object = {}) => {
  const of = synthesize(id, { ...given, ...more });
  const [statement] = statementsOf(of, roleOf(of, task).values.assume_role_policy);
  return statement as Statement;
};
/** The policies of a role by their names. */
const policiesOf = (task: Task, of = stack) => policiesOfRole(of, roleOf(of, task));
const allOf = (task: Task, of = stack) => Object.values(policiesOf(task, of)).flat();
const actionsOf = (task: Task, of = stack) => allOf(task, of).flatMap(({ actions }) => actions);

const account = stack.attribute(stack.oneDataSource("aws_caller_identity"), "account_id");
const partition = stack.attribute(stack.oneDataSource("aws_partition"), "partition");
const plans = `${stack.attribute(stack.one("aws_s3_bucket"), "arn")}/*`;
const stateObjects = `arn:${partition}:s3:::our-state/mqesm/dev/option-*.tfstate`;

describe("who may assume the roles", () => {
  test.each(tasks)("%s: tokens of GitHub for AWS, by the account's provider, and nobody else", (task) => {
    const provider = stack.one("aws_iam_openid_connect_provider");
    expect(provider.values).toMatchObject({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
    expect(trustOf(task)).toMatchObject({
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: [{ type: "Federated", identifiers: [stack.attribute(provider, "arn")] }],
    });
    expect(claimsOf(trustOf(task)).aud).toEqual(["sts.amazonaws.com"]);
  });

  test("planning: jobs of pull requests, and of the default branch", () => {
    expect(claimsOf(trustOf("plan"))).toEqual({
      aud: ["sts.amazonaws.com"],
      sub: ["repo:acme/orders:pull_request", "repo:acme/orders:ref:refs/heads/main"],
    });
  });

  test("applying: jobs of the environment, on the default branch", () => {
    expect(claimsOf(trustOf("apply"))).toEqual({
      aud: ["sts.amazonaws.com"],
      sub: ["repo:acme/orders:environment:production"],
      ref: ["refs/heads/main"],
    });
    expect(claimsOf(trustOf("apply", { githubEnvironment: "eu west", githubBranch: "trunk" }))).toMatchObject({
      sub: ["repo:acme/orders:environment:eu west"],
      ref: ["refs/heads/trunk"],
    });
  });

  test("by ids where they are known: subjects of both forms, of the repository with that id", () => {
    const ids = { githubRepositoryIds: "123/456" };
    expect(claimsOf(trustOf("plan", ids))).toEqual({
      aud: ["sts.amazonaws.com"],
      sub: [
        "repo:acme/orders:pull_request",
        "repo:acme@123/orders@456:pull_request",
        "repo:acme/orders:ref:refs/heads/main",
        "repo:acme@123/orders@456:ref:refs/heads/main",
      ],
      repository_id: ["456"],
    });
    expect(claimsOf(trustOf("apply", ids))).toEqual({
      aud: ["sts.amazonaws.com"],
      sub: ["repo:acme/orders:environment:production", "repo:acme@123/orders@456:environment:production"],
      repository_id: ["456"],
      ref: ["refs/heads/main"],
    });
  });

  test.each(["cn-north-1", "us-gov-west-1"])(
    "%s, where AWS compares no other claims: audience and subject",
    (region) => {
      expect(Object.keys(claimsOf(trustOf("apply", { region, githubRepositoryIds: "1/2" })))).toEqual(["aud", "sub"]);
    },
  );

  test.each(tasks)("%s: each claim must equal a text: no wildcard, and none that may be missing", (task) => {
    for (const { test: operator, values } of trustOf(task, { githubRepositoryIds: "1/2" }).condition ?? []) {
      expect(operator).toBe("StringEquals");
      expect(values.join()).not.toMatch(/[*?]/);
    }
  });

  test("an account that has the provider already keeps it", () => {
    const existing = synthesize(id, { ...given, githubOidcProvider: "existing" });
    const provider = existing.oneDataSource("aws_iam_openid_connect_provider");
    expect(existing.resources("aws_iam_openid_connect_provider")).toEqual([]);
    const [trust] = statementsOf(existing, roleOf(existing, "plan").values.assume_role_policy);
    expect(trust?.principals).toEqual([{ type: "Federated", identifiers: [existing.attribute(provider, "arn")] }]);
  });

  test("a role is kept for an hour, or for as long as Terraform may wait while applying", () => {
    expect(tasks.map((task) => roleOf(stack, task).values.max_session_duration)).toEqual([3600, 10_800]);
  });
});

describe("what planning may", () => {
  test("changes nothing: it reads, rolls a password, and puts plans", () => {
    expect(actionsOf("plan").filter((action) => !/:(Describe|List|Get)/.test(action))).toEqual(["s3:PutObject"]);
  });

  test("is what Terraform calls to plan the options, and nothing more of Terraform", () => {
    const documented = policyFor("plan", typesOfOptions(false)).Statement.flatMap(({ Action }) => Action);
    expect(
      policiesOf("plan")
        .plan?.flatMap(({ actions }) => actions)
        .sort(),
    ).toEqual([...documented].sort());
    expect(Object.keys(policiesOf("plan"))).toEqual(["plan", "state", "plans"]);
  });

  test("puts plans, and neither reads, lists nor deletes one", () => {
    expect(policiesOf("plan").plans).toEqual([{ actions: ["s3:PutObject"], resources: [plans] }]);
    const { plans: _, ...others } = policiesOf("plan");
    const elsewhere = Object.values(others).flatMap((statements) => statements.flatMap(({ resources }) => resources));
    expect(elsewhere.filter((resource) => resource.includes("aws_s3_bucket."))).toEqual([]);
  });

  test("reads the options' state, and takes no lock: who may take one may break another's", () => {
    expect(policiesOf("plan").state).toEqual([
      { actions: ["s3:ListBucket"], resources: [`arn:${partition}:s3:::our-state`] },
      { actions: ["s3:GetObject"], resources: [stateObjects] },
    ]);
  });

  test("reads the administrators' secrets, as a plan must, and no other", () => {
    const read = allOf("plan").filter(({ actions }) => actions.includes("secretsmanager:GetSecretValue"));
    expect(read).toEqual([
      {
        actions: ["secretsmanager:GetSecretValue"],
        resources: [`arn:${partition}:secretsmanager:eu-west-1:${account}:secret:mqesm-dev-option-*/administrator-*`],
      },
    ]);
  });
});

describe("what applying may", () => {
  test("is what Terraform calls to plan, apply and destroy the options, and nothing more of Terraform", () => {
    const terraform = ["plan", "apply", "destroy"] as const;
    const documented = terraform.flatMap((task) =>
      policyFor(task, typesOfOptions(false)).Statement.flatMap(({ Action }) => Action),
    );
    const statements = terraform.flatMap((task) => policiesOf("apply")[task] ?? []);
    expect(new Set(statements.flatMap(({ actions }) => actions))).toEqual(new Set(documented));
    expect(Object.keys(policiesOf("apply"))).toEqual(["plan", "apply", "destroy", "state", "plans"]);
  });

  test("says nothing twice: the policies of a role have one length in common", () => {
    const said = Object.values(policiesOf("apply")).flatMap((statements) =>
      statements.flatMap(({ actions, ...on }) => actions.map((action) => JSON.stringify({ action, ...on }))),
    );
    expect(said.filter((one, index) => said.indexOf(one) < index)).toEqual([]);
  });

  test("reads plans, and neither puts, lists nor deletes one", () => {
    expect(policiesOf("apply").plans).toEqual([{ actions: ["s3:GetObject"], resources: [plans] }]);
  });

  test("writes the options' state, and deletes locks alone", () => {
    expect(policiesOf("apply").state?.slice(2)).toEqual([
      { actions: ["s3:PutObject"], resources: [stateObjects] },
      { actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], resources: [`${stateObjects}.tflock`] },
    ]);
    const deleting = allOf("apply").filter(({ actions }) => actions.some((action) => /^s3:Delete/.test(action)));
    expect(deleting.flatMap(({ resources }) => resources)).toEqual([`${stateObjects}.tflock`]);
  });

  test("is no way to the roles themselves, their trust, or the state of this stack", () => {
    expect(
      actionsOf("apply").filter((action) => /OpenIDConnect|AttachRolePolicy|PutBucketPolicy|sts:Assume/.test(action)),
    ).toEqual([]);
    const names = [...options, existingBrokerOption].map((option) => option.id);
    expect(names.filter((name) => !name.startsWith(optionPrefix))).toEqual([]);
    expect(stackIds.filter((name) => name.startsWith(optionPrefix))).toEqual(names);
    for (const { actions, resources } of allOf("apply").filter(({ actions }) =>
      actions.some((each) => each.startsWith("iam:")),
    )) {
      expect([actions, resources]).toEqual([
        actions,
        [
          actions.includes("iam:CreateServiceLinkedRole")
            ? `arn:${partition}:iam::${account}:role/aws-service-role/mq.amazonaws.com/*`
            : `arn:${partition}:iam::${account}:role/mqesm-dev-option-*`,
        ],
      ]);
    }
  });
});

describe.each(tasks)("what %s may", (task) => {
  test("is allowed by names or, where AWS knows none, in the Region alone", () => {
    const everywhere = allOf(task).filter(({ resources }) => resources.includes("*"));
    const bound = everywhere.filter(({ condition = [] }) =>
      condition.some(({ variable, values }) => variable === "aws:RequestedRegion" && values.join() === "eu-west-1"),
    );
    const unbound = everywhere.filter((statement) => !bound.includes(statement)).flatMap(({ actions }) => actions);
    // Amazon Route 53 is in no Region.
    expect(unbound).toEqual(task === "plan" ? [] : ["route53:AssociateVPCWithHostedZone"]);
  });

  test("holds no wildcard in an action, and no managed policy", () => {
    expect(actionsOf(task).filter((action) => !/^[a-z0-9]+:[A-Z]\w+$/.test(action))).toEqual([]);
    expect(stack.resources("aws_iam_role_policy_attachment")).toEqual([]);
    expect(roleOf(stack, task).values).not.toHaveProperty("managed_policy_arns");
  });

  test("has no state where that is not in a bucket", () => {
    const local = synthesize(id, { githubRepository: "acme/orders" });
    expect(Object.keys(policiesOf(task, local))).not.toContain("state");
    expect(local.text).not.toContain("our-state");
  });

  test("uses the key of state and plans, where there is one, and no other", () => {
    const stateKmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-4cde-8def-1234567890ab";
    const kms = (of: SynthesizedStack) =>
      allOf(task, of).filter(({ actions }) => actions.some((action) => action.startsWith("kms:")));
    expect(kms(synthesize(id, { ...given, stateKmsKeyArn }))).toEqual([
      { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [stateKmsKeyArn] },
    ]);
    expect(kms(stack)).toEqual([]);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  test.each([false, true])(
    "is short enough for a role's own policies, with the longest names; alarms: %j",
    (alarms) => {
      const longest = {
        alarms,
        ...given,
        project: "p".repeat(alarms ? 8 : 12),
        environment: "e".repeat(alarms ? 6 : 10),
        region: "ap-southeast-1",
        stateBucket: "b".repeat(63),
        stateKmsKeyArn: "arn:aws:kms:ap-southeast-1:123456789012:key/1234abcd-12ab-4cde-8def-1234567890ab",
      };
      const of = synthesize(id, longest);
      expect(lengthOf(of, policiesOf(task, of))).toBeLessThanOrEqual(10_240);
    },
  );
});

describe("the bucket of the plans", () => {
  const bucket = stack.one("aws_s3_bucket");
  const name = stack.attribute(bucket, "bucket");
  const arn = stack.attribute(bucket, "arn");

  test("refuses everything that comes without TLS, and to write where something is", () => {
    expect(statementsOf(stack, stack.one("aws_s3_bucket_policy").values.policy)).toEqual([
      {
        sid: "RefuseWithoutTls",
        effect: "Deny",
        principals: [{ type: "*", identifiers: ["*"] }],
        actions: ["s3:*"],
        resources: [arn, `${arn}/*`],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
      {
        sid: "RefuseToOverwrite",
        effect: "Deny",
        principals: [{ type: "*", identifiers: ["*"] }],
        actions: ["s3:PutObject"],
        resources: [`${arn}/*`],
        condition: [{ test: "Null", variable: "s3:if-none-match", values: ["true"] }],
      },
    ]);
  });

  test("keeps plans for 30 days, as long as GitHub waits for an approval, or as the settings say", () => {
    const rule = (more: object) =>
      synthesize(id, { ...given, ...more }).one("aws_s3_bucket_lifecycle_configuration").values.rule;
    expect(rule({})).toEqual([
      {
        id: "expire-plans",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ days: 30 }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ]);
    expect(rule({ planRetentionDays: 7 })).toMatchObject([{ expiration: [{ days: 7 }] }]);
  });

  test("is versioned, encrypted and not public, as the state's is", () => {
    const state = synthesize("state-bucket");
    for (const type of [
      "aws_s3_bucket_versioning",
      "aws_s3_bucket_server_side_encryption_configuration",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_ownership_controls",
    ]) {
      const { "//": _, bucket: of, ...values } = stack.one(type).values;
      expect(of).toBe(name);
      expect(values).toEqual({ ...state.one(type).values, "//": undefined, bucket: undefined });
    }
  });

  test("is called as the settings say, or by project, environment and account", () => {
    expect(bucket.values.bucket).toBe(`mqesm-dev-plans-${account}`);
    expect(`${"p".repeat(12)}-${"e".repeat(10)}-plans-123456789012`.length).toBeLessThanOrEqual(63);
    expect(synthesize(id, { ...given, planBucket: "our-plans" }).one("aws_s3_bucket").values.bucket).toBe("our-plans");
  });
});

test("its outputs are what the workflows are told", () => {
  expect(Object.fromEntries(Object.entries(stack.json.output).map(([key, { value }]) => [key, value]))).toEqual({
    plan_role_arn: stack.attribute(roleOf(stack, "plan"), "arn"),
    apply_role_arn: stack.attribute(roleOf(stack, "apply"), "arn"),
    plan_bucket: stack.attribute(stack.one("aws_s3_bucket"), "bucket"),
  });
});

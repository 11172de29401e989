import { AwsLocations } from "../../../../connectivity/aws/iam/aws-location";
import type { PolicyDocument } from "../../../../connectivity/aws/iam/document";
import { Documents } from "../../../../connectivity/aws/iam/documents";
import { type Decision, evaluate } from "../../../../connectivity/aws/iam/evaluate";
import { arnSubject } from "../../../../connectivity/aws/iam/role-subject";
import { withRemedy } from "../../../../connectivity/wording/clauses";
import { instanceAt, modelOf, planned, ref } from "./plan-builder";

const BROKER = planned("aws_mq_broker.orders", { broker_name: "orders" });
const OTHER = planned("aws_mq_broker.payments", { broker_name: "payments" });
const POLICY = "aws_iam_role_policy.consume";

/** What a role policy with the given document says to mq:DescribeBroker on the broker "orders". */
function decide(
  policy: unknown,
  ...documents: ReturnType<typeof planned>[]
): Decision & { documents: readonly PolicyDocument[] } {
  const model = modelOf(BROKER, OTHER, planned(POLICY, { policy }), ...documents);
  const holder = instanceAt(model, POLICY);
  const alternatives = new Documents().of(holder.get("policy"), holder);
  const decision = evaluate([{ carrier: holder, alternatives }], {
    action: "mq:DescribeBroker",
    resource: arnSubject(instanceAt(model, "aws_mq_broker.orders"), new AwsLocations(model)),
    caller: null,
    context: () => undefined,
  });
  return { ...decision, documents: alternatives };
}

function document(name: string, values: Record<string, unknown>, json: unknown = undefined) {
  const address = `data.aws_iam_policy_document.${name}`;
  return json === undefined
    ? planned(address, values, { computed: ["json", "minified_json", "id"] })
    : planned(address, { ...values, json });
}

const allow = (resources: unknown, more = {}) => ({ actions: ["mq:DescribeBroker"], resources, ...more });
const CONSUME = ref("data.aws_iam_policy_document.consume.json");

test("the blocks of a data source are read while its JSON is not known", () => {
  const decision = decide(CONSUME, document("consume", { statement: [allow([ref("aws_mq_broker.orders.arn")])] }));
  expect(decision.verdict).toBe("yes");
});

test("minified_json is the same document", () => {
  const statement = [allow([ref("aws_mq_broker.orders.arn")])];
  expect(
    decide(ref("data.aws_iam_policy_document.consume.minified_json"), document("consume", { statement })).verdict,
  ).toBe("yes");
});

test("the ARN of another broker is not the broker's", () => {
  const decision = decide(CONSUME, document("consume", { statement: [allow([ref("aws_mq_broker.payments.arn")])] }));
  expect(decision.verdict).toBe("no");
  expect(decision.nearMisses.map(({ document }) => document.origin.address)).toEqual([
    "data.aws_iam_policy_document.consume",
  ]);
});

test.each([
  ["of the same Region and name", "arn:aws:mq:eu-west-1:*:broker:orders:*", "yes"],
  ["of any broker", "arn:aws:mq:*:*:broker:*", "yes"],
  ["of another Region", "arn:aws:mq:eu-central-1:*:broker:orders:*", "no"],
  ["of another partition", "arn:aws-cn:mq:*:*:broker:orders:*", "no"],
  ["of an account that is not shown", "arn:aws:mq:eu-west-1:123456789012:broker:orders:*", "unknown"],
])("a literal ARN %s", (_, arn, verdict) => {
  expect(decide(CONSUME, document("consume", { statement: [allow([arn])] })).verdict).toBe(verdict);
});

test("an attribute of the broker that is not its ARN may be part of a text", () => {
  const decision = decide(CONSUME, document("consume", { statement: [allow([ref("aws_mq_broker.orders.id")])] }));
  expect(decision.verdict).toBe("unknown");
  expect(decision.missing.map(withRemedy)).toEqual(["aws_mq_broker.orders.id is known after apply only"]);
});

test("effect, not_actions and not_resources", () => {
  const deny = { effect: "Deny", not_actions: ["s3:*"], not_resources: [ref("aws_mq_broker.payments.arn")] };
  const decision = decide(CONSUME, document("consume", { statement: [allow(["*"]), deny] }));
  expect(decision.verdict).toBe("no");
  expect(decision.deniedBy?.origin.address).toBe("data.aws_iam_policy_document.consume");
});

test("documents are included and overridden by sid", () => {
  const base = document("base", { statement: [allow(["*"], { sid: "Describe" })] });
  const closed = document("closed", {
    statement: [{ sid: "Describe", effect: "Deny", actions: ["mq:*"], resources: ["*"] }],
  });
  const json = (name: string) => ref(`data.aws_iam_policy_document.${name}.json`);
  expect(decide(CONSUME, base, document("consume", { source_policy_documents: [json("base")] })).verdict).toBe("yes");
  const overridden = document("consume", {
    source_policy_documents: [json("base")],
    override_policy_documents: [json("closed")],
  });
  expect(decide(CONSUME, base, closed, overridden).verdict).toBe("no");
  const reopened = document("consume", {
    source_policy_documents: [json("closed")],
    statement: [],
    override_policy_documents: [json("base")],
  });
  expect(decide(CONSUME, base, closed, reopened).verdict).toBe("yes");
});

test("documents that include each other end in unknown", () => {
  const consume = document("consume", { source_policy_documents: [ref("data.aws_iam_policy_document.other.json")] });
  const other = document("other", { source_policy_documents: [ref("data.aws_iam_policy_document.consume.json")] });
  expect(decide(CONSUME, consume, other).verdict).toBe("unknown");
});

test("documents that double at every step end, too", () => {
  const steps = Array.from({ length: 40 }, (_, at) => {
    const before = ref(`data.aws_iam_policy_document.d${at - 1}.json`);
    const values = at === 0 ? { statement: [allow(["*"])] } : { source_policy_documents: [before, before] };
    return document(`d${at}`, values);
  });
  expect(decide(ref("data.aws_iam_policy_document.d39.json"), ...steps).verdict).not.toBe("no");
});

test("a known JSON text is traced to the data source that made it", () => {
  const json =
    '{\n  "Version": "2012-10-17",\n  "Statement": [{"Effect": "Allow", "Action": "mq:*", "Resource": "*"}]\n}';
  const policy = '{"Statement":[{"Action":"mq:*","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}';
  const model = modelOf(
    planned(POLICY, { policy }, { dependsOn: ["data.aws_iam_policy_document.consume"] }),
    document("consume", {}, json),
  );
  const holder = instanceAt(model, POLICY);
  const [read] = new Documents().of(holder.get("policy"), holder);
  expect(read?.origin.address).toBe("data.aws_iam_policy_document.consume");
});

test("jsonencode over a value that is not known yet is unknown, and says what to write instead", () => {
  const decision = decide(ref("aws_mq_broker.orders.arn"));
  expect(decision.verdict).toBe("unknown");
  expect(decision.missing.map(withRemedy)).toEqual([
    'the policy of aws_iam_role_policy.consume depends on aws_mq_broker.orders.arn and is known after apply only: write it as data "aws_iam_policy_document", which a plan shows',
  ]);
});

test("of several documents that the plan cannot tell apart, what all say holds", () => {
  const either = ref("data.aws_iam_policy_document.a.json", "data.aws_iam_policy_document.b.json");
  const a = document("a", { statement: [allow(["*"])] });
  const same = document("b", { statement: [allow([ref("aws_mq_broker.orders.arn")])] });
  const less = document("b", { statement: [allow([ref("aws_mq_broker.payments.arn")])] });
  expect(decide(either, a, same).verdict).toBe("yes");
  expect(decide(either, a, less).verdict).toBe("unknown");
});

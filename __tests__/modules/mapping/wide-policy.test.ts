import { reachesBeyond } from "../../../modules/mapping/wide-policy";
import type { PolicyStatement } from "../../../modules/settings/policy-file";

const remarksOn = (...statements: Partial<PolicyStatement>[]) =>
  reachesBeyond(
    statements.map((each) => ({ Effect: "Allow" as const, ...each })),
    "mqesm-dev-option-4-isolated/administrator-",
  );

const everything =
  "lets the code do everything in the account, to read the secrets of the broker's administrator and of other listeners too";
const secrets = "lets the code read the secrets of the broker's administrator and of other listeners too";

test.each<[Partial<PolicyStatement>, string]>([
  [{ Action: ["*"], Resource: ["*"] }, everything],
  [{ Action: ["s3:GetObject", "SecretsManager:Get*"], Resource: ["*"] }, secrets],
  [{ Action: ["secretsmanager:GetSecretValue"], Resource: ["arn:aws:secretsmanager:*:*:secret:*"] }, secrets],
  [{ Action: ["*"], Resource: ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:mqesm-dev-*"] }, secrets],
  [{ NotAction: ["iam:*"], Resource: ["*"] }, secrets],
  [{ Action: ["secretsmanager:*"], NotResource: ["arn:aws:secretsmanager:*:*:secret:mine-*"] }, secrets],
])("%j reaches beyond the listener", (statement, remark) => {
  expect(remarksOn(statement)).toEqual([remark]);
});

test.each<Partial<PolicyStatement>>([
  { Action: ["dynamodb:*"], Resource: ["*"] },
  { Action: ["secretsmanager:GetSecretValue"], Resource: ["arn:aws:secretsmanager:*:*:secret:shop/api-key-??????"] },
  { Action: ["secretsmanager:PutSecretValue"], Resource: ["*"] },
  { Action: ["*"], Resource: ["arn:aws:s3:::orders/*"] },
  { NotAction: ["secretsmanager:*"], Resource: ["*"] },
  { Effect: "Deny", Action: ["*"], Resource: ["*"] },
  { Action: ["*"], Resource: ["*"], Condition: { StringEquals: { "aws:ResourceTag/team": ["orders"] } } },
])("%j says nothing of these secrets", (statement) => {
  expect(remarksOn(statement)).toEqual([]);
});

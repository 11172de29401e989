import { BROKER, CONSUME, DOCUMENT, decisive, findings, MAPPING, only, planned, ROLE, ref, SECRET } from "../stack";

const VERSION = "aws_secretsmanager_secret_version.broker";
const access = (...accesses: object[]) => ({ [MAPPING]: { source_access_configuration: accesses } });
const basic = { type: "BASIC_AUTH", uri: ref(`${SECRET}.arn`) };

describe("login", () => {
  test("without BASIC_AUTH the mapping fails", () => {
    const found = only(findings(access({ type: "VIRTUAL_HOST", uri: "/" })), "basic-auth");
    expect(found.resource).toBe(MAPPING);
    expect(found.explanation).toBe(
      `${MAPPING} has no source_access_configuration of type BASIC_AUTH, and a broker always asks for a login.`,
    );
    expect(decisive({ [MAPPING]: { source_access_configuration: undefined } })).toEqual([`basic-auth at ${MAPPING}`]);
  });

  test("the uri has to be a secret's ARN", () => {
    expect(decisive(access({ ...basic, uri: "orders/broker" }))).toEqual([`basic-auth at ${MAPPING}`]);
  });

  test("the uri of every BASIC_AUTH has to be one, in whatever order they stand", () => {
    const mistaken = { type: "BASIC_AUTH", uri: "/" };
    expect(decisive(access(basic, mistaken))).toEqual([`basic-auth at ${MAPPING}`]);
    expect(decisive(access(mistaken, basic))).toEqual([`basic-auth at ${MAPPING}`]);
  });

  test("of two secrets none is the first: which one it logs in with is not known, in whatever order they stand", () => {
    const other = { type: "BASIC_AUTH", uri: "arn:aws:secretsmanager:us-east-1:123456789012:secret:other-a1b2c3" };
    for (const blocks of [access(basic, other), access(other, basic)]) {
      expect(decisive(blocks)).toContain(`basic-auth-unknown at ${MAPPING}`);
    }
  });

  test("an ARN of a secret elsewhere is one", () => {
    const uri = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:elsewhere-a1b2c3";
    const statement = CONSUME.map((one) =>
      one.actions[0]?.startsWith("secrets") ? { ...one, resources: [uri] } : one,
    );
    expect(decisive({ ...access({ ...basic, uri }), [DOCUMENT]: { statement } })).toEqual([]);
    expect(decisive(access({ ...basic, uri }))).toEqual([`role-lacks-permission at ${DOCUMENT}`]);
  });

  test.each(["VPC_SUBNET", "VPC_SECURITY_GROUP", "SASL_SCRAM_512_AUTH"])("%s is not for Amazon MQ", (type) => {
    const found = only(findings(access(basic, { type, uri: "subnet:subnet-1" })), "source-access-type");
    expect(found.explanation).toBe(
      `${MAPPING} has a source_access_configuration of type "${type}", which mappings on Amazon MQ for RabbitMQ do not have.`,
    );
  });
});

describe("the secret's value", () => {
  const value = (secret_string: unknown) => ({ [VERSION]: { secret_string } });

  test.each([
    ['{"user":"operator","pass":"hunter2hunter2"}', 'has no "username" and "password"'],
    ['{"username":"operator"}', 'has no "password"'],
    ['{"username":"operator","password":""}', 'has no "password"'],
    ["hunter2hunter2", "is not a JSON object"],
    ['["hunter2hunter2"]', "is not a JSON object"],
  ])("%s", (stored, fault) => {
    const changes = { ...value(stored), "aws_lambda_invocation.topology": null };
    const found = only(findings(changes), "secret-keys");
    expect(found.explanation).toBe(`The value of ${VERSION} ${fault}.`);
    expect(JSON.stringify(findings(changes))).not.toContain("hunter2");
  });

  test("something that runs before the mapping may write another value", () => {
    expect(decisive(value("{}"))).toEqual([]);
    expect(findings(value("{}")).map(({ rule }) => rule)).toEqual(["secret-value"]);
  });

  test("a value that is not shown is no finding", () => {
    expect(findings(value(ref(`${BROKER}.id`)))).toEqual([]);
  });

  test("no value at all is worth a warning", () => {
    const found = only(findings({ [VERSION]: null, "aws_lambda_invocation.topology": null }), "secret-value");
    expect([found.severity, found.resource]).toEqual(["warning", SECRET]);
  });
});

describe("the secret's policy", () => {
  const policy = (statement: object) =>
    planned("aws_secretsmanager_secret_policy.it", {
      secret_arn: ref(`${SECRET}.arn`),
      policy: JSON.stringify({
        Statement: { Effect: "Deny", Principal: "*", Action: "secretsmanager:*", Resource: "*", ...statement },
      }),
    });

  test("a Deny for everyone denies the role", () => {
    const found = only(findings({}, policy({})), "secret-policy");
    expect(found.resource).toBe("aws_secretsmanager_secret_policy.it");
    expect(found.explanation).toBe(
      `aws_secretsmanager_secret_policy.it denies secretsmanager:GetSecretValue on ${SECRET} to ${ROLE}, and a Deny outweighs every Allow.`,
    );
  });

  test.each([
    ["for another role", { Principal: { AWS: "arn:aws:iam::123456789012:role/other" } }, []],
    ["of another action", { Action: "secretsmanager:DeleteSecret" }, []],
    ["of all calls without TLS", { Condition: { Bool: { "aws:SecureTransport": "false" } } }, []],
    [
      "outside a VPC",
      { Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } },
      ["secret-policy-unknown at aws_secretsmanager_secret_policy.it"],
    ],
    [
      "for everyone but the role",
      { Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/listener" } } },
      [],
    ],
    [
      "for everyone but another role",
      { Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/other" } } },
      ["secret-policy at aws_secretsmanager_secret_policy.it"],
    ],
  ])("a Deny %s", (_, statement, expected) => {
    expect(decisive({}, policy(statement))).toEqual(expected);
  });

  test("the secret's own argument counts as well", () => {
    const own = JSON.stringify({ Statement: { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" } });
    expect(decisive({ [SECRET]: { policy: own } })).toEqual([`secret-policy at ${SECRET}`]);
    expect(decisive({ [SECRET]: { policy: "{}" } })).toEqual([]);
  });
});

describe("the secret's key", () => {
  const KEY = "aws_kms_key.secrets";
  const encrypted = { [SECRET]: { kms_key_id: ref(`${KEY}.arn`) } };
  const decrypting = {
    [DOCUMENT]: { statement: [...CONSUME, { actions: ["kms:Decrypt"], resources: [ref(`${KEY}.arn`)] }] },
  };
  const key = (policy?: object) =>
    planned(KEY, policy === undefined ? {} : { policy: JSON.stringify({ Statement: policy }) }, {
      computed: ["arn", "id", "key_id", "policy"],
    });
  const toAccount = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
  };

  test("AWS's own key needs nothing", () => {
    expect(decisive({ [SECRET]: { kms_key_id: "alias/aws/secretsmanager" } })).toEqual([]);
  });

  test("a key of one's own needs kms:Decrypt", () => {
    const found = only(findings(encrypted, key()), "role-lacks-permission");
    expect(found.explanation).toBe(`${ROLE} is not allowed kms:Decrypt on ${KEY}, which encrypts ${SECRET}.`);
    expect(decisive({ ...encrypted, ...decrypting }, key())).toEqual([]);
  });

  test("by an alias as well", () => {
    const alias = planned("aws_kms_alias.secrets", { name: "alias/secrets", target_key_id: ref(`${KEY}.key_id`) });
    expect(decisive({ [SECRET]: { kms_key_id: ref("aws_kms_alias.secrets.arn") } }, key(), alias)).toEqual([
      `role-lacks-permission at ${ROLE}`,
    ]);
  });

  test("the key's policy may name the role itself", () => {
    const direct = {
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
    };
    expect(decisive(encrypted, key(direct))).toEqual([]);
  });

  test("a key policy for others shuts the role out", () => {
    const others = { ...toAccount, Principal: { AWS: "arn:aws:iam::123456789012:role/administrator" } };
    const found = only(findings({ ...encrypted, ...decrypting }, key(others)), "key-policy");
    expect(found.resource).toBe(KEY);
    expect(found.explanation).toBe(`The key policy does not allow ${ROLE} to decrypt ${SECRET} with ${KEY}.`);
  });

  test("a key policy for an account that may be the role's is unknown", () => {
    expect(decisive({ ...encrypted, ...decrypting }, key(toAccount))).toEqual([`permission-unknown at ${KEY}`]);
    expect(decisive(encrypted, key(toAccount))).toEqual([`role-lacks-permission at ${ROLE}`]);
  });

  test("a grant is enough", () => {
    const grant = planned("aws_kms_grant.it", {
      key_id: ref(`${KEY}.key_id`),
      grantee_principal: ref(`${ROLE}.arn`),
      operations: ["Decrypt"],
    });
    expect(decisive(encrypted, key(), grant)).toEqual([]);
  });

  test("a key elsewhere is unknown", () => {
    const arn = "arn:aws:kms:eu-west-1:123456789012:key/1234";
    expect(decisive({ [SECRET]: { kms_key_id: arn } })).toEqual([`permission-unknown at ${SECRET}`]);
  });
});

import {
  ANYTHING,
  knownTextOf,
  match,
  name,
  parsePattern,
  SECRET_SUFFIX,
  UNSEEN,
  UNSEEN_ACCOUNT,
} from "../../../../connectivity/aws/iam/pattern";

const broker = name("arn:aws:mq:eu-west-1:", UNSEEN_ACCOUNT, ":broker:orders:", UNSEEN);
const secret = name("arn:aws:secretsmanager:eu-west-1:", UNSEEN_ACCOUNT, ":secret:orders/broker-", SECRET_SUFFIX);

test.each([
  ["*", "yes"],
  ["**", "yes"],
  ["arn:aws:mq:eu-west-1:*:broker:orders:*", "yes"],
  ["arn:*:broker:orders:*", "yes"],
  ["arn:aws:mq:eu-west-1:????????????:broker:orders:*", "yes"],
  ["arn:aws:mq:eu-west-1:123456789012:broker:orders:*", "unknown"],
  ["arn:aws:mq:eu-west-1:*:broker:orders:b-1234", "unknown"],
  ["arn:aws:mq:eu-west-1:$" + "{aws:PrincipalAccount}:broker:orders:*", "unknown"],
  ["arn:aws:mq:eu-central-1:*:broker:orders:*", "no"],
  ["arn:aws:mq:eu-west-1:*:broker:payments:*", "no"],
  ["arn:aws:mq:eu-west-1:12345678901:broker:orders:*", "no"],
  ["arn:aws:mq:eu-west-1:abcdefghijkl:broker:orders:*", "no"],
  ["arn:aws:mq:eu-west-1:*:broker:orders", "no"],
  ["", "no"],
])("a broker that does not exist yet against %s: %s", (pattern, expected) => {
  expect(match(parsePattern(pattern), broker)).toBe(expected);
});

test.each([
  ["arn:aws:secretsmanager:eu-west-1:*:secret:orders/broker-*", "yes"],
  ["arn:aws:secretsmanager:eu-west-1:*:secret:orders/broker-??????", "yes"],
  ["arn:aws:secretsmanager:eu-west-1:*:secret:orders/*", "yes"],
  ["arn:aws:secretsmanager:eu-west-1:*:secret:orders/broker-a1B2c3", "unknown"],
  ["arn:aws:secretsmanager:eu-west-1:*:secret:orders/broker-?????", "no"],
  ["arn:aws:secretsmanager:eu-west-1:*:secret:orders/broker", "no"],
  ["arn:aws:secretsmanager:eu-west-1:*:secret:Orders/broker-*", "no"],
])("a secret's six random characters against %s: %s", (pattern, expected) => {
  expect(match(parsePattern(pattern), secret)).toBe(expected);
});

test("a part that is unseen does not reach over a colon", () => {
  expect(match(parsePattern("arn:aws:mq:a:b:broker"), name("arn:aws:mq:", UNSEEN, ":broker"))).toBe("no");
  expect(match(parsePattern("arn:aws:mq:a:b:broker"), name("arn:aws:mq:", ANYTHING, ":broker"))).toBe("unknown");
});

test("an unseen part may be empty", () => {
  expect(match(parsePattern("ab"), name("a", UNSEEN, "b"))).toBe("unknown");
});

test("without wildcards a star is a star", () => {
  expect(match(parsePattern("*", false), name("anything"))).toBe("no");
  expect(match(parsePattern("*", false), name("*"))).toBe("yes");
});

test.each(["*", "?", "$"])("the variable %s is that character", (character) => {
  expect(match(parsePattern(`a\${${character}}`), name(`a${character}`))).toBe("yes");
  expect(match(parsePattern(`a\${${character}}`), name("ab"))).toBe("no");
});

test("wildcards upon wildcards take no time", () => {
  const pattern = parsePattern(`${"*a".repeat(250)}b`);
  expect(match(pattern, name("a".repeat(500)))).toBe("no");
  expect(match(parsePattern("*a".repeat(250)), name("a".repeat(500)))).toBe("yes");
  expect(match(parsePattern(`${"*a".repeat(2000)}b`), name("a".repeat(4000)))).toBe("unknown");
});

test("what is longer than any ARN costs no more than an ARN, and is no text", () => {
  const long = name("arn:", "a".repeat(1_000_000));
  expect(long.length).toBeLessThan(5_000);
  expect(knownTextOf(long)).toBeNull();
});

test("what is longer than any ARN is not judged", () => {
  expect(match(parsePattern("a".repeat(10_000)), name("b"))).toBe("unknown");
  expect(match(parsePattern("a*"), name("a".repeat(10_000)))).toBe("unknown");
});

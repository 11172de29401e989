import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, inWords, type ReportInWords } from "../../../../connectivity/index";
import { clipped, LIMITS, line } from "../../../../hcp/run-task/result/limits";
import { messageOf, resultOf } from "../../../../hcp/run-task/result/message";
import { outcomesOf } from "../../../../hcp/run-task/result/outcomes";

const SETTINGS = { assume: [], unknown: "fail" } as const;

const CASES = join(__dirname, "../../../connectivity/cases");

function reportOf(name: string): ReportInWords {
  const json: unknown = JSON.parse(readFileSync(join(CASES, name, "plan.json"), "utf8"));
  return inWords(check([{ name: "the plan", json }]));
}

/** Mappings that work, fail and are unknown, many times over: more hops than HCP Terraform shows. */
const all = ["nat-private-subnet", "transit-gateway-default", "isolated-without-sts"].map(reportOf);
const estate: ReportInWords = {
  mappings: Array.from({ length: 30 }, () => all.flatMap(({ mappings }) => mappings)).flat(),
  findings: all.flatMap(({ findings }) => findings),
};

test("of more outcomes than are taken the worst are shown, and the last one says how many are not", () => {
  const outcomes = outcomesOf(estate);
  expect(outcomes).toHaveLength(LIMITS.outcomes);
  const count = estate.mappings.flatMap(({ hops, findings }) => [...hops, ...findings]).length + estate.findings.length;
  expect(count).toBeGreaterThan(LIMITS.outcomes);
  expect(outcomes.at(-1)).toMatchObject({ id: "not-listed", severity: { level: "none" } });
  expect(outcomes.at(-1)?.description).toMatch(
    new RegExp(`^${count - LIMITS.outcomes + 1} more are not listed: \\d+ `),
  );
  const order = ["error", "warning", "info", "none"];
  expect(outcomes[0]?.status).toEqual({ label: "Blocked", level: "error" });
  const levels = outcomes.slice(0, -1).map(({ severity }) => order.indexOf(severity.level));
  expect(levels).toEqual([...levels].sort());
});

describe("texts that are longer than is taken", () => {
  const long = `${"a".repeat(2_000)} "😀" ${"b".repeat(20_000)}`;
  const [mapping] = [{ address: long }];
  const report = {
    mappings: [
      {
        address: mapping.address,
        constructPath: null,
        verdict: "fails",
        assumptions: [long],
        findings: [],
        hops: [
          {
            target: "sts",
            port: 443,
            from: `aws_subnet.x["\u202e\n${long}"]`,
            verdict: "blocked",
            via: null,
            through: [],
            reason: "no-route-out",
            resource: long,
            constructPath: null,
            causes: [],
            cases: [],
            assumable: [],
            explanation: long,
            remedy: long,
          },
        ],
      },
    ],
    findings: [],
  } as unknown as ReportInWords;

  test("are cut, and keep to a line where they have to", () => {
    const [outcome] = outcomesOf(report);
    expect(outcome?.description.length).toBe(LIMITS.description);
    expect(outcome?.description).not.toMatch(/[\n\u202e]/);
    expect(outcome?.body.length).toBeLessThan(10_000);
    expect(resultOf(report, SETTINGS, []).message.length).toBeLessThanOrEqual(LIMITS.message);
  });
});

test.each([
  ["abc", 3, "abc"],
  ["abcd", 3, "ab…"],
  ["a😀b", 3, "a…"],
  ["😀😀", 4, "😀😀"],
])("of %p, %i characters are %p", (text, most, expected) => {
  expect(clipped(text, most)).toBe(expected);
});

test("a line is one", () => {
  expect(line(" a\n\tb\u2028c ", 100)).toBe("a b c");
  expect(messageOf(["One.", "", "Two\u0007."])).toBe("One. Two\\u{7}.");
});

test("a message of many mappings has the first reason, and how many more there are", () => {
  const { message, status, verdict } = resultOf(estate, SETTINGS, []);
  expect([status, verdict]).toEqual(["failed", "fails"]);
  expect(message).toMatch(
    /^FAILS: 30 of 90 event source mappings will not work, and 30 cannot be decided\. aws_lambda_event_source_mapping\.telemetry: There is no IPv4 route/,
  );
  expect(message).toMatch(/ 29 more reasons\.$/);
});

test("a verdict that rests on what was asserted says so", () => {
  const [mapping] = reportOf("nat-private-subnet").mappings;
  if (mapping === undefined) throw new Error("There is no mapping.");
  const report = {
    mappings: [{ ...mapping, assumptions: ["data.aws_vpc.default:default-network-acl-open"] }],
    findings: [],
  };
  expect(resultOf(report, SETTINGS, []).message).toBe(
    "WORKS: the event source mapping reaches all that is needed. It rests on what was asserted: data.aws_vpc.default:default-network-acl-open.",
  );
});

import { Acceptance } from "../../../../cli/check/acceptance/acceptance";
import { conclude } from "../../../../cli/check/output/conclusion";
import { blocked, finding, mapping, report } from "../../reports";

const ADDRESS = "aws_lambda_event_source_mapping.orders";
const entry = { code: "no-route-out", mapping: null, reason: "The route comes from the network team.", until: null };
const fails = mapping({ verdict: "fails", hops: [blocked()] });

const outcomeOf = (each: typeof fails, acceptance: Acceptance) =>
  conclude([{ workspace: "plan.json", report: report(each) }], acceptance);

test("what is accepted leaves the exit code, and not the verdict", () => {
  expect(outcomeOf(fails, new Acceptance([entry]))).toEqual({
    outcome: "works",
    verdict: "fails",
    result: "The event source mapping fails, and all that keeps it from working is accepted.",
    next: "The exit code leaves it out.",
  });
});

test.each([
  ["another code", { ...entry, code: "nat-without-internet" }, fails],
  ["another mapping", { ...entry, mapping: "aws_lambda_event_source_mapping.invoices" }, fails],
  ["one problem of two", entry, mapping({ ...fails, findings: [finding()] })],
] as const)("accepting %s changes nothing", (_, accepted, each) => {
  expect(outcomeOf(each, new Acceptance([accepted])).outcome).toBe("fails");
});

test("accepting what fails leaves open what is unknown", () => {
  const both = mapping({ verdict: "fails", hops: [blocked(), blocked({ verdict: "unknown", reason: "dns-unknown" })] });
  expect(outcomeOf(both, new Acceptance([entry])).outcome).toBe("unknown");
});

test("an entry for one mapping is used by that mapping only, and what nothing uses is known", () => {
  const mine = { ...entry, mapping: ADDRESS };
  const others = { ...entry, mapping: "aws_lambda_event_source_mapping.invoices" };
  const acceptance = new Acceptance([mine, others]);
  expect(acceptance.of(ADDRESS, "no-route-out")).toBe(mine);
  expect(acceptance.unusedBy([fails])).toEqual([others]);
});

test("unknown is let pass where that is asked for, and the verdict stays unknown", () => {
  const unknown = mapping({ verdict: "unknown", hops: [blocked({ verdict: "unknown" })] });
  expect(outcomeOf(unknown, new Acceptance([], true))).toMatchObject({
    outcome: "works",
    verdict: "unknown",
    next: "--allow-unknown lets it pass. Each remedy says what would decide it.",
  });
  expect(outcomeOf(fails, new Acceptance([], true)).outcome).toBe("fails");
});

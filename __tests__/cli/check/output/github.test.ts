import { Acceptance, NOTHING_ACCEPTED } from "../../../../cli/check/acceptance/acceptance";
import { renderGitHub } from "../../../../cli/check/output/github";
import { blocked, finding, mapping, report } from "../../reports";

const github = (each: ReturnType<typeof mapping>, acceptance = NOTHING_ACCEPTED) =>
  renderGitHub([{ workspace: "plan.json", report: report(each) }], acceptance).split("\n");

test("each problem is an annotation, and the last line is what it comes to", () => {
  const each = mapping({
    verdict: "fails",
    hops: [blocked()],
    findings: [finding({ severity: "warning", effect: "none" })],
  });
  expect(github(each)).toEqual([
    "::error title=aws_lambda_event_source_mapping.orders::blocked: STS from aws_subnet.private[0] [no-route-out]%0AResource: aws_route_table.private%0AWhy: There is no IPv4 route to the internet: aws_route_table.private has no routes.%0ARemedy: Give aws_route_table.private a default route to a NAT gateway, or create interface endpoints for the services.",
    expect.stringMatching(
      /^::warning title=aws_lambda_event_source_mapping\.orders::warning: .+ \[role-lacks-permission\]%0AResource: /,
    ),
    "The event source mapping fails. Change aws_route_table.private first, plan again, and check again.",
    "",
  ]);
});

test.each([
  ["unknown is an error, as the exit code says", new Acceptance([]), "error"],
  ["unknown that is let pass is a warning", new Acceptance([], true), "warning"],
  [
    "what is accepted is a notice",
    new Acceptance([{ code: "dns-unknown", mapping: null, reason: "Looked up.", until: null }]),
    "notice",
  ],
])("%s", (_, acceptance, level) => {
  const each = mapping({ verdict: "unknown", hops: [blocked({ verdict: "unknown", reason: "dns-unknown" })] });
  expect(github(each, acceptance)[0]).toMatch(new RegExp(`^::${level} title=`));
});

test("names of the input cannot end the command or begin another", () => {
  const each = mapping({
    address: 'aws_x.y["%0A::error::a,b"]',
    verdict: "fails",
    hops: [blocked({ from: "a\n::error::b" })],
  });
  const [first] = github(each);
  expect(first).toContain('::error title=aws_x.y["%250A%3A%3Aerror%3A%3Aa%2Cb"]::');
  expect(first).toContain("STS from a\\u{a}::error::b");
});

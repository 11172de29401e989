import { Acceptance, NOTHING_ACCEPTED } from "../../../../cli/check/acceptance/acceptance";
import { renderJUnit } from "../../../../cli/check/output/junit";
import { blocked, hop, mapping, report } from "../../reports";

const junit = (each: ReturnType<typeof mapping>, acceptance = NOTHING_ACCEPTED) =>
  renderJUnit([{ workspace: "plan.json", report: report(each) }], acceptance);

test("a suite for each mapping, a case for each hop that is fine and for each problem", () => {
  expect(junit(mapping({ verdict: "fails", hops: [hop(), blocked()] }))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="mqesm check">
  <testsuite name="aws_lambda_event_source_mapping.orders" tests="2" failures="1" skipped="0">
    <testcase classname="aws_lambda_event_source_mapping.orders" name="broker :5671 from aws_subnet.private[0]"/>
    <testcase classname="aws_lambda_event_source_mapping.orders" name="STS from aws_subnet.private[0] [no-route-out]">
      <failure type="blocked" message="There is no IPv4 route to the internet: aws_route_table.private has no routes.">Resource: aws_route_table.private
Remedy: Give aws_route_table.private a default route to a NAT gateway, or create interface endpoints for the services.</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test.each([
  [
    "what is accepted",
    new Acceptance([{ code: "dns-unknown", mapping: null, reason: "Looked up.", until: "2027-01-31" }]),
    "accepted: Looked up. (until 2027-01-31)",
  ],
  ["unknown that is let pass", new Acceptance([], true), "unknown, which --allow-unknown lets pass"],
])("%s is skipped", (_, acceptance, why) => {
  const text = junit(
    mapping({ verdict: "unknown", hops: [blocked({ verdict: "unknown", reason: "dns-unknown" })] }),
    acceptance,
  );
  expect(text).toContain('tests="1" failures="0" skipped="1"');
  expect(text).toContain(`<skipped message="${why}"/>`);
});

test("names of the input are text to XML", () => {
  const text = junit(mapping({ address: 'aws_x.y["<&\u0001>"]', hops: [hop()] }));
  expect(text).toContain('<testsuite name="aws_x.y[&quot;&lt;&amp;\\u{1}&gt;&quot;]"');
});

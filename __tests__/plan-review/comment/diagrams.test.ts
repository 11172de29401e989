import { readFileSync } from "node:fs";
import { join } from "node:path";
import { comment, review } from "../../../plan-review";

const cases = join(__dirname, "..", "..", "connectivity", "cases");

function commentOn(...names: readonly string[]): string {
  return comment(
    review(
      names.map((name) => ({
        name,
        plan: { name, json: JSON.parse(readFileSync(join(cases, name, "plan.json"), "utf8")) },
      })),
    ),
  );
}

test("what is in the way is in sight", () => {
  expect(commentOn("isolated-without-sts")).toContain(
    'Picture of `aws_lambda_event_source_mapping.telemetry`:\n\n```mermaid\nflowchart LR\n  subgraph g0["telemetry#58; fails"]',
  );
});

test("where nothing is in the way the picture is folded", () => {
  expect(commentOn("isolated-three-endpoints")).toMatch(
    /<details><summary>Picture of <code>\S+<\/code><\/summary>\n\n```mermaid\n[^`]*\n```\n\n<\/details>/,
  );
});

test("several workspaces have a picture for each mapping, which says whose it is", () => {
  const pictures = commentOn("isolated-without-sts", "public-broker").match(/Picture of .* in .*/g);
  expect(pictures).toEqual([
    "Picture of `aws_lambda_event_source_mapping.telemetry` in `isolated-without-sts`:",
    "Picture of <code>aws_lambda_event_source_mapping.news</code> in <code>public-broker</code></summary>",
  ]);
});

test("a comment that is too long loses its pictures before what it says", () => {
  const name = "isolated-without-sts";
  const plan = { name, json: JSON.parse(readFileSync(join(cases, name, "plan.json"), "utf8")) };
  const short = comment(review([{ name, plan }]), { limit: 6_000 });
  expect(short).not.toContain("```mermaid");
  expect(short).toContain("the diagrams");
  expect(short).toContain("no-route-out");
});

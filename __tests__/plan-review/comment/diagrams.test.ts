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
    '\n\n```mermaid\nflowchart LR\n  subgraph g0["telemetry#58; fails"]',
  );
});

test("where nothing is in the way the picture is folded", () => {
  expect(commentOn("isolated-three-endpoints")).toMatch(
    /<details><summary>Path of <code>\S+<\/code><\/summary>\n\n```mermaid\n[^`]*\n```\n\n<\/details>/,
  );
});

test("several workspaces have a picture for each mapping", () => {
  const names = ["isolated-without-sts", "public-broker", "literal-subnets"];
  const frames = commentOn(...names).match(/subgraph g0\["[^"]*"\]/g);
  expect(frames).toEqual([
    'subgraph g0["telemetry#58; fails"]',
    'subgraph g0["news#58; works"]',
    'subgraph g0["pumps#58; unknown"]',
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

import { rules } from "../../../connectivity/mapping/rules";

test.each(Object.entries(rules))("%s is documented", (code, rule) => {
  expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(rule.title).not.toMatch(/\.$/);
  expect(rule.meaning).toMatch(/\.$/);
  expect(rule.example.length).toBeGreaterThan(10);
  expect(rule.source).toMatch(/^https:\/\//);
});

test("errors fail the mapping, and only they do", () => {
  for (const [code, rule] of Object.entries(rules)) {
    expect([code, rule.effect === "fails"]).toEqual([code, rule.severity === "error"]);
  }
});

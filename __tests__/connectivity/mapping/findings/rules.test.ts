import { effectOf, rules } from "../../../../connectivity/mapping/findings/rules";
import { decisive, MAPPING, ROLE } from "./stack";

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
    expect(effectOf(code)).toBe(rule.effect);
  }
});

test.each(["no-such-rule", "constructor", "__proto__"])("there is no rule %s", (code) => {
  expect(() => effectOf(code)).toThrow(new RangeError(`there is no rule "${code}"`));
});

test("what fails the mapping comes before what leaves it unknown", () => {
  const changes = {
    [ROLE]: { permissions_boundary: "arn:aws:iam::123456789012:policy/guard" },
    [MAPPING]: { batch_size: 0 },
  };
  expect(decisive(changes)).toEqual([`batch-size at ${MAPPING}`, `permission-unknown at ${ROLE}`]);
});

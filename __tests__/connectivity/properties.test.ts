import fc from "fast-check";
import { assumptionsOf } from "./option-2-facts";
import { withPlannedRule, withRule } from "./properties/additions";
import * as sameMeaning from "./properties/same-meaning";
import { anyMutant, anyPlan, anyPoorerPlan, anyRandom } from "./properties/subjects";
import { verdictsOf, worstHops } from "./properties/verdicts";
import { withheld, withheldFromPlan } from "./properties/withholding";

const RUNS = { seed: 20260101, numRuns: 100 };

describe("synthesized configuration", () => {
  test.each(Object.entries(sameMeaning.configurations))("%s changes no verdict", (_, respell) => {
    fc.assert(
      fc.property(anyMutant, anyRandom, ({ json }, random) => {
        const respelled = respell(json, random);
        expect(verdictsOf(respelled, assumptionsOf(respelled))).toEqual(verdictsOf(json, assumptionsOf(json)));
      }),
      RUNS,
    );
  });

  test("one more rule that allows something blocks nothing", () => {
    fc.assert(
      fc.property(anyMutant, anyRandom, ({ json }, random) => {
        expectNothingBlocked(json, withRule(json, random), assumptionsOf(json));
      }),
      RUNS,
    );
  });

  test("what is no longer shown makes nothing reachable", () => {
    fc.assert(
      fc.property(anyMutant, anyRandom, ({ json }, random) => {
        expectNothingReached(json, withheld(json, random), assumptionsOf(json));
      }),
      RUNS,
    );
  });
});

describe("plans", () => {
  test.each(Object.entries(sameMeaning.plans))("%s changes no verdict", (_, respell) => {
    fc.assert(
      fc.property(anyPoorerPlan, anyRandom, ({ json }, random) => {
        expect(verdictsOf(respell(json, random))).toEqual(verdictsOf(json));
      }),
      RUNS,
    );
  });

  test("one more rule that allows something blocks nothing", () => {
    fc.assert(
      fc.property(anyPlan, anyRandom, ({ json }, random) => {
        expectNothingBlocked(json, withPlannedRule(json, random));
      }),
      RUNS,
    );
  });

  test("what is no longer shown makes nothing reachable", () => {
    fc.assert(
      fc.property(anyPlan, anyRandom, ({ json }, random) => {
        expectNothingReached(json, withheldFromPlan(json, random));
      }),
      RUNS,
    );
  });
});

function expectNothingBlocked(json: unknown, changed: unknown, assume: readonly string[] = []): void {
  const after = worstHops(changed, assume);
  for (const [target, verdict] of worstHops(json, assume)) {
    if (verdict === "reachable") expect([target, after.get(target)]).toEqual([target, "reachable"]);
  }
}

function expectNothingReached(json: unknown, changed: unknown, assume: readonly string[] = []): void {
  const before = worstHops(json, assume);
  for (const [target, verdict] of worstHops(changed, assume)) {
    if (before.get(target) !== "reachable") expect([target, verdict]).not.toEqual([target, "reachable"]);
  }
}

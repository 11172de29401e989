import fc from "fast-check";
import { assumptionsOf } from "./option-2-facts";
import { withPlannedRule, withRule } from "./properties/additions";
import * as sameMeaning from "./properties/same-meaning";
import { anyMutant, anyPlan, anyPoorerPlan, anyRandom } from "./properties/subjects";
import { codesOf, verdictsOf, worstHops } from "./properties/verdicts";
import { withheld, withheldFromPlan } from "./properties/withholding";

const RUNS = { seed: 20260101, numRuns: 500 };

describe("synthesized configuration", () => {
  test.each(Object.entries(sameMeaning.configurations))("%s: no other verdict", (_, respell) => {
    fc.assert(
      fc.property(anyMutant, anyRandom, ({ json }, random) => {
        // AWS refuses the second of two resources for one rule; inside of a group the two are one.
        fc.pre(!codesOf(json).includes("duplicate-rule"));
        const respelled = respell(json, random);
        expect(verdictsOf(respelled, assumptionsOf(respelled))).toEqual(verdictsOf(json, assumptionsOf(json)));
      }),
      RUNS,
    );
  });

  test.each(Object.entries(sameMeaning.configurationsOfHops))("%s: no other hop", (_, respell) => {
    fc.assert(
      fc.property(anyMutant, anyRandom, ({ json }, random) => {
        const assume = assumptionsOf(json);
        expect(verdictsOf(respell(json, random), assume).hops).toEqual(verdictsOf(json, assume).hops);
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

  test("what is no longer shown decides nothing", () => {
    fc.assert(
      fc.property(anyMutant, anyRandom, ({ json }, random) => {
        // AWS refuses a subnet outside of its VPC's range; where the VPC's is not shown, subnets are taken to be inside.
        fc.pre(!codesOf(json).includes("subnet-outside-vpc"));
        expectNothingDecided(json, withheld(json, random), assumptionsOf(json));
      }),
      RUNS,
    );
  });
});

describe("plans", () => {
  test.each(Object.entries(sameMeaning.plans))("%s: no other verdict", (_, respell) => {
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

  test("what is no longer shown decides nothing", () => {
    fc.assert(
      fc.property(anyPlan, anyRandom, ({ json }, random) => {
        expectNothingDecided(json, withheldFromPlan(json, random));
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

/** Less information leaves every hop as it was, or unknown: reachable needs proof, and so does blocked. */
function expectNothingDecided(json: unknown, changed: unknown, assume: readonly string[] = []): void {
  const before = worstHops(json, assume);
  for (const [target, verdict] of worstHops(changed, assume)) {
    if (verdict !== "unknown") expect([target, verdict]).toEqual([target, before.get(target)]);
  }
}

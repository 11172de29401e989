import fc from "fast-check";
import { assumptionsOf } from "./option-2-facts";
import { withPlannedRule, withRule } from "./properties/additions";
import * as sameMeaning from "./properties/same-meaning";
import { anyMutant, anyPlan, anyPoorerPlan, anyRandom, Subject } from "./properties/subjects";
import { anyTied } from "./properties/ties";
import { codesOf, type Judged, judgementOf, verdictsOf, worstHops } from "./properties/verdicts";
import { withheld, withheldFromPlan } from "./properties/withholding";

const anyTie = anyRandom.map((random) => {
  const tied = anyTied(random);
  return new Subject(tied.name, tied);
});

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

describe("ties", () => {
  test("that may be about one of two things decide nothing that either of them decides otherwise", () => {
    fc.assert(
      fc.property(anyTie, ({ json: { certain, other, uncertain } }) => {
        const open = judgementOf(uncertain);
        for (const world of [certain, other]) expectNoOtherVerdict(open, judgementOf(world));
      }),
      { ...RUNS, numRuns: 300 },
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

/**
 * What is decided is decided alike where everything is certain. What AWS refuses to create in a world makes it none: that
 * members of different VPCs do not go together tells which VPC is meant.
 */
function expectNoOtherVerdict(open: Judged, world: Judged): void {
  const isOther = (verdict: string, other: string | undefined) =>
    ![verdict, other].includes("unknown") && verdict !== other;
  expect([open.verdict, world.verdict, isOther(open.verdict, world.verdict)]).toEqual([
    open.verdict,
    world.verdict,
    false,
  ]);
  if (world.codes.has("one-vpc") || world.codes.has("subnet-range")) return;
  for (const [target, verdict] of open.hops) {
    const other = world.hops.get(target);
    expect([target, verdict, other, isOther(verdict, other)]).toEqual([target, verdict, other, false]);
  }
}

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

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HopTarget, HopVerdict, MappingReport } from "../../connectivity";
import { check } from "../../connectivity";

/** What a case expects of one mapping. */
interface Expectation {
  readonly mapping: string;
  readonly verdict: string;
  /** The worst verdict of each hop that is judged. */
  readonly hops: Readonly<Partial<Record<HopTarget, HopVerdict>>>;
  /** Any of these is right to name. */
  readonly culprits: readonly string[];
  readonly findings: readonly string[];
}

interface Case extends Expectation {
  readonly why: string;
  /** Only the source decides it: of `plan.json` alone "unknown" is right too, and the opposite never is. */
  readonly from_json?: "unknown";
  readonly more?: readonly Expectation[];
}

const FOLDER = join(__dirname, "cases");
const WORST_FIRST: readonly HopVerdict[] = ["blocked", "unknown", "reachable"];

const cases = readdirSync(FOLDER).map((name) => {
  const expected: Case = JSON.parse(readFileSync(join(FOLDER, name, "expected.json"), "utf8"));
  return { name, expected };
});

describe.each(cases)("$name: $expected.why", ({ name, expected }) => {
  const json: unknown = JSON.parse(readFileSync(join(FOLDER, name, "plan.json"), "utf8"));
  const report = check([{ name: "plan.json", json }]);

  test.each([expected, ...(expected.more ?? [])])("$mapping $verdict", (expectation) => {
    const mapping = report.mappings.find(({ address }) => address === expectation.mapping);
    expect(mapping).toBeDefined();
    if (mapping === undefined) return;
    const hops = worstHops(mapping, Object.keys(expectation.hops));
    if (expected.from_json === "unknown" && mapping.verdict === "unknown") {
      for (const [target, verdict] of Object.entries(hops))
        expect(["unknown", expectation.hops[target as HopTarget]]).toContain(verdict);
      return;
    }
    expect(mapping.verdict).toBe(expectation.verdict);
    expect(hops).toEqual(expectation.hops);
    expect(errors(mapping)).toEqual(expectation.findings);
    if (expectation.culprits.length > 0) {
      expect(expectation.culprits.map(withoutKeys)).toEqual(expect.arrayContaining(named(mapping)));
    }
  });

  test("no mapping but the expected ones", () => {
    expect(report.mappings).toHaveLength(1 + (expected.more?.length ?? 0));
  });
});

function worstHops(mapping: MappingReport, targets: readonly string[]): Record<string, HopVerdict | undefined> {
  return Object.fromEntries(
    targets.map((target) => {
      const verdicts = mapping.hops.filter((hop) => hop.target === target).map(({ verdict }) => verdict);
      return [target, WORST_FIRST.find((verdict) => verdicts.includes(verdict))];
    }),
  );
}

function errors(mapping: MappingReport): readonly string[] {
  return [...new Set(mapping.findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule))];
}

/** The resources that what is wrong names: every one has to be right. */
function named(mapping: MappingReport): readonly string[] {
  const hops = mapping.hops.filter(({ verdict }) => verdict === "blocked");
  const findings = mapping.findings.filter(({ severity }) => severity === "error");
  const resources = [...hops, ...findings].map(({ resource }) => resource ?? "nothing");
  return [...new Set(resources.map(withoutKeys))];
}

function withoutKeys(address: string): string {
  return address.replace(/\[[^\]]*\]/g, "");
}

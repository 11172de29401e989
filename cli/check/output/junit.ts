import { destination, hopsInWords, type MappingReport, origin } from "../../../connectivity/index";
import { printable } from "../../printable";
import type { Acceptance } from "../acceptance/acceptance";
import type { Judged } from "../judge";
import { codeEntry } from "./code-entry";
import { type Problem, problemOf, problemsOf } from "./problems";

/**
 * The report in the XML that CI servers read test results from: a suite for each mapping, a case for each hop that is fine and
 * for each problem. What fails or is unknown is a failure, what is accepted is skipped, and the rest is a case that passes.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function renderJUnit(judged: readonly Judged[], acceptance: Acceptance): string {
  const suites = judged.flatMap(({ workspace, report }) => {
    const where = judged.length > 1 ? ` in ${workspace}` : "";
    const others = report.findings.map((finding) => caseOf(problemOf(finding), workspace, acceptance));
    return [
      ...report.mappings.map((mapping) => suite(`${mapping.address}${where}`, casesOf(mapping, acceptance))),
      ...(others.length > 0 ? [suite(`Besides${where}`, others)] : []),
    ];
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mqesm check">\n${suites.join("")}</testsuites>\n`;
}

interface Case {
  readonly xml: string;
  readonly result: "passed" | "failed" | "skipped";
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (result: Case["result"]) => cases.filter((each) => each.result === result).length;
  const counts = `tests="${cases.length}" failures="${count("failed")}" skipped="${count("skipped")}"`;
  return `  <testsuite name="${xml(name)}" ${counts}>\n${cases.map((each) => each.xml).join("")}  </testsuite>\n`;
}

function casesOf(mapping: MappingReport, acceptance: Acceptance): readonly Case[] {
  const reached = mapping.hops.filter(({ verdict }) => verdict === "reachable");
  return [
    ...reached.map((hop): Case => {
      const text = `    <testcase classname="${xml(mapping.address)}" name="${xml(`${destination(hop)} from ${origin(hop)}`)}"/>\n`;
      return { xml: text, result: "passed" };
    }),
    ...problemsOf(mapping, acceptance).map((problem) => caseOf(problem, mapping.address, acceptance)),
  ];
}

const FAILING: ReadonlySet<Problem["kind"]> = new Set(["blocked", "refused", "error", "unknown"]);

function caseOf(problem: Problem, subject: string, acceptance: Acceptance): Case {
  const { kind, code, hops, resources, explanation, remedy, accepted } = problem;
  const what = hops.length > 0 ? hopsInWords(hops) : (codeEntry(code)?.title ?? code ?? "");
  const start = `    <testcase classname="${xml(subject)}" name="${xml(`${what}${code === null ? "" : ` [${code}]`}`)}">`;
  const details = [...(resources.length === 0 ? [] : [`Resource: ${resources.join(", ")}`]), `Remedy: ${remedy}`]
    .map(xml)
    .join("\n");
  const isAllowed = kind === "unknown" && acceptance.unknown;
  if (accepted !== null || isAllowed) {
    const why = accepted === null ? "unknown, which --allow-unknown lets pass" : `accepted: ${accepted}`;
    const text = `${start}\n      <skipped message="${xml(why)}"/>\n    </testcase>\n`;
    return { xml: text, result: "skipped" };
  }
  if (!FAILING.has(kind)) {
    const text = `${start}\n      <system-out>${xml(`${kind}: ${explanation}`)}\n${details}</system-out>\n    </testcase>\n`;
    return { xml: text, result: "passed" };
  }
  const failure = `<failure type="${kind}" message="${xml(explanation)}">${details}</failure>`;
  return { xml: `${start}\n      ${failure}\n    </testcase>\n`, result: "failed" };
}

/** Text that XML takes: control characters are spelled, for XML 1.0 has no way to hold them. */
function xml(text: string): string {
  return printable(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

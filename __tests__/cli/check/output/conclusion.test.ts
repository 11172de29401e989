import { conclude } from "../../../../cli/check/output/conclusion";
import { blocked, finding, mapping, report } from "../../reports";

const works = mapping();
const fails = mapping({ verdict: "fails", hops: [blocked()] });
const unknown = mapping({ verdict: "unknown" });

test.each([
  [[works], "works", "The event source mapping works."],
  [[works, works], "works", "All 2 event source mappings work."],
  [[works, fails], "fails", "1 of 2 event source mappings fails."],
  [[fails, fails, works], "fails", "2 of 3 event source mappings fail."],
  [[unknown, fails], "fails", "1 of 2 event source mappings fails, and 1 cannot be decided."],
  [
    [unknown, works, works],
    "unknown",
    "1 of 3 event source mappings cannot be decided from this input. The rest works.",
  ],
  [[unknown, unknown], "unknown", "All 2 event source mappings cannot be decided from this input."],
] as const)("%#: the worst verdict is the result", (mappings, outcome, result) => {
  expect(conclude([{ workspace: "plan.json", report: report(...mappings) }])).toMatchObject({ outcome, result });
});

test("what would decide is in the remedies, and what can be asserted is said where something can", () => {
  const next = (...assumable: string[]) =>
    conclude([
      {
        workspace: "",
        report: report(mapping({ verdict: "unknown", hops: [blocked({ verdict: "unknown", assumable })] })),
      },
    ]).next;
  expect(next()).toBe("Each remedy says what would decide it.");
  expect(next("a:b")).toBe("Each remedy says what would decide it. Assert with --assume only what you know to be so.");
});

test("where a plan's JSON has lost what would decide, the saved plan is to be checked", () => {
  const lost = { ...report(unknown), isDecidedBySource: true } as const;
  expect(conclude([{ workspace: "plan.json", report: lost }]).next).toBe(
    "Check the saved plan instead of its JSON, or name the configuration's folder with --config: that shows what the JSON has lost. What else would decide it, each remedy says.",
  );
});

test.each([
  ["note", "Nothing has to change."],
  ["warning", "Nothing has to change; read the warnings."],
] as const)("a %s beside what works", (severity, next) => {
  const each = mapping({ findings: [finding({ severity })] });
  expect(conclude([{ workspace: "plan.json", report: report(each) }])).toMatchObject({ outcome: "works", next });
});

test("what the apply does to the broker is worth reading, and changes neither verdict nor outcome", () => {
  const each = mapping({ findings: [finding({ severity: "note", effect: "none", kind: "apply" })] });
  expect(conclude([{ workspace: "plan.json", report: report(each) }])).toMatchObject({
    outcome: "works",
    verdict: "works",
    next: "Nothing has to change; read what the apply does to the broker.",
  });
});

test("mappings of all workspaces count", () => {
  const judged = [report(works), report(fails)].map((each, index) => ({ workspace: `${index}`, report: each }));
  expect(conclude(judged)).toMatchObject({ outcome: "fails", result: "1 of 2 event source mappings fails." });
});

test("what to change first is what blocks, before what else is wrong", () => {
  const both = mapping({ verdict: "fails", hops: [blocked()], findings: [finding()] });
  const [findingOnly, nothingSpecific] = [
    mapping({ verdict: "fails", findings: [finding()] }),
    mapping({ verdict: "fails", hops: [blocked({ resource: null })] }),
  ];
  const next = (each: typeof both) => conclude([{ workspace: "", report: report(each) }]).next;
  expect(next(both)).toBe("Change aws_route_table.private first, plan again, and check again.");
  expect(next(findingOnly)).toBe("Change aws_iam_role.listener first, plan again, and check again.");
  expect(next(nothingSpecific)).toBe("Do what the remedies say, plan again, and check again.");
});

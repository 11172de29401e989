import { join } from "node:path";
import { readAgreed } from "../../../../cli/check/acceptance/file";
import { folderWith } from "../../folders";

const FACT = "data.aws_vpc.default:default-network-acl-open";
const NOW = new Date("2026-11-28T12:00:00Z");

const agreed = (cwd: string, named: string | null = null) => readAgreed({ cwd, named, allowUnknown: false, now: NOW });

const withFile = (content: object | string) =>
  folderWith({ "mqesm.json": typeof content === "string" ? content : JSON.stringify(content), ".git/HEAD": "" });

test("the nearest file counts, from a subfolder up to the repository's root and no further", () => {
  const root = folderWith({
    "mqesm.json": JSON.stringify({ assume: [{ fact: "a:outside", reason: "Not of this repository." }] }),
    "repository/.git/HEAD": "",
    "repository/mqesm.json": JSON.stringify({ assume: [{ fact: FACT, reason: "Looked up." }] }),
    "repository/infra/main.tf": "",
    "bare/.git/HEAD": "",
  });
  expect(agreed(join(root, "repository/infra")).assume).toEqual([FACT]);
  expect(agreed(join(root, "bare")).assume).toEqual([]);
});

test.each([
  [
    "2026-11-27",
    [],
    [`mqesm.json: the assumption ${FACT} ended on 2026-11-27, and is no longer. Settle it, or give it a new day.`],
  ],
  ["2026-11-28", [FACT], []],
  ["2026-11-29", [FACT], []],
])("an assumption until %s, on 2026-11-28", (until, assume, notes) => {
  expect(agreed(withFile({ assume: [{ fact: FACT, reason: "Looked up.", until }] }))).toMatchObject({ assume, notes });
});

test("an accepted code that has ended is no longer accepted", () => {
  const { acceptance, notes } = agreed(
    withFile({ accept: [{ code: "no-route-out", reason: "Until the route is there.", until: "2026-01-31" }] }),
  );
  expect(acceptance.of("aws_lambda_event_source_mapping.orders", "no-route-out")).toBeNull();
  expect(notes).toEqual([
    "mqesm.json: no-route-out was accepted until 2026-01-31, and is no longer. Settle it, or give it a new day.",
  ]);
});

test("everything that is wrong is said at once", () => {
  const content = {
    accepted: [],
    assume: [{ reason: "No fact." }, "text"],
    accept: [
      { code: "no-such-code", reason: " ", until: "2026-02-30", because: "x" },
      { code: "no-route-out", reason: "Fine.", until: "soon" },
    ],
  };
  const problems = [
    'mqesm.json: "accepted" is not known: expected assume and accept.',
    "mqesm.json: assume[0].fact is missing: expected a text.",
    'mqesm.json: assume[1] is "text": expected an object with fact and reason.',
    "mqesm.json: accept[0].because is not known: expected code, reason, until, mapping.",
    'mqesm.json: accept[0].code is "no-such-code": expected a code of docs/codes.md.',
    'mqesm.json: accept[0].reason is " ": expected a text.',
    'mqesm.json: accept[0].until is "2026-02-30": expected a day such as "2027-06-30".',
    'mqesm.json: accept[1].until is "soon": expected a day such as "2027-06-30".',
  ];
  expect(() => agreed(withFile(content))).toThrow(expect.objectContaining({ problems }));
});

test.each([
  ["[]", 'mqesm.json: the file is no object: expected {"assume": [...], "accept": [...]}.'],
  ['{"accept": {}}', "mqesm.json: accept is {}: expected a list."],
])("the file %s", (content, problem) => {
  expect(() => agreed(withFile(content))).toThrow(expect.objectContaining({ problems: [problem] }));
});

test("a file that is no JSON, and one that is named and is not there", () => {
  expect(() => agreed(withFile("{"))).toThrow(/^mqesm\.json is not JSON: /);
  expect(() => agreed(withFile({}), "other.json")).toThrow("other.json: there is no such file.");
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import type { z } from "zod";
import { renderJson } from "../../../../cli/check/output/json";
import type { reportSchema } from "../../../../cli/check/output/report-schema";
import { inWords, type ReportInWords } from "../../../../connectivity/index";
import type { Report } from "../../../../connectivity/verdict";
import { spelled } from "../../../../connectivity/wording/report-in-words";
import { blocked, finding, hop, mapping, report } from "../../reports";

const schema = JSON.parse(readFileSync(join(__dirname, "../../../../docs/mqesm-report.schema.json"), "utf8"));
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);
const accepted = (json: unknown) => {
  validate(json);
  return validate.errors;
};

const full: Report = {
  mappings: [
    mapping(),
    mapping({
      verdict: "fails",
      constructPath: "a/b",
      assumptions: ["data.aws_vpc.default:default-network-acl-open"],
      hops: [
        hop({ from: null, via: "public" }),
        blocked(),
        hop({ verdict: "unknown", via: null, reason: "dns-unknown" }),
      ],
      findings: [finding(), finding({ severity: "warning", resource: null }), finding({ severity: "note" })],
    }),
  ],
  findings: [finding({ severity: "note" })],
};

test("one workspace's report is printed as the library gives it, with its words", () => {
  const printed = JSON.parse(renderJson([{ workspace: "plan.json", report: full }]));
  expect(printed).toEqual(JSON.parse(JSON.stringify(inWords(full))));
  expect(accepted(printed)).toBeNull();
});

test("of several workspaces every mapping and finding says which is its own", () => {
  const printed = JSON.parse(
    renderJson([
      { workspace: "stacks/a", report: report(mapping()) },
      { workspace: "stacks/b", report: full },
    ]),
  );
  expect(printed.mappings.map(({ workspace }: { workspace: string }) => workspace)).toEqual([
    "stacks/a",
    "stacks/b",
    "stacks/b",
  ]);
  expect(printed.findings).toEqual([{ workspace: "stacks/b", ...spelled(finding({ severity: "note" })) }]);
  expect(accepted(printed)).toBeNull();
});

test.each([
  ["a verdict that does not exist", { ...full, mappings: [{ ...mapping(), verdict: "maybe" }] }],
  ["a field that is not documented", { ...full, more: 1 }],
  ["a missing field", { mappings: [] }],
  ["a hop without target", { ...full, mappings: [mapping({ hops: [{ ...hop(), target: undefined as never }] })] }],
])("the schema refuses %s", (_, json) => {
  expect(accepted(JSON.parse(JSON.stringify(json)))).not.toBeNull();
});

test("the schema and the contract are one", () => {
  /** Codes are texts, and facts are what their code says. */
  type Loose<T> = T extends readonly (infer E)[]
    ? Loose<E>[]
    : T extends object
      ? {
          -readonly [K in keyof T]: K extends "facts" | "about"
            ? Record<string, unknown>
            : K extends "reason" | "rule" | "code" | "kind"
              ? string | Extract<T[K], null>
              : K extends "because"
                ? unknown[]
                : Loose<T[K]>;
        }
      : T;
  type Schema = Loose<z.infer<typeof reportSchema>>;
  type WithoutWorkspace = {
    mappings: Omit<Schema["mappings"][number], "workspace">[];
    findings: Omit<Schema["findings"][number], "workspace">[];
  };
  // Both ways: fails to type-check when a field is added, dropped or changed on one side only.
  const there = (contract: Loose<ReportInWords>): WithoutWorkspace => contract;
  const back = (contract: WithoutWorkspace): Loose<ReportInWords> => contract;
  expect([there, back]).toHaveLength(2);
});

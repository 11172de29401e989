import fc from "fast-check";
import { COMMENT_LIMIT, comment, review } from "../../../plan-review";
import { changeOf } from "../plans";

const ACTIONS = [
  ["no-op"],
  ["create"],
  ["read"],
  ["update"],
  ["delete"],
  ["delete", "create"],
  ["create", "delete"],
  ["forget"],
  ["create", "forget"],
  ["conjure"],
];
const TYPES = [
  "aws_mq_broker",
  "aws_lambda_event_source_mapping",
  "aws_vpc_endpoint",
  "aws_iam_role",
  "aws_lambda_invocation",
  "test_thing",
];

/** Names are anyone's: of any length, in any script, with anything in them. */
const name = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constantFrom("`".repeat(250), "😀".repeat(150), "|@all #1 <b>", "x".repeat(5_000), "\n# heading\n"),
);

const entry = fc.record({
  type: fc.constantFrom(...TYPES),
  key: name,
  actions: fc.constantFrom(...ACTIONS),
  attribute: name,
  moved: fc.boolean(),
  importing: fc.boolean(),
});

/** A few kinds of entries, each so many times: huge plans are made of few things. */
const plan = fc
  .record({
    kinds: fc.array(entry, { minLength: 1, maxLength: 6 }),
    times: fc.integer({ min: 1, max: 200 }),
    drifted: fc.boolean(),
    outputs: fc.array(name, { maxLength: 50 }),
  })
  .map(({ kinds, times, drifted, outputs }) => {
    const changes = Array.from({ length: times }).flatMap((_, index) =>
      kinds.map(({ type, key, actions, attribute, moved, importing }) =>
        changeOf({
          address: `${type}.it[${JSON.stringify(`${key}${index}`)}]`,
          type,
          actions,
          before: { [attribute]: "planted-before", enabled: true },
          after: { [attribute]: "planted-after", enabled: false },
          replacePaths: [[attribute]],
          entry: moved ? { previous_address: `${type}.was[${index}]` } : {},
          change: importing ? { importing: { id: "planted-id" } } : {},
        }),
      ),
    );
    return {
      format_version: "1.2",
      resource_changes: changes,
      resource_drift: drifted ? changes : [],
      output_changes: Object.fromEntries(
        outputs.map((output) => [output, { actions: ["create"], after: "planted-output" }]),
      ),
      variables: { secret: { value: "planted-variable" } },
      configuration: { root_module: {} },
      applyable: true,
    };
  });

test("however large the plans, the comment is below GitHub's limit, holds no value, and is the same each time", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, plan), { minLength: 1, maxLength: 8 }), (plans) => {
      const workspaces = plans.map(([title, json], index) => ({
        name: `${title}${index}`,
        plan: { name: "plan.json", json },
      }));
      const text = comment(review(workspaces));
      expect(text.length).toBeLessThan(COMMENT_LIMIT);
      expect(text).not.toContain("planted");
      expect(comment(review(workspaces))).toBe(text);
    }),
    { numRuns: 20 },
  );
});

test("no limit is too small to be kept", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, plan), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 10_000, max: 60_000 }),
      (plans, limit) => {
        const workspaces = plans.map(([title, json], index) => ({
          name: `${title}${index}`,
          plan: { name: "plan.json", json },
        }));
        expect(Buffer.byteLength(comment(review(workspaces), { limit }))).toBeLessThanOrEqual(limit);
      },
    ),
    { numRuns: 20 },
  );
});

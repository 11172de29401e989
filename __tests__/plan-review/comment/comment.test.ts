import { comment } from "../../../plan-review";
import { planOf, reviewOf } from "../plans";

const commentOf = (...plans: readonly (object | null)[]) => comment(reviewOf(...plans));

const change = { address: "test_thing.a", actions: ["update"], before: { size: 1 }, after: { size: 2 } };

describe("what keeps a plan from being the whole truth", () => {
  test.each<[string, object, string]>([
    [
      "planning that stopped half-way",
      { errored: true, complete: false },
      "> `orders`: **planning stopped half-way with an error**: what is listed here is a part, and it cannot be applied.",
    ],
    [
      "something left out",
      { complete: false },
      "> `orders`: **the plan is not complete**: something is left out, by -target or because it is put off. Plan again after the apply.",
    ],
    [
      "something put off",
      {
        complete: false,
        deferred_changes: [
          {
            reason: "provider_config_unknown",
            resource_change: { address: "test_thing.b", type: "test_thing", change: { actions: ["create"] } },
          },
        ],
      },
      "> `orders`: **the plan is not complete**: some changes are put off to a later plan. Plan again after the apply.",
    ],
    ["what cannot be applied", { applyable: false }, "> `orders`: Terraform says that this plan cannot be applied."],
    [
      "a condition that does not hold",
      {
        checks: [
          {
            address: { kind: "check", to_display: "check.health" },
            status: "fail",
            instances: [{ problems: [{ message: "planted" }] }],
          },
        ],
      },
      "> `orders`: conditions of the configuration do not hold: `check.health`.",
    ],
  ])("%s is said", (_, different, sentence) => {
    const text = commentOf(planOf([change], different));
    expect(text).toContain(`\n${sentence}\n`);
    expect(text).not.toContain("planted");
  });

  test("a plan of an older OpenTofu does not say whether it is complete, and nothing is made of that", () => {
    const older = planOf([change], { applyable: undefined, complete: undefined });
    expect(commentOf(older)).not.toContain("> ");
    expect(commentOf(planOf([], { applyable: undefined, complete: undefined }))).toMatch(
      /^## ✅ No changes are listed\n/,
    );
  });

  test("a plan that can be applied has changes, though none is seen", () => {
    const text = commentOf(planOf([]));
    expect(text).not.toMatch(/no changes/i);
    expect(text).toContain("| something to apply that this review does not see |");
  });

  test("a plan that only refreshes the state says so", () => {
    const resource_drift = [
      {
        address: "test_thing.c",
        type: "test_thing",
        change: { actions: ["update"], before: { a: 1 }, after: { a: 2 } },
      },
    ];
    const text = commentOf(planOf([], { resource_drift }));
    expect(text).toContain("| the state to refresh |");
    expect(text).toContain(
      "<details><summary><code>orders</code>: 1 resource that the plan does not rest on</summary>",
    );
  });

  test("an entry that cannot be read is counted", () => {
    const text = commentOf(planOf([], { resource_changes: [{ address: 5 }, null] }));
    expect(text).toContain("> `orders`: the plan cannot be judged: ");
    expect(text).toContain("> `orders`: 2 entries of the plan cannot be read; what they do is not known.");
    expect(text).not.toMatch(/no changes/i);
  });

  test("an unknown action is never harmless", () => {
    const text = commentOf(planOf([{ ...change, actions: ["update", "delete"] }]));
    expect(text).toMatch(/^## ⚠️ 1 workspace is not judged, 1 thing not to miss\n/);
    expect(text).toContain(
      "### Not known\n\n- What happens to `test_thing.a` is not known: its actions (update, delete) are none that this review knows. Read what terraform show says of it.",
    );
    expect(text).toContain("1 to change in a way that is not known");
  });
});

test("what is put off, and the actions that are invoked, are listed", () => {
  const text = commentOf(
    planOf([], {
      deferred_changes: [
        {
          reason: "instance_count_unknown",
          resource_change: { address: "test_thing.b", type: "test_thing", change: { actions: ["create"] } },
        },
      ],
      action_invocations: [{ address: "action.aws_lambda_invoke.tell" }],
    }),
  );
  expect(text).toContain("<details><summary><code>orders</code>: 1 put off, 1 action invoked</summary>");
  expect(text).toContain(
    "- put off to a later plan: `test_thing.b` (instance_count_unknown)\n- invoked: `action.aws_lambda_invoke.tell`",
  );
});

test("a replacement counts once, whatever Terraform's summary says, and is named with what forces it", () => {
  const text = commentOf(
    planOf([
      {
        address: "test_thing.a",
        actions: ["delete", "create"],
        before: { a: 1 },
        after: { a: 2 },
        replacePaths: [["a", 0, "b-c", "d e"]],
      },
      {
        address: "test_thing.b",
        actions: ["create", "delete"],
        before: {},
        after: {},
        entry: { action_reason: "replace_by_request" },
      },
      { address: "test_thing.c", actions: ["create", "forget"], before: {}, after: {} },
    ]),
  );
  expect(text).toContain("2 to replace, 1 to make anew, forgetting the old");
  expect(text).toContain('- `±` `test_thing.a`, forced by `a[0].b-c["d e"]`  \n  `a`');
  expect(text).toContain("- `±` `test_thing.b`, asked for by -replace");
  expect(text).toContain("- forgotten: `test_thing.c` stays in AWS, and Terraform manages it no more");
});

test("a secret that alone forces a replacement is named, and not shown", () => {
  const text = commentOf(
    planOf([
      {
        address: "aws_mq_broker.a",
        actions: ["delete", "create"],
        before: { engine_version: "4.2" },
        after: { engine_version: "3.13" },
        sensitive: { engine_version: true },
        replacePaths: [["engine_version"]],
      },
    ]),
  );
  expect(text).toContain("forced by `engine_version`  \n  `engine_version` (sensitive)");
  expect(text).not.toMatch(/4\.2|3\.13/);
});

test.each<[string, object]>([
  ["true for the whole object", { sensitive: true }],
  ["true at the attribute", { sensitive: { host_instance_type: true } }],
  ["true in a list in it", { sensitive: { host_instance_type: [{ a: [false, true] }] } }],
  ["only before", { change: { before_sensitive: { host_instance_type: true } } }],
  ["only after", { change: { after_sensitive: { host_instance_type: true } } }],
])("a mask that is %s hides the value", (_, mask) => {
  const values = { before: { host_instance_type: "mq.m5.large" }, after: { host_instance_type: "mq.m7g.large" } };
  const text = commentOf(planOf([{ address: "aws_mq_broker.a", actions: ["update"], ...values, ...mask }]));
  expect(text).toContain("`host_instance_type` (sensitive)");
  expect(text).not.toMatch(/mq\.m/);
});

test("a value that has not the form of its attribute is not shown", () => {
  const text = commentOf(
    planOf([
      {
        address: "aws_mq_broker.a",
        actions: ["update"],
        before: { engine_version: "4.2" },
        after: { engine_version: "hunter2" },
      },
    ]),
  );
  expect(text).toContain("`engine_version`: `4.2` → none");
  expect(text).not.toContain("hunter2");
});

test("names of the plan stay names: no mention, reference, markup or further cell", () => {
  const hostile = 'test_thing.a["`|@team #1 <img src=x>\n\n# heading"]';
  const plan = planOf(
    [
      { address: hostile, actions: ["update", "delete"], before: {}, after: {} },
      { address: hostile, actions: ["no-op"], before: {}, after: {}, entry: { previous_address: hostile } },
    ],
    { output_changes: { "@all": { actions: ["create"] } } },
  );
  const text = commentOf(plan);
  const span = '``test_thing.a["`|@team #1 <img src=x>\\u{a}\\u{a}# heading"]``';
  expect(text).toContain(`- moved: ${span} → ${span}`);
  expect(text).toContain("- output `@all`: new");
  const outside = text.replace(/``.*?``/g, "").replace(/`[^`\n]*`/g, "");
  expect(outside).not.toMatch(/@team|@all|#1|<img|^# heading/m);
});

test("the parts stand in the order in which they are read", () => {
  const text = commentOf(
    planOf(
      [
        {
          address: "aws_mq_broker.b",
          actions: ["delete"],
          before: { host_instance_type: "mq.m7g.large", deployment_mode: "SINGLE_INSTANCE" },
        },
        { address: "aws_lambda_invocation.i", actions: ["create"], after: {} },
      ],
      {
        resource_drift: [
          {
            address: "test_thing.c",
            type: "test_thing",
            change: { actions: ["update"], before: { a: 1 }, after: { a: 2 } },
          },
        ],
        output_changes: { url: { actions: ["update"] } },
      },
    ),
  );
  expect([...text.matchAll(/^#+ .*$/gm)].map(String)).toEqual([
    "## ❌ 2 things not to miss",
    "### Messages can be lost",
    "### Code runs during the apply",
    "### Cost per month",
    "### Changes",
    "### Changed outside of Terraform",
    "### Moves, imports, forgets and outputs",
  ]);
  expect(text).toContain("1 broker: unknown | 0 brokers: 0.00 USD");
});

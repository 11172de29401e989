import { meaningOf } from "../../../plan-review/digest/meaning";

const change = {
  address: "aws_mq_broker.this",
  change: {
    actions: ["update"],
    before: { name: "orders", user: [{ username: "admin", password: "former" }], tags: { team: "a" } },
    after: { name: "orders", user: [{ username: "admin", password: "hunter2" }], tags: { team: "b" } },
    before_sensitive: { user: [{ password: true }] },
    after_sensitive: { user: [{ password: true }] },
    after_unknown: { id: true },
  },
};
const plan = {
  format_version: "1.2",
  timestamp: "2026-11-28T12:00:00Z",
  variables: { password: { value: "hunter2" } },
  resource_changes: [change],
  output_changes: {
    url: { actions: ["no-op"], before: "a", after: "a", before_sensitive: false, after_sensitive: false },
  },
};

const withAfter = (after: object, masks: object = {}) => ({
  ...plan,
  resource_changes: [{ ...change, change: { ...change.change, after, ...masks } }],
});

test.each([
  ["at another time", { ...plan, timestamp: "2027-01-01T00:00:00Z" }],
  ["with another value of a variable alone", { ...plan, variables: { password: { value: "other" } } }],
  [
    "with other values that are sensitive",
    withAfter({ ...change.change.after, user: [{ username: "admin", password: "x" }] }),
  ],
  ["with its keys in another order", Object.fromEntries(Object.entries(plan).reverse())],
  ["with what was there already told otherwise", { ...plan, prior_state: { values: {} } }],
])("the same: %s", (_, other) => {
  expect(meaningOf(other)).toBe(meaningOf(plan));
});

test.each([
  ["another value", withAfter({ ...change.change.after, tags: { team: "c" } })],
  [
    "another user's name beside a sensitive password",
    withAfter({ ...change.change.after, user: [{ username: "root", password: "hunter2" }] }),
  ],
  ["one user more", withAfter({ ...change.change.after, user: [...change.change.after.user, { username: "second" }] })],
  [
    "another action",
    { ...plan, resource_changes: [{ ...change, change: { ...change.change, actions: ["delete", "create"] } }] },
  ],
  ["no change at all", { ...plan, resource_changes: [] }],
  ["an output", { ...plan, output_changes: { url: { ...plan.output_changes.url, after: "b" } } }],
  ["something put off", { ...plan, deferred_changes: [{ reason: "unknown" }] }],
])("not the same: %s", (_, other) => {
  expect(meaningOf(other)).not.toBe(meaningOf(plan));
});

test("a mask over all of a value hides all of it", () => {
  const all = (secret: string) => withAfter({ secret }, { after_sensitive: true });
  expect(meaningOf(all("one"))).toBe(meaningOf(all("two")));
});

test("the configuration that is written for an import counts for nothing: it holds values that no mask covers", () => {
  const importing = (generated_config: string) => ({
    ...plan,
    resource_changes: [{ ...change, change: { ...change.change, importing: { id: "b-1" }, generated_config } }],
  });
  expect(meaningOf(importing('password = "one"'))).toBe(meaningOf(importing('password = "two"')));
});

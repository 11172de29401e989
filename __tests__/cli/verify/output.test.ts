import { type Answer, outcomeOf } from "../../../cli/verify/answer";
import { renderJson } from "../../../cli/verify/output/json";
import { renderText } from "../../../cli/verify/output/text";
import type { Target } from "../../../cli/verify/target";

const target: Target = {
  uuid: "6c4f0a52-2b7e-4d9e-9d0c-1f2f5e1a7b3c",
  functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:mine",
  eventSourceArn: "arn:aws:mq:eu-central-1:123456789012:broker:shop:b-1",
  queue: "orders",
  virtualHost: "/",
  hasFilters: false,
  state: { state: "Enabled", reason: null, lastResult: "OK" },
};

const works: Answer = { question: "mapping", outcome: "works", said: "State Enabled", causes: [] };
const fails: Answer = {
  question: "message",
  outcome: "fails",
  said: "nothing came",
  causes: [{ what: "It is \u001b[31mgone", remedy: "Bring it back", source: "https://example.com" }],
};
const unknown: Answer = { question: "network", outcome: "unknown", said: "who knows", causes: [] };
const skipped: Answer = { question: "message", outcome: "skipped", said: "nothing was published", causes: [] };

test.each([
  [[works, skipped], "works"],
  [[works, unknown], "unknown"],
  [[unknown, fails, works], "fails"],
])("answers come to the worst of them", (answers, outcome) => {
  expect(outcomeOf(answers)).toBe(outcome);
});

test("people read each answer, its causes and what it comes to", () => {
  expect(
    renderText(target, [works, fails, skipped], false),
  ).toBe(`Mapping 6c4f0a52-2b7e-4d9e-9d0c-1f2f5e1a7b3c: queue orders in virtual host /, to arn:aws:lambda:eu-central-1:123456789012:function:mine

WORKS  mapping: State Enabled

FAILS  message: nothing came
    why       It is \\u{1b}[31mgone.
    remedy    Bring it back.
    see       https://example.com

SKIPPED  message: nothing was published

The mapping does not work as it is.
`);
});

test("programs read the same", () => {
  expect(JSON.parse(renderJson(target, [works, fails]))).toEqual({
    outcome: "fails",
    mapping: {
      uuid: target.uuid,
      functionArn: target.functionArn,
      eventSourceArn: target.eventSourceArn,
      queue: "orders",
      virtualHost: "/",
    },
    answers: [works, fails],
  });
});

test("people and programs read which interfaces the mapping has", () => {
  const interfaces = [{ id: "eni-\u001b1", subnetId: "subnet-1", status: "in-use", groups: ["sg-1"] }];
  const text = renderText(target, [{ ...works, question: "network", interfaces }], false);
  expect(text).toContain(`
WORKS  network: State Enabled
    interfaces  1, described by the mapping's UUID
                eni-\\u{1b}1 (in-use) in subnet-1 with the security groups sg-1

`);
  expect(JSON.parse(renderJson(target, [{ ...works, interfaces }])).answers).toEqual([{ ...works, interfaces }]);
  expect(renderText(target, [works], false)).not.toContain("interfaces");
});

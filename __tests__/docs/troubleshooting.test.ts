import { reasons, rules } from "../../connectivity";
import { whileApplying, whileDestroying, whilePolling } from "../../docs/troubleshooting/symptoms";

const symptoms = [...whilePolling, ...whileApplying, ...whileDestroying];
const named = new Set<string>(symptoms.flatMap(({ causes }) => causes.flatMap(({ codes }) => codes)));

test("every code is one of the check's", () => {
  expect([...named].filter((code) => !(code in reasons) && !(code in rules))).toEqual([]);
});

test("every reason, and every rule by which a mapping cannot work though it is made, is found from what AWS shows", () => {
  const silent = Object.entries(rules).filter(([, { kind, effect }]) => kind === "outcome" && effect === "fails");
  const codes = [...Object.keys(reasons), ...silent.map(([code]) => code)];
  expect(codes.filter((code) => !named.has(code))).toEqual([]);
});

test("what is shown once is one symptom, with a source and a cause", () => {
  expect(new Set(symptoms.map(({ shown }) => shown)).size).toBe(symptoms.length);
  for (const { shown, source, causes } of symptoms) {
    expect([shown, source]).toEqual([shown, expect.stringMatching(/^https:\/\/\S+$/)]);
    expect([shown, causes.length]).not.toEqual([shown, 0]);
  }
});

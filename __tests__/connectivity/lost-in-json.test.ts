import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../connectivity";

const CASES = join(__dirname, "cases");

function judged(name: string, withSource: boolean) {
  const read = (file: string) => readFileSync(join(CASES, name, file), "utf8");
  const source = {
    root: ".",
    installed: new Map<string, string>(),
    files: (folder: string) => (folder === "." ? [{ name: "main.tf", text: read("main.tf") }] : undefined),
  };
  const json = JSON.parse(read("plan.json"));
  return check([withSource ? { name: "plan.json", json, source } : { name: "plan.json", json }]).isDecidedBySource;
}

test.each([
  "endpoint-subnet-association-by-other-key",
  "private-zone-record-by-other-key",
  "zone-association-by-other-key",
])("%s is undecided for what a plan's JSON has lost, and the configuration has", (name) => {
  expect(judged(name, false)).toBe(true);
  expect(judged(name, true)).toBeUndefined();
});

test.each(["transit-gateway-default", "literal-subnets", "nat-private-subnet", "isolated-nothing"])(
  "no configuration says more about %s",
  (name) => {
    expect(judged(name, false)).toBeUndefined();
  },
);

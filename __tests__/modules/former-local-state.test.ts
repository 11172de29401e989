import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { adoptFormerLocalState } from "../../modules/former-local-state";
import { readSettings } from "../../modules/settings";

const stacks = ["option-1-public-broker", "option-4-isolated"];
const former = "terraform-state/dev/option-4-isolated.tfstate";
const present = "terraform-state/mqesm/dev/option-4-isolated.tfstate";

const home = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "former-state-"));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function stateOf(project: string): string {
  return JSON.stringify({
    resources: [
      { instances: [{ attributes: { input: "us-east-1" } }] },
      { instances: [{ attributes: { broker_name: "b", tags_all: { Project: project } } }] },
    ],
  });
}

const adopt = (given = {}) => adoptFormerLocalState(readSettings({}, given), stacks);

test("state of before projects had a place moves to that of its project", () => {
  write(former, stateOf("mqesm"));
  expect(adopt()).toEqual([`${former} is now ${present}: each project has its place.`]);
  expect(readFileSync(present, "utf8")).toBe(stateOf("mqesm"));
  expect(existsSync(former)).toBe(false);
  expect(adopt()).toEqual([]);
});

test.each([
  ["another project's", stateOf("other"), {}],
  ["another environment's", stateOf("mqesm"), { environment: "prod" }],
  ["one that Terraform has not written whole", '{"resources": [', {}],
  ["an empty one", JSON.stringify({ resources: [] }), {}],
])("it stays where it is: %s", (_, state, given) => {
  write(former, state);
  expect(adopt(given)).toEqual([]);
  expect(existsSync(former)).toBe(true);
  expect(existsSync(present)).toBe(false);
});

test("two states for one place are for people to compare", () => {
  write(former, stateOf("mqesm"));
  write(present, stateOf("mqesm"));
  expect(() => adopt()).toThrow(
    `${former} and ${present} both hold state of option-4-isolated: the first is of an earlier version. ` +
      "Compare them (terraform show FILE), keep the one that is deployed under the second name, and put the other elsewhere.",
  );
  expect(existsSync(former)).toBe(true);
});

test("nothing moves under somebody's hands", () => {
  write(former, stateOf("mqesm"));
  const lock = "terraform-state/dev/.option-4-isolated.tfstate.lock.info";
  write(lock, "{}");
  expect(() => adopt()).toThrow(
    `${former} is locked, and moves to ${present}: somebody is at work on it. Wait, or remove ${lock} if nobody is.`,
  );
  expect(existsSync(former)).toBe(true);
});

import { commands } from "../../deploy/commands";
import { help } from "../../deploy/help";
import { scripts } from "../../package.json";

test.each([...commands])("npm run %s runs the command of that name, and says how", (name, entry) => {
  expect((scripts as Record<string, string>)[name]).toBe(`node bundle-and-run.cjs deploy/main.ts ${name}`);
  expect(help(name, entry)).toMatch(
    new RegExp(`^npm run ${name} -- STACK .+\\n\\n[A-Z].+\\n\\nStacks\\n  option-1-public-broker\\n`),
  );
});

test("says every exit code, and the command's own options only", () => {
  const [deploy, plan] = ["deploy", "plan"].map((name) => {
    const entry = commands.get(name);
    return entry === undefined ? "" : help(name, entry);
  });
  expect(deploy?.split("Exit codes\n")[1]).toBe(
    `  0  done; also where there was nothing to change
  1  Terraform failed, the check says that the mapping would fail, or it was not approved
  2  the command, the settings or the state cannot be used as they are; the message says why
`,
  );
  expect(deploy).toContain("--auto-approve         do not ask\n  --give-up-broker=NAME ");
  expect(plan).not.toContain("--auto-approve");
});

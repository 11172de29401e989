import { version } from "../../cli/package/package.json";
import { run } from "../../cli/run";
import { FakeSurroundings } from "./surroundings";

const commands = ["check", "plan-digest", "verify", "review", "workspaces", "upload", "rehearse", "run-task"];

async function ended(argv: string[], around = new FakeSurroundings()) {
  const code = await run(argv, around);
  return { code, written: around.written, complained: around.complained };
}

test.each([["--version"], ["-v"], ["check --version"]])("%s prints the version", async (line) => {
  expect(await ended(line.split(" "))).toEqual({ code: 0, written: `${version}\n`, complained: "" });
});

test.each([["--help"], ["-h"], ["help"]])("%s lists the commands", async (line) => {
  const { code, written } = await ended([line]);
  expect(code).toBe(0);
  expect(written).toMatch(/^ {2}check +say whether each event source mapping will work, before it is deployed$/m);
  expect(
    written
      .split("Commands\n")[1]
      ?.split("\n\n")[0]
      ?.match(/^ {2}\S+/gm),
  ).toEqual(commands.map((name) => `  ${name}`));
});

test("check --help says every exit code", async () => {
  const { code, written } = await ended(["check", "--help"]);
  expect(code).toBe(0);
  expect(written.split("Exit codes\n")[1]?.split("\n\n")[0]).toBe(
    `  0   every event source mapping works, or the input holds none (and the output says so)
  1   at least one mapping fails
  2   the command or its input cannot be used; the message names it and what is expected
  3   none fails, at least one is unknown; the output names the facts that would decide it`,
  );
});

test.each([
  [[], `no command is given: expected one of ${commands.join(", ")}. See mqesm --help.`],
  [["chekc"], `"chekc" is not a command: expected one of ${commands.join(", ")}. See mqesm --help.`],
  [["check", "--jsn"], "Unknown option '--jsn'. See mqesm check --help."],
  [["check", "--json", "--markdown"], "--json and --markdown are both given: choose one."],
  [["check", "--json", "--format", "junit"], "--json and --format are both given: choose one."],
  [["check", "--format", "toString"], '--format is "toString": expected one of text, json, markdown, github, junit.'],
  [["check", "--assume="], "--assume is empty: it needs a value."],
  [["check", "--plan-dir"], "Option '--plan-dir <value>' argument missing. See mqesm check --help."],
  [["check", ""], "a file or folder is named by an empty text: give its name."],
  [["check", "gone.json"], "gone.json: there is no such file or folder."],
])("%j is a mistake, said in one line", async (argv, message) => {
  expect(await ended(argv)).toEqual({ code: 2, written: "", complained: `mqesm: ${message}\n` });
});

test("a fault of the program says how to report it, and nothing of the input", async () => {
  const around = new FakeSurroundings();
  const broken = Object.assign(Object.create(around), {
    stdout: {
      write: () => {
        throw new TypeError("cannot read hunter2");
      },
    },
  });
  expect(await run(["--version"], broken)).toBe(2);
  expect(around.complained).toContain(`this is a fault of mqesm ${version}, not of your input (TypeError, Node.js v`);
  expect(around.complained).toMatch(/\n {4}at /);
  expect(around.complained).not.toContain("hunter2");
});

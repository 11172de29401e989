import { parseWorkspacesArguments } from "../../../cli/workspaces/arguments";

const problemsOf = (...argv: string[]): readonly string[] => {
  try {
    parseWorkspacesArguments(argv);
    return [];
  } catch (error) {
    return (error as { problems: readonly string[] }).problems;
  }
};

test("all stacks, nothing changed, unless told otherwise", () => {
  expect(parseWorkspacesArguments([])).toEqual({
    folders: ["cdktf.out/stacks"],
    apply: false,
    terraform: null,
    roles: null,
    runTask: null,
    json: false,
    help: false,
    version: false,
  });
  expect(parseWorkspacesArguments(["a", "--run-task=https://x.example/", "--key-file=key"]).runTask).toEqual({
    url: "https://x.example/",
    name: "mqesm",
    enforcement: "advisory",
    keyFile: "key",
  });
});

test("everything that is wrong is told at once, and no URL quoted, for it may hold a secret", () => {
  const url = "https://name:secret@x.example/";
  expect(problemsOf("", "--roles=", `--run-task=${url}`, "--run-task-name=a b", "--enforcement=strict")).toEqual([
    "--roles is empty: it needs a value.",
    "an argument is empty: expected a stack's folder.",
    "--run-task is no URL that HCP Terraform could ask: expected one that begins with https://, without name and password.",
    '--run-task-name is "a b": expected letters, digits, - and _.',
    '--enforcement is "strict": expected advisory or mandatory.',
  ]);
  expect(problemsOf("--key-file=key", "--enforcement=mandatory")).toEqual([
    "--enforcement, --key-file has no meaning without --run-task.",
  ]);
  expect(problemsOf("--run-task=http://x.example/")).toHaveLength(1);
  expect(problemsOf("--what")).toEqual(["Unknown option '--what'. See mqesm workspaces --help."]);
});

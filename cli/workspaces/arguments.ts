import { Mistake } from "../mistake";
import { parseOptions } from "../parse-options";

export interface WorkspacesArguments {
  /** Stacks, or folders with stacks. */
  readonly folders: readonly string[];
  readonly apply: boolean;
  /** Version of Terraform or constraint; null: this machine's. */
  readonly terraform: string | null;
  /** The outputs of `hcp-access`, as JSON; null: credentials are left as they are. */
  readonly roles: string | null;
  /** Null: run tasks are left as they are. */
  readonly runTask: RunTaskArguments | null;
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

export interface RunTaskArguments {
  readonly url: string;
  readonly name: string;
  readonly enforcement: "advisory" | "mandatory";
  readonly keyFile: string | undefined;
}

export const DEFAULT_FOLDER = "cdktf.out/stacks";
export const DEFAULT_TASK = "mqesm";

/** @throws Mistake with everything that is wrong with the arguments */
export function parseWorkspacesArguments(argv: readonly string[]): WorkspacesArguments {
  const { values, positionals } = parse(argv);
  const { help = false, version = false, enforcement = "advisory" } = values;
  const { "run-task": url, "run-task-name": name = DEFAULT_TASK } = values;
  const withValue = ["terraform-version", "roles", "run-task", "run-task-name", "enforcement", "key-file"] as const;
  const ofRunTask = (["run-task-name", "enforcement", "key-file"] as const).filter(
    (each) => values[each] !== undefined,
  );
  const problems = [
    ...withValue.filter((each) => values[each] === "").map((each) => `--${each} is empty: it needs a value.`),
    ...(positionals.includes("") ? ["an argument is empty: expected a stack's folder."] : []),
    ...(url === undefined && ofRunTask.length > 0
      ? [`--${ofRunTask.join(", --")} has no meaning without --run-task.`]
      : []),
    ...(url !== undefined && url !== "" && !isAddress(url)
      ? [
          "--run-task is no URL that HCP Terraform could ask: expected one that begins with https://, without name and password.",
        ]
      : []),
    ...(/^[A-Za-z0-9_-]*$/.test(name)
      ? []
      : [`--run-task-name is ${JSON.stringify(name)}: expected letters, digits, - and _.`]),
    ...(["advisory", "mandatory", ""].includes(enforcement)
      ? []
      : [`--enforcement is ${JSON.stringify(enforcement)}: expected advisory or mandatory.`]),
  ];
  if (problems.length > 0) throw new Mistake(problems);
  return {
    folders: positionals.length > 0 ? positionals : [DEFAULT_FOLDER],
    apply: values.apply ?? false,
    terraform: values["terraform-version"] ?? null,
    roles: values.roles ?? null,
    runTask:
      url === undefined
        ? null
        : { url, name, enforcement: enforcement as "advisory" | "mandatory", keyFile: values["key-file"] },
    json: values.json ?? false,
    help,
    version,
  };
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === "https:" && username === "" && password === "";
}

function parse(argv: readonly string[]) {
  return parseOptions("workspaces", argv, {
    apply: { type: "boolean" },
    "terraform-version": { type: "string" },
    roles: { type: "string" },
    "run-task": { type: "string" },
    "run-task-name": { type: "string" },
    enforcement: { type: "string" },
    "key-file": { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
    version: { type: "boolean", short: "v" },
  });
}

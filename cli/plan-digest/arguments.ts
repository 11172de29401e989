import { dirname } from "node:path";
import { Mistake } from "../mistake";
import { parseOptions } from "../parse-options";

/** What a command line asks for. */
export type PlanDigestArguments =
  | { readonly task: "help" | "version" }
  | {
      readonly task: "write" | "check";
      /** The saved plan. */
      readonly plan: string;
      /** The stack's folder. */
      readonly folder: string;
      /** The file of the digest. */
      readonly file: string;
    };

/** @throws Mistake with everything that is wrong with them */
export function parsePlanDigestArguments(argv: readonly string[]): PlanDigestArguments {
  const { values, positionals } = parse(argv);
  if (values.help) return { task: "help" };
  if (values.version) return { task: "version" };
  const [plan = "", ...more] = positionals;
  const problems = [
    ...(plan === "" ? ["no plan is named: give the file that `terraform plan -out=FILE` wrote."] : []),
    ...(more.length === 0 ? [] : [`${more.join(" ")} is too much: one plan at a time.`]),
    ...((values.write === undefined) === (values.check === undefined) ? ["give either --write or --check."] : []),
    ...(["write", "check", "folder"] as const)
      .filter((name) => values[name] === "")
      .map((name) => `--${name} is empty: it needs a value.`),
  ];
  if (problems.length > 0)
    throw new Mistake([...problems.slice(0, -1), `${problems.at(-1)} See mqesm plan-digest --help.`]);
  return {
    task: values.write === undefined ? "check" : "write",
    plan,
    folder: values.folder ?? dirname(plan),
    file: values.write ?? values.check ?? "",
  };
}

function parse(argv: readonly string[]) {
  return parseOptions("plan-digest", argv, {
    write: { type: "string" },
    check: { type: "string" },
    folder: { type: "string" },
    help: { type: "boolean", short: "h" },
    version: { type: "boolean", short: "v" },
  });
}

import { Api, findToken, HcpError, type Outside, theOutside } from "../../hcp/api/index";
import { type Change, compare, type Wanted } from "../../hcp/workspaces/index";
import type { Command } from "../command";
import { Mistake } from "../mistake";
import { Progress } from "../progress";
import { readKey } from "../run-task/key";
import type { Surroundings } from "../surroundings";
import { VERSION } from "../version";
import { parseWorkspacesArguments, type WorkspacesArguments } from "./arguments";
import { EXIT_CODES } from "./exit-code";
import { WORKSPACES_HELP } from "./help";
import { renderJson, renderText } from "./output";
import { readRoles } from "./roles";
import { readWorkspaces, type StackWorkspace } from "./stacks";
import { wantedVersion } from "./terraform-version";

/** `mqesm workspaces`: says what HCP Terraform lacks of what stacks need, and makes it when asked. */
export const workspacesCommand: Command = (argv, around) =>
  workspaces(argv, around, theOutside, (hostname) => `https://${hostname}`);

/**
 * The same, with what lies outside.
 *
 * @param originOf the address of a host
 */
export async function workspaces(
  argv: readonly string[],
  around: Surroundings,
  outside: Outside,
  originOf: (hostname: string) => string,
): Promise<number> {
  const given = parseWorkspacesArguments(argv);
  if (given.help || given.version) {
    around.stdout.write(given.help ? WORKSPACES_HELP : `${VERSION}\n`);
    return EXIT_CODES.asWanted.code;
  }
  const progress = new Progress(around);
  const made: Change[] = [];
  try {
    const stacks = readWorkspaces(given.folders, around.cwd);
    const [{ hostname, organization }] = stacks as readonly [StackWorkspace, ...StackWorkspace[]];
    const wanted = await wantedOf(given, stacks, around);
    const token = findToken(hostname, around.env);
    const about = `organization ${organization}`;
    const api = new Api({ origin: originOf(hostname), token, about, outside, say: (text) => progress.say(text) });
    const comparison = await compare(api, wanted, (text) => progress.say(text));
    for (const change of given.apply ? comparison.changes : []) {
      progress.say(`making ${change.kind} ${change.name}`);
      await change.make();
      made.push(change);
    }
    progress.clear();
    const result = { place: { hostname, organization }, comparison, applied: given.apply };
    around.stdout.write(given.json ? renderJson(result) : renderText(result));
    const differs = comparison.changes.length > 0 && !given.apply;
    return EXIT_CODES[differs ? "differs" : "asWanted"].code;
  } catch (error) {
    progress.clear();
    if (!(error instanceof HcpError)) throw error;
    const before = made.map(({ kind, name }) => `${kind} ${name}`).join(", ");
    throw new Mistake([error.message, ...(given.apply ? [`made before that: ${before || "nothing"}.`] : [])]);
  } finally {
    progress.clear();
  }
}

async function wantedOf(
  { roles: file, terraform, runTask, apply }: WorkspacesArguments,
  stacks: readonly StackWorkspace[],
  { cwd, env }: Surroundings,
): Promise<Wanted> {
  const [{ organization }] = stacks as readonly [StackWorkspace, ...StackWorkspace[]];
  const names = stacks.map(({ name }) => name);
  const roles = file === null ? undefined : readRoles(file, names, cwd);
  // Only who makes a run task needs its key; whether there is one shows before anything is made.
  const key = runTask !== null && apply ? readKey(runTask.keyFile, env, cwd) : "";
  return {
    organization,
    workspaces: stacks.map(({ name, project }) => ({ name, project, roles: roles?.get(name) })),
    terraform: await wantedVersion(terraform, cwd, env),
    runTask:
      runTask === null
        ? undefined
        : { name: runTask.name, url: runTask.url, enforcement: runTask.enforcement, stages: ["post_plan"], key },
  };
}

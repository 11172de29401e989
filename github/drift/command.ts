import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Mistake } from "../../modules/mistake";
import { COMMENT_LIMIT, comment as markdownOf, review } from "../../plan-review/index";
import { GitHub } from "../api/client";
import { keepOne, marked, markOf } from "../api/marked";
import { type Command, optionsIn } from "../command";
import { type Job, runUrl, summarize } from "../job";
import { Issues } from "./issues";

/** `drift-issue`: one issue for each stack whose deployment is not what the default branch says, for as long as that is so. */
export const driftIssue: Command = async (argv, job) => {
  const { stack, plan, environment } = optionsIn(argv, ["stack", "plan", "environment"]);
  const json = planIn(job, plan);
  const made = review([{ name: stack, plan: { name: plan, json } }]);
  const differs = isDeployed(json) && made.workspaces.some(({ unchanged }) => !unchanged);
  const issues = new Issues(new GitHub(job), `Drift: ${stack} (${environment})`);
  const mark = markOf(`drift of ${stack} in ${environment}`, job.env.COMMENT_AUTHOR);
  const run = `[run](${runUrl(job)})`;
  if (differs) {
    const end = `\n_What AWS has is not what the default branch says, or that was never applied. Found by this ${run}; this issue is closed when a later one finds no difference._\n`;
    const body = markdownOf(made, {
      limit: COMMENT_LIMIT - Buffer.byteLength(`${mark.line}\n${end}`),
      longForm: `The ${run}`,
    });
    await keepOne(issues, mark, `${body}${end}`);
  } else {
    for (const issue of marked(await issues.list(), mark))
      await issues.finish(issue, `No difference any more, as this ${run} finds.`);
  }
  summarize(job, isDeployed(json) ? markdownOf(made) : `\`${stack}\` is not deployed.`);
};

interface PlanJson {
  readonly prior_state?: { readonly values?: { readonly root_module?: Module } };
}

interface Module {
  readonly resources?: readonly { readonly mode?: string; readonly type?: string }[];
  readonly child_modules?: readonly Module[];
}

/** Whether AWS has anything of it. A data source, or a value that state keeps, is nothing that AWS has. */
function isDeployed({ prior_state }: PlanJson): boolean {
  const holds = ({ resources = [], child_modules = [] }: Module): boolean =>
    resources.some(({ mode, type }) => mode === "managed" && type !== "terraform_data") || child_modules.some(holds);
  return holds(prior_state?.values?.root_module ?? {});
}

function planIn({ cwd }: Job, name: string): PlanJson {
  try {
    const json = JSON.parse(readFileSync(resolve(cwd, name), "utf8"));
    if (typeof json?.format_version === "string") return json;
  } catch {
    // The message below says what is expected.
  }
  throw new Mistake(`${name} is no plan: expected what terraform show -json prints for one.`);
}

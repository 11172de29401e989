import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { Mistake } from "../modules/mistake";

/** A step of a workflow's job: everything that a test replaces. */
export interface Job {
  readonly env: NodeJS.ProcessEnv;
  /** The folder of the project. */
  readonly cwd: string;
  readonly say: (text: string) => void;
  /** Lets some milliseconds pass. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * A variable of GitHub's, or of the workflow's.
 *
 * @throws Mistake where it is not set
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function given({ env }: Job, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new Mistake(`${name} is not set: GitHub sets it in a job, or the workflow in env.`);
}

/** Hands a value to later steps and jobs. It has one line. */
export function output(job: Job, name: string, value: string): void {
  appendFileSync(given(job, "GITHUB_OUTPUT"), `${name}=${value}\n`);
  job.say(`${name}=${value}`);
}

/** Adds Markdown to what the run's page shows. */
export function summarize(job: Job, markdown: string): void {
  appendFileSync(given(job, "GITHUB_STEP_SUMMARY"), `${markdown}\n`);
}

/** The address of this run's page. */
export function runUrl(job: Job): string {
  return `${given(job, "GITHUB_SERVER_URL")}/${given(job, "GITHUB_REPOSITORY")}/actions/runs/${given(job, "GITHUB_RUN_ID")}`;
}

/** What GitHub says about what started the run: a few fields of it. */
export interface GitHubEvent {
  readonly pull_request?: { readonly number: number; readonly head: { readonly sha: string } };
  readonly repository?: { readonly default_branch: string };
  /** Of a push. */
  readonly commits?: readonly { readonly id: string }[];
}

/** @throws Mistake where there is none */
export function eventOf(job: Job): GitHubEvent {
  const path = given(job, "GITHUB_EVENT_PATH");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8"));
  throw new Mistake(`GITHUB_EVENT_PATH is ${path}: there is no such file.`);
}

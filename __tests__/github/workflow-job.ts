import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Job } from "../../github/job";
import { main } from "../../github/main";
import { folderWith } from "../cli/folders";
import { GitHubEmulator } from "../support/github-emulator";

/** A job on a machine of GitHub's: a folder, variables, and a stand-in of its API. */
export class WorkflowJob implements Job {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly said: string[] = [];
  /** What was waited for, in seconds. */
  readonly waited: number[] = [];

  constructor(github: GitHubEmulator, event: object = {}, files: Parameters<typeof folderWith>[0] = {}) {
    this.cwd = folderWith({ "event.json": JSON.stringify(event), output: "", summary: "", ...files });
    this.env = {
      GITHUB_API_URL: github.url,
      GITHUB_EVENT_PATH: join(this.cwd, "event.json"),
      GITHUB_OUTPUT: join(this.cwd, "output"),
      GITHUB_REPOSITORY: "acme/orders",
      GITHUB_RUN_ID: "77",
      GITHUB_SERVER_URL: "https://github.example",
      GITHUB_SHA: "5".repeat(40),
      GITHUB_STEP_SUMMARY: join(this.cwd, "summary"),
      GITHUB_TOKEN: github.token,
    };
  }

  readonly say = (text: string) => this.said.push(text);

  readonly wait = async (milliseconds: number) => {
    this.waited.push(milliseconds / 1000);
  };

  /** Runs a command. @returns its exit code */
  run(...argv: string[]): Promise<number> {
    return main(argv, this);
  }

  read(name: string): string {
    return readFileSync(join(this.cwd, name), "utf8");
  }
}

/** A stand-in of GitHub for each test of a file. */
export function eachWithGitHub(): () => GitHubEmulator {
  let github: GitHubEmulator;
  beforeEach(async () => {
    github = new GitHubEmulator();
    await github.start();
  });
  afterEach(() => github.stop());
  return () => github;
}

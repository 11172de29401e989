import { eachWithGitHub, WorkflowJob } from "../workflow-job";

const emulator = eachWithGitHub();

const MERGE = "5".repeat(40);
const HEAD = "a".repeat(40);
const pullRequest = { number: 7, merged_at: "2026-11-28T12:00:00Z", head: { sha: HEAD }, base: { ref: "main" } };
const run = {
  id: 41,
  path: ".github/workflows/plan.yml",
  event: "pull_request",
  conclusion: "success",
  head_sha: HEAD,
  head_branch: "change",
  head_repository: { full_name: "acme/orders" },
  html_url: "https://github.example/acme/orders/actions/runs/41",
};
const artifact = (name: string, expired = false) => ({ name, expired });

const runsPath = (sha: string) => `/actions/workflows/plan.yml/runs?head_sha=${sha}&event=pull_request&status=success`;

/** What GitHub knows. */
function knows({
  pulls = [pullRequest] as object[],
  runs = [run] as object[],
  artifacts = [artifact("synthesized"), artifact("plan.dev.option-4-isolated")] as object[],
} = {}) {
  emulator().answers.set(`/commits/${MERGE}/pulls`, pulls);
  emulator().answers.set(runsPath(HEAD), { total_count: runs.length, workflow_runs: runs });
  emulator().answers.set("/actions/runs/41/artifacts", { total_count: artifacts.length, artifacts });
  emulator().answers.set("/actions/runs/41", runs[0]);
}

async function find(more: string[] = [], event: object = { repository: { default_branch: "main" } }) {
  const job = new WorkflowJob(emulator(), event);
  const code = await job.run("reviewed-plans", "--workflow=plan.yml", "--environment=dev", ...more);
  return { code, said: job.said, output: job.read("output"), summary: job.read("summary") };
}

const plans = (...found: object[]) => `plans=${JSON.stringify(found)}\n`;
const nothing = {
  code: 0,
  output: plans(),
  summary: "Nothing to apply: no plan was made with what has come to this branch.\n",
};

test("the plans of the pull request that was merged, by the run that planned its last commit", async () => {
  knows();
  expect(await find()).toMatchObject({
    code: 0,
    output: plans({ stack: "option-4-isolated", run: 41 }),
    summary:
      "To apply:\n\n- `option-4-isolated`: planned in [run 41](https://github.example/acme/orders/actions/runs/41), reviewed in #7\n",
  });
});

test("of several runs the newest, of several stacks all, of other environments none", async () => {
  knows({
    runs: [{ ...run, id: 40 }, run, { ...run, id: 39 }],
    artifacts: [
      artifact("plan.dev.option-4-isolated"),
      artifact("plan.prod.option-4-isolated"),
      artifact("plan.dev.option-1-public-broker"),
      artifact("plan.dev.option-3-private-nat", true),
    ],
  });
  expect((await find()).output).toBe(
    plans({ stack: "option-4-isolated", run: 41 }, { stack: "option-1-public-broker", run: 41 }),
  );
});

test.each([
  ["came to the branch without a pull request", { pulls: [] }],
  ["came from one that was never merged", { pulls: [{ ...pullRequest, merged_at: null }] }],
  ["came to another branch", { pulls: [{ ...pullRequest, base: { ref: "release" } }] }],
  ["changed no stack", { artifacts: [artifact("synthesized")] }],
])("nothing to apply: what was pushed %s", async (_, known) => {
  knows(known);
  expect(await find()).toMatchObject({ ...nothing, said: ["plans=[]"] });
});

test.each([
  ["of a fork", { ...run, head_repository: { full_name: "somebody/orders" } }],
  ["of a fork that is gone", { ...run, head_repository: null }],
  ["of another workflow's file", { ...run, path: ".github/workflows/plan.yml.yml" }],
  ["that failed", { ...run, conclusion: "failure" }],
  ["of another commit", { ...run, head_sha: "b".repeat(40) }],
])("a run %s is not what was reviewed", async (_, other) => {
  knows({ runs: [other] });
  expect(await find()).toMatchObject({
    ...nothing,
    said: [
      "::warning::#7 has no run of plan.yml that planned its last commit and ended well. To deploy it, run plan.yml on the default branch, and then this workflow with the id of that run.",
      "plans=[]",
    ],
  });
});

describe("a merge queue brings several pull requests at once", () => {
  const other = { ...pullRequest, number: 8, head: { sha: "c".repeat(40) } };
  const event = { repository: { default_branch: "main" }, commits: [{ id: "6".repeat(40) }, { id: MERGE }] };

  function queue(stack: string): void {
    knows();
    emulator().answers.set(`/commits/${"6".repeat(40)}/pulls`, [other]);
    emulator().answers.set(runsPath(other.head.sha), { workflow_runs: [{ ...run, id: 42, head_sha: other.head.sha }] });
    emulator().answers.set("/actions/runs/42/artifacts", { artifacts: [artifact(`plan.dev.${stack}`)] });
  }

  test("with plans of different stacks: all of them", async () => {
    queue("option-1-public-broker");
    expect((await find([], event)).output).toBe(
      plans({ stack: "option-1-public-broker", run: 42 }, { stack: "option-4-isolated", run: 41 }),
    );
  });

  test("with plans of the same stack: none, for the first makes the second stale", async () => {
    queue("option-4-isolated");
    expect(await find([], event)).toMatchObject({
      code: 1,
      output: "",
      said: [
        "::error::Several of these commits' pull requests planned option-4-isolated, and the first apply makes the next plan stale. Run the workflow plan.yml on the default branch, and then this one with the id of that run.",
      ],
    });
  });
});

describe("by hand, with the id of a run", () => {
  test.each([
    ["of a pull request", run],
    ["by hand on the default branch", { ...run, event: "workflow_dispatch", head_branch: "main" }],
    ["as GitHub writes its path with a branch", { ...run, path: ".github/workflows/plan.yml@refs/heads/main" }],
  ])("%s", async (_, known) => {
    knows({ runs: [known] });
    expect(await find(["--run=41"])).toMatchObject({ code: 0, output: plans({ stack: "option-4-isolated", run: 41 }) });
  });

  test.each([
    [
      "by hand on another branch",
      { ...run, event: "workflow_dispatch" },
      "workflow_dispatch on change, and ended with success",
    ],
    [
      "of a fork",
      { ...run, head_repository: { full_name: "somebody/orders" } },
      "pull_request on change, and ended with success",
    ],
    ["that failed", { ...run, conclusion: "failure" }, "pull_request on change, and ended with failure"],
    ["that has not ended", { ...run, conclusion: null }, "pull_request on change, and ended with nothing yet"],
    ["of a merge queue", { ...run, event: "merge_group" }, "merge_group on change, and ended with success"],
  ])("not one %s", async (_, known, what) => {
    knows({ runs: [known] });
    expect(await find(["--run=41"])).toMatchObject({
      code: 1,
      output: "",
      said: [
        `::error::Run 41 is of .github/workflows/plan.yml by ${what}: expected a run of .github/workflows/plan.yml of this repository that ended well, by a pull request or by hand on main.`,
      ],
    });
  });

  test("one that there is not", async () => {
    expect(await find(["--run=99"])).toMatchObject({
      code: 1,
      said: [
        "::error::GitHub answers 404 (Not Found) to GET /actions/runs/99: there is no such thing, or the token may not see it. The job needs `permissions: actions: read`.",
      ],
    });
  });

  test("no id", async () => {
    expect(await find(["--run=../../x"])).toMatchObject({
      code: 1,
      said: ['::error::--run is "../../x": expected the id of a run, the digits in its address.'],
    });
  });
});

import { eachWithGitHub, WorkflowJob } from "../workflow-job";

const emulator = eachWithGitHub();

const MARK = "<!-- mqesm: drift of option-4-isolated in dev -->";
const vpc = { address: "aws_vpc.own", mode: "managed", type: "aws_vpc", name: "own" };

/** A plan of what is deployed, or of nothing, with a change or none. */
function plan(changes: boolean, deployed = true): string {
  const [before, after] = [{ tags: { team: "a" } }, { tags: { team: "b" } }];
  const masks = { after_unknown: {}, before_sensitive: {}, after_sensitive: {} };
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    applyable: changes,
    resource_changes: [
      {
        ...vpc,
        change: changes
          ? { actions: ["update"], before, after, ...masks }
          : { actions: ["no-op"], before, after: before, ...masks },
      },
    ],
    ...(deployed ? { prior_state: { values: { root_module: { resources: [vpc] } } } } : {}),
  });
}

async function look(content: string) {
  const job = new WorkflowJob(emulator(), {}, { "plan.json": content });
  const code = await job.run("drift-issue", "--stack=option-4-isolated", "--plan=plan.json", "--environment=dev");
  return { code, job };
}

const done = () => emulator().asked.filter((each) => !each.startsWith("GET"));

test("drift opens an issue", async () => {
  expect((await look(plan(true))).code).toBe(0);
  const [issue, ...others] = emulator().issues;
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ title: "Drift: option-4-isolated (dev)", state: "open" });
  expect(issue?.body.startsWith(`${MARK}\n`)).toBe(true);
  expect(issue?.body).toContain("aws_vpc.own");
  expect(issue?.body).toContain("[run](https://github.example/acme/orders/actions/runs/77)");
});

test("more drift updates it; neither a pull request nor a text of somebody else is it", async () => {
  emulator().issue(`${MARK}\nforged`, "somebody");
  emulator().issue(`${MARK}\nof a pull request`, "github-actions[bot]", { pull_request: {} });
  emulator().issue("<!-- mqesm: drift of option-3-private-nat in dev -->\nother");
  const issue = emulator().issue(`${MARK}\nformer`);
  await look(plan(true));
  expect(done()).toEqual([`PATCH /issues/${issue.number}`]);
  expect(issue.body).toContain("aws_vpc.own");
  expect(issue.state).toBe("open");
});

test("no drift any more closes it, and says by which run", async () => {
  const issue = emulator().issue(`${MARK}\nformer`);
  await look(plan(false));
  expect(issue).toMatchObject({ state: "closed", state_reason: "completed" });
  expect(
    emulator()
      .comments.get(Number(issue.number))
      ?.map(({ body }) => body),
  ).toEqual(["No difference any more, as this [run](https://github.example/acme/orders/actions/runs/77) finds."]);
});

test("drift that comes again opens another one", async () => {
  emulator().issue(`${MARK}\nformer`, "github-actions[bot]", { state: "closed" });
  await look(plan(true));
  expect(emulator().issues.filter(({ state }) => state === "open")).toHaveLength(1);
});

test("opened twice at once: the older one stays open", async () => {
  emulator().meanwhile = () => {
    emulator().meanwhile = () => {};
    emulator().issue(`${MARK}\nby the other run`);
  };
  await look(plan(true));
  expect(emulator().issues.map(({ state, state_reason }) => [state, state_reason])).toEqual([
    ["open", undefined],
    ["closed", "not_planned"],
  ]);
  expect(emulator().issues[0]?.body).toContain("aws_vpc.own");
});

test("no drift and no issue: nothing is done", async () => {
  expect((await look(plan(false))).code).toBe(0);
  expect(done()).toEqual([]);
});

test("what is not deployed does not drift", async () => {
  const { job } = await look(plan(true, false));
  expect(done()).toEqual([]);
  expect(job.read("summary")).toBe("`option-4-isolated` is not deployed.\n");
});

test("a repository without issues", async () => {
  emulator().refusals.push({ method: "POST", status: 410, message: "Issues has been disabled in this repository." });
  const { code, job } = await look(plan(true));
  expect(code).toBe(1);
  expect(job.said).toEqual([
    "::error::GitHub answers 410 (Issues has been disabled in this repository.) to POST /issues: the repository has none. Switch issues on in its settings.",
  ]);
});

test.each(["", "{}", "no JSON"])("%j is no plan", async (content) => {
  const { code, job } = await look(content);
  expect(code).toBe(1);
  expect(job.said).toEqual(["::error::plan.json is no plan: expected what terraform show -json prints for one."]);
});

import { planDigest, sha256 } from "../../../plan-review/digest/plan-digest";
import { review } from "../../../plan-review/index";
import { eachWithGitHub, WorkflowJob } from "../workflow-job";

const emulator = eachWithGitHub();

const MARK = "<!-- mqesm: plans of dev -->";
const EVENT = { pull_request: { number: 7, head: { sha: "abcdef0123456789" } } };
const END = "\n_Commit abcdef012345, [run 77](https://github.example/acme/orders/actions/runs/77)._\n";

/** What a plan that makes a few resources comes to, as the job that planned writes it. */
function reviewOf(...names: string[]): string {
  const json = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    applyable: true,
    resource_changes: names.map((name) => ({
      address: `aws_sqs_queue.${name}`,
      mode: "managed",
      type: "aws_sqs_queue",
      name,
      change: {
        actions: ["create"],
        before: null,
        after: {},
        after_unknown: {},
        before_sensitive: false,
        after_sensitive: {},
      },
    })),
  };
  return JSON.stringify(review([{ name: "cdktf.out/stacks/whatever", plan: { name: "plan.json", json } }]));
}

const digest = planDigest({
  plan: sha256("plan"),
  files: {},
  terraform: "1.11.4",
  state: { lineage: "", serial: 0 },
  meaning: sha256("meaning"),
});

/** What the job that planned a stack leaves. */
const artifact = (stack: string, content: string) => ({
  [`reviews/plan.dev.${stack}/review.json`]: content,
  [`reviews/plan.dev.${stack}/digest.json`]: JSON.stringify(digest),
});

const REVIEWED = artifact("option-4-isolated", reviewOf("orders"));

function jobWith(files: Record<string, string> = REVIEWED, event: object = EVENT) {
  return new WorkflowJob(emulator(), event, files);
}

const comment = (job: WorkflowJob, stacks = ["option-4-isolated"]) =>
  job.run("comment", `--stacks=${JSON.stringify(stacks)}`, "--reviews=reviews", "--environment=dev");

const bodies = () => (emulator().comments.get(7) ?? []).map(({ body }) => body);
const done = () => emulator().asked.filter((each) => !each.startsWith("GET"));

test("the first time it is created: mark, review, commit and run", async () => {
  const job = jobWith();
  expect(await comment(job)).toBe(0);
  const [body = "", ...others] = bodies();
  expect(others).toEqual([]);
  expect(body.startsWith(`${MARK}\n`)).toBe(true);
  expect(body).toContain("option-4-isolated");
  expect(body).toContain("aws_sqs_queue.orders");
  expect(body).toContain(`sha256:${digest.digest}`);
  expect(body).not.toContain("whatever");
  expect(body.endsWith(END)).toBe(true);
  expect(job.read("summary")).toContain("aws_sqs_queue.orders");
});

test("later it is updated, wherever it is among many", async () => {
  for (const each of ["a", "b", "c"]) emulator().comment(7, each, "somebody");
  const former = emulator().comment(7, `${MARK}\nformer`);
  for (const each of ["d", "e"]) emulator().comment(7, each, "somebody");
  await comment(jobWith());
  expect(done()).toEqual([`PATCH /issues/comments/${former.id}`]);
  expect(bodies()).toHaveLength(6);
  expect(bodies()[3]).toContain("aws_sqs_queue.orders");
});

test("nothing is written where it says so already, ended as GitHub ends lines", async () => {
  await comment(jobWith());
  const [made] = emulator().comments.get(7) ?? [];
  if (made !== undefined) made.body = made.body.trimEnd().replaceAll("\n", "\r\n").replace("\r\n", "\n");
  emulator().asked.length = 0;
  await comment(jobWith());
  expect(done()).toEqual([]);
});

test("the mark in somebody else's comment, or elsewhere in one of ours, is none", async () => {
  emulator().comment(7, `${MARK}\nforged`, "somebody");
  emulator().comment(7, `Look: ${MARK}\n`);
  emulator().comment(7, "<!-- mqesm: plans of prod -->\nof another environment");
  emulator().comment(8, `${MARK}\nof another pull request`);
  await comment(jobWith());
  expect(done()).toEqual(["POST /issues/7/comments"]);
  expect(bodies()[0]).toBe(`${MARK}\nforged`);
});

test("another author, where the job's token is an app's", async () => {
  const former = emulator().comment(7, `${MARK}\nformer`, "our-app[bot]");
  const job = jobWith();
  job.env.COMMENT_AUTHOR = "our-app[bot]";
  await comment(job);
  expect(done()).toEqual([`PATCH /issues/comments/${former.id}`]);
});

test("created twice at once: the older one stays, with what is newest", async () => {
  // Another run has looked too, found none, and is a moment faster.
  emulator().meanwhile = () => {
    emulator().meanwhile = () => {};
    emulator().comment(7, `${MARK}\nby the other run`);
  };
  await comment(jobWith());
  expect(bodies()).toEqual([expect.stringContaining("aws_sqs_queue.orders")]);
  expect(emulator().comments.get(7)?.[0]?.id).toBe(101);
});

test("both runs clean up: what the other has removed already is no error", async () => {
  const older = emulator().comment(7, `${MARK}\n1`);
  const newer = emulator().comment(7, `${MARK}\n2`);
  emulator().refusals.push({ method: "DELETE", status: 404, message: "Not Found", done: true });
  expect(await comment(jobWith())).toBe(0);
  expect(done()).toEqual([`PATCH /issues/comments/${older.id}`, `DELETE /issues/comments/${newer.id}`]);
  expect(bodies()).toHaveLength(1);
});

describe("GitHub does not say whether it created it", () => {
  const refuse = (count: number, isDone: boolean) => {
    const refusal = { method: "POST", status: 502, done: isDone };
    emulator().refusals.push(...Array.from({ length: count }, () => refusal));
  };

  test("it did: there is one", async () => {
    refuse(1, true);
    expect(await comment(jobWith())).toBe(0);
    expect(bodies()).toHaveLength(1);
    expect(done()).toEqual(["POST /issues/7/comments"]);
  });

  test("it did not: it is tried again", async () => {
    refuse(1, false);
    expect(await comment(jobWith())).toBe(0);
    expect(bodies()).toHaveLength(1);
    expect(done()).toEqual(["POST /issues/7/comments", "POST /issues/7/comments"]);
  });

  test("it never does: given up after three", async () => {
    refuse(3, false);
    const job = jobWith();
    expect(await comment(job)).toBe(1);
    expect(job.said.at(-1)).toBe(
      "::error::GitHub answers 502 to POST /issues/7/comments: it is not well. Run the job again.",
    );
    expect(bodies()).toEqual([]);
  });
});

test("a token that may only read, as pull requests of forks have", async () => {
  emulator().refusals.push({ method: "POST", status: 403, message: "Resource not accessible by integration" });
  const job = jobWith();
  expect(await comment(job)).toBe(1);
  expect(job.said).toEqual([
    "::error::GitHub answers 403 (Resource not accessible by integration) to POST /issues/7/comments: the token may not do that. The job needs `permissions: pull-requests: write`; pull requests of forks and of Dependabot never have it.",
  ]);
});

test("all stacks in one comment; one whose job failed has no plan, and the comment says so", async () => {
  const job = jobWith({ ...REVIEWED, ...artifact("option-1-public-broker", reviewOf("payments")) });
  await comment(job, ["option-1-public-broker", "option-3-private-nat", "option-4-isolated"]);
  const [body = "", ...others] = bodies();
  expect(others).toEqual([]);
  expect(body).toContain("aws_sqs_queue.payments");
  expect(body).toContain("aws_sqs_queue.orders");
  expect(body).toMatch(/option-3-private-nat.*no plan|no plan.*option-3-private-nat|option-3-private-nat.*failed/is);
});

test("however much there is, GitHub takes it, with the mark and the end", async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => `orders-of-a-rather-long-name-${index}`);
  const job = jobWith(artifact("option-4-isolated", reviewOf(...many)));
  expect(await comment(job)).toBe(0);
  const [body = ""] = bodies();
  expect(body.length).toBeGreaterThan(1_000);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
  expect(body).toContain("[The run's summary](https://github.example/acme/orders/actions/runs/77)");
  expect(body.endsWith(END)).toBe(true);
  expect(Buffer.byteLength(job.read("summary"))).toBeLessThanOrEqual(1_048_576);
}, 20_000);

describe("a pull request that changes no stack that is deployed", () => {
  test("gets no comment", async () => {
    expect(await comment(jobWith({}), [])).toBe(0);
    expect(done()).toEqual([]);
  });

  test("but one that it has must not tell of what it changed before", async () => {
    emulator().comment(7, `${MARK}\nformer`);
    await comment(jobWith({}), []);
    expect(bodies()).toEqual([
      `${MARK}\nNothing to plan: no stack that is deployed is made of what this pull request changes.\n${END}`,
    ]);
  });
});

test("without a pull request the run's summary alone has it", async () => {
  const job = jobWith(REVIEWED, {});
  expect(await comment(job)).toBe(0);
  expect(emulator().asked).toEqual([]);
  expect(job.read("summary")).toContain("aws_sqs_queue.orders");
});

test.each([
  ["no JSON", "no JSON"],
  ["no review", "{}"],
  ["nothing", "null"],
])("a file that is no review: %s", async (_, content) => {
  const job = jobWith(artifact("option-4-isolated", content));
  expect(await comment(job)).toBe(1);
  expect(job.said).toEqual([
    expect.stringMatching(/^::error::.*review\.json is no review: expected what mqesm review --json prints\.$/),
  ]);
});

test.each(["../../x", "[]]", '["../../x"]', "[1]", '"option-4-isolated"'])(
  "%s is no list of stacks",
  async (stacks) => {
    const job = jobWith();
    expect(await job.run("comment", `--stacks=${stacks}`, "--reviews=reviews", "--environment=dev")).toBe(1);
    expect(job.said).toEqual([
      `::error::${JSON.stringify(stacks)} is no list of stacks: expected such as ["option-1-public-broker","option-2-default-vpc"].`,
    ]);
  },
);

test("what is missing is said at once", async () => {
  const job = jobWith();
  expect(await job.run("comment", "--stacks=[]")).toBe(1);
  expect(job.said).toEqual([
    "::error::--reviews is missing: it needs a value.",
    "::error::--environment is missing: it needs a value.",
  ]);
});

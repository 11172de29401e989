import { GitHub } from "../../../github/api/client";
import type { EmulatedRefusal } from "../../support/github-emulator";
import { eachWithGitHub, WorkflowJob } from "../workflow-job";

const emulator = eachWithGitHub();

const READ = "pull-requests: read";

/** What one question comes to, and how long it was waited. */
async function ask(method: "GET" | "POST" | "PATCH", ...refusals: EmulatedRefusal[]) {
  emulator().refusals.push(...refusals);
  const job = new WorkflowJob(emulator());
  const github = new GitHub(job);
  const asked =
    method === "GET"
      ? github.get("/issues/7/comments", READ)
      : github.send(method, "/issues/7/comments", READ, { body: "b" });
  const failure = await asked.then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { failure, waited: job.waited, attempts: emulator().asked.length, said: job.said };
}

const times = (count: number, refusal: EmulatedRefusal) => Array.from({ length: count }, () => refusal);

describe("what GitHub refuses is said once, with the remedy", () => {
  test.each([
    [
      401,
      "Bad credentials",
      "GitHub answers 401 (Bad credentials) to GET /issues/7/comments: it does not know the token. Set GITHUB_TOKEN to github.token in the step's env.",
    ],
    [
      403,
      "Resource not accessible by integration",
      "GitHub answers 403 (Resource not accessible by integration) to GET /issues/7/comments: the token may not do that. The job needs `permissions: pull-requests: read`; pull requests of forks and of Dependabot never have it.",
    ],
    [
      404,
      "Not Found",
      "GitHub answers 404 (Not Found) to GET /issues/7/comments: there is no such thing, or the token may not see it. The job needs `permissions: pull-requests: read`.",
    ],
    [
      422,
      "Body is too long (maximum is 65536 characters)",
      "GitHub answers 422 (Body is too long (maximum is 65536 characters)) to GET /issues/7/comments: it cannot take what was sent.",
    ],
    [418, "", "GitHub answers 418 to GET /issues/7/comments: that is not expected."],
  ])("%d", async (status, message, failure) => {
    expect(await ask("GET", { status, message })).toEqual({ failure, waited: [], attempts: 1, said: [] });
  });

  test("the token is in none of it", async () => {
    const { failure } = await ask("GET", { status: 403 });
    expect(failure).not.toContain(emulator().token);
  });
});

describe("GitHub is asked again", () => {
  test.each([500, 502, 503, 504])("when it is not well (%d): after 1, 2 and 4 seconds", async (status) => {
    expect(await ask("GET", ...times(3, { status }))).toMatchObject({
      failure: undefined,
      waited: [1, 2, 4],
      attempts: 4,
    });
    emulator().asked.length = 0;
    expect(await ask("PATCH", ...times(4, { status }))).toMatchObject({
      failure: `GitHub answers ${status} to PATCH /issues/7/comments: it is not well. Run the job again.`,
      attempts: 4,
    });
  });

  test("when it asks to wait, for as long as it says", async () => {
    expect(await ask("POST", { status: 429, headers: { "retry-after": "30" } })).toEqual({
      failure: undefined,
      waited: [30],
      attempts: 2,
      said: ["GitHub answers 429 to POST /issues/7/comments: asking again in 30 s"],
    });
  });

  test("when its secondary limit is reached, which is a 403", async () => {
    expect(await ask("POST", { status: 403, headers: { "retry-after": "0" } })).toMatchObject({
      failure: undefined,
      waited: [0],
    });
  });

  test("when the limit is used up, once it is whole again", async () => {
    const reset = String(Math.ceil(Date.now() / 1000) + 20);
    const { failure, waited } = await ask("GET", {
      status: 403,
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset },
    });
    expect(failure).toBeUndefined();
    expect(waited[0]).toBeGreaterThan(17);
    expect(waited[0]).toBeLessThanOrEqual(21);
  });

  test("after a minute where it says nothing", async () => {
    expect(await ask("GET", { status: 429 })).toMatchObject({ failure: undefined, waited: [60] });
  });
});

describe("GitHub is not asked again", () => {
  test("when it asks for an hour", async () => {
    expect(await ask("GET", { status: 429, headers: { "retry-after": "3600" } })).toEqual({
      failure: "GitHub answers 429 to GET /issues/7/comments: it has been asked too often. Run the job again later.",
      waited: [],
      attempts: 1,
      said: [],
    });
  });

  test("when something may have been created: it could be there twice", async () => {
    expect(await ask("POST", { status: 502 })).toMatchObject({
      failure: "GitHub answers 502 to POST /issues/7/comments: it is not well. Run the job again.",
      attempts: 1,
    });
  });
});

test("nothing answers", async () => {
  const job = new WorkflowJob(emulator());
  job.env.GITHUB_API_URL = "http://127.0.0.1:9";
  await expect(new GitHub(job).get("/issues", READ)).rejects.toThrow(
    "GitHub cannot be reached for GET /issues. Run the job again.",
  );
  expect(job.waited).toEqual([1, 2, 4]);
});

test("a job without a token", () => {
  const job = new WorkflowJob(emulator());
  job.env.GITHUB_TOKEN = "";
  expect(() => new GitHub(job)).toThrow("GITHUB_TOKEN is not set: GitHub sets it in a job, or the workflow in env.");
});

test("a list is read page by page, to its end and no further", async () => {
  for (const body of ["a", "b", "c", "d"]) emulator().comment(7, body, "somebody");
  const all = await new GitHub(new WorkflowJob(emulator())).all<{ body: string }>("/issues/7/comments", READ);
  expect(all.map(({ body }) => body)).toEqual(["a", "b", "c", "d"]);
  expect(emulator().asked).toEqual([1, 2].map((page) => `GET /issues/7/comments?per_page=100&page=${page}`));
});

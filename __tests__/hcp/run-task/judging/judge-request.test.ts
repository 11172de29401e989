import { readFileSync } from "node:fs";
import { join } from "node:path";
import { theOutside } from "../../../../hcp/api/index";
import {
  DEFAULT_SETTINGS,
  type Judged,
  type JudgeSettings,
  judgeRequest,
  type Surroundings,
  verify,
} from "../../../../hcp/run-task/index";
import { archiveOf } from "../../../support/hcp/archive";
import { KEY, signed } from "../../../support/hcp/run-task-payload";
import { type RunTaskScript, RunTaskStandIn, type TaskResult } from "../../../support/hcp/run-tasks";

const CASES = join(__dirname, "../../../connectivity/cases");
const planOf = (name: string) => readFileSync(join(CASES, name, "plan.json"));
const sourceOf = (name: string) => readFileSync(join(CASES, name, "main.tf"));

const hcp = new RunTaskStandIn();

beforeAll(() => hcp.start());
afterAll(() => hcp.stop());
afterEach(() => {
  expect(hcp.complaints).toEqual([]);
});

interface Asked {
  readonly result: TaskResult;
  readonly judged: Judged;
}

/** One request, judged from beginning to end. Pauses are short. */
async function asked(
  script: RunTaskScript,
  different: Partial<JudgeSettings> = {},
  more: Partial<Surroundings> = {},
): Promise<Asked> {
  const result = hcp.result(script);
  const body = JSON.stringify(hcp.payloadOf(result));
  const verified = verify(Buffer.from(body), signed(body), { key: KEY, hostname: hcp.hostname });
  if (verified.kind !== "request") throw new Error(JSON.stringify(verified));
  const outside = {
    ...theOutside,
    sleep: (milliseconds: number, signal?: AbortSignal) => theOutside.sleep(Math.min(milliseconds, 5), signal),
  };
  const settings = { ...DEFAULT_SETTINGS, ...different };
  return { result, judged: await judgeRequest(verified.request, { settings, outside, ...more }) };
}

/** Never judged, and failed for that. */
async function expectNotJudged(
  script: RunTaskScript,
  why: string,
  different: Partial<JudgeSettings> = {},
): Promise<void> {
  const { result, judged } = await asked(script, different);
  expect(judged).toEqual({ verdict: "not-judged", status: "failed", told: "told" });
  expect([result.status, result.message]).toEqual([
    "failed",
    `NOT JUDGED: ${why} Failed, for nothing is known to work that was not judged.`,
  ]);
}

describe("what is judged", () => {
  test("a plan that works has passed, and the message says so by itself", async () => {
    const { result, judged } = await asked({ plan: planOf("nat-private-subnet") });
    expect(judged).toEqual({ verdict: "works", status: "passed", told: "told", outcomes: "told" });
    expect(result.taken.map(({ attributes }) => attributes.status)).toEqual(["running", "running", "passed"]);
    expect(result.message).toBe("WORKS: the event source mapping reaches all that is needed.");
  });

  test("a plan that fails has failed: the message has the first reason and remedy, the outcomes have all, the worst first", async () => {
    const { result, judged } = await asked({ plan: planOf("isolated-without-sts") });
    expect(judged).toMatchObject({ verdict: "fails", status: "failed", told: "told" });
    expect(result.message).toBe(
      "FAILS: the event source mapping will not work. aws_lambda_event_source_mapping.telemetry: There is no IPv4 route to the internet: " +
        'aws_route_table.private has no routes; aws_vpc.this has no endpoint for STS either, only aws_vpc_endpoint.this["secretsmanager"] and ' +
        'aws_vpc_endpoint.this["lambda"] for others. Create an interface endpoint for STS in aws_vpc.this, or give aws_route_table.private a ' +
        "default route to a NAT gateway.",
    );
    const shown = result.outcomes.map(({ "outcome-id": id, tags = {} }) => [id, ...Object.values(tags).flat()]);
    const reachable = ["reachable", { label: "Reachable", level: "none" }, { label: "None", level: "none" }];
    expect(shown).toEqual([
      ["no-route-out", { label: "Blocked", level: "error" }, { label: "Error", level: "error" }],
      ["ordering", { label: "Warning", level: "warning" }, { label: "Warning", level: "warning" }],
      ["queue-undeclared", { label: "Warning", level: "warning" }, { label: "Warning", level: "warning" }],
      reachable,
      reachable,
      reachable,
    ]);
  });

  test.each(["post_plan", "pre_apply"])("at %s a configuration alone is not enough: there is a plan", async (stage) => {
    const archive = await archiveOf({ "main.tf": sourceOf("nat-private-subnet") });
    await expectNotJudged(
      { stage, archive },
      "HCP Terraform named no plan, although there is one at this stage. Start the run again.",
    );
  });

  test("what the plan's JSON has lost is read in the configuration that it was made from", async () => {
    const name = "endpoint-subnet-association-by-other-key";
    const alone = await asked({ plan: planOf(name) });
    expect(alone.judged).toMatchObject({ verdict: "unknown", status: "failed" });
    expect(alone.result.message).toContain(
      "The configuration, which was not offered, would decide what the plan's JSON has lost.",
    );
    const archive = await archiveOf({ "main.tf": sourceOf(name) });
    expect((await asked({ plan: planOf(name), archive })).judged).toMatchObject({ verdict: "works", status: "passed" });
  });

  test("the configuration is the one in the workspace's working directory", async () => {
    const name = "endpoint-subnet-association-by-other-key";
    const archive = await archiveOf({
      "infra/prod/main.tf": sourceOf(name),
      "main.tf": sourceOf("nat-private-subnet"),
    });
    const plan = planOf(name);
    expect((await asked({ plan, archive, workingDirectory: "infra/prod/" })).judged).toMatchObject({
      verdict: "works",
    });
    const { result, judged } = await asked({ plan, archive, workingDirectory: "infra" });
    expect(judged).toMatchObject({ verdict: "unknown" });
    expect(result.message).toContain(
      "The configuration's archive holds no Terraform configuration in the workspace's working directory infra.",
    );
  });

  test("what is unknown fails, or passes with a warning, by setting", async () => {
    const plan = planOf("transit-gateway-default");
    const failed = await asked({ plan });
    expect(failed.judged).toMatchObject({ verdict: "unknown", status: "failed" });
    expect(failed.result.message).toMatch(
      /^UNKNOWN: the event source mapping cannot be decided; nothing fails\. aws_lambda/,
    );
    expect(failed.result.message).toContain(
      "Failed, for unknown is not known to work; mqesm run-task --unknown pass lets it pass.",
    );
    const passed = await asked({ plan }, { unknown: "pass" });
    expect(passed.judged).toMatchObject({ verdict: "unknown", status: "passed" });
    expect(passed.result.message).toMatch(/^UNKNOWN: /);
    expect(passed.result.message).toContain("Passed with this warning, for the service lets pass what is unknown.");
  });

  test("facts that are asserted decide what needs them, and are no matter for others", async () => {
    const plan = planOf("transit-gateway-default");
    const open = (await asked({ plan })).result.outcomes.flatMap(
      ({ body = "" }) => /--assume '([^']+)'/.exec(body)?.[1] ?? [],
    );
    expect(open.length).toBeGreaterThan(0);
    const { result, judged } = await asked({ plan }, { assume: open });
    expect(judged).toMatchObject({ verdict: "works", status: "passed" });
    expect(result.message).toContain(`It rests on what was asserted: ${[...new Set(open)].sort().join(", ")}.`);
    const other = await asked({ plan: planOf("nat-private-subnet") }, { assume: open });
    expect(other.result.message).toBe("WORKS: the event source mapping reaches all that is needed.");
    expect(other.result.outcomes.map(({ "outcome-id": id }) => id)).not.toContain("assumption-unused");
  });

  test("a plan without a mapping has passed, and is told as such", async () => {
    const plan = Buffer.from(
      JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", planned_values: {}, configuration: {} }),
    );
    const { result, judged } = await asked({ plan });
    expect(judged).toEqual({ verdict: "nothing", status: "passed", told: "told" });
    expect(result.message).toBe("NOTHING TO JUDGE: there is no event source mapping on an Amazon MQ broker.");
  });

  test("without the capability no outcomes are sent, and the message is the same", async () => {
    const plan = planOf("isolated-without-sts");
    const { result, judged } = await asked({ plan, outcomes: false });
    expect(judged).toEqual({ verdict: "fails", status: "failed", told: "told" });
    expect(result.outcomes).toEqual([]);
    expect(result.message).toBe((await asked({ plan })).result.message);
  });
});

describe("stages", () => {
  test("before the plan the configuration by itself is judged: what CDKTF synthesized", async () => {
    const stack = {
      resource: {
        aws_mq_broker: { orders: { engine_type: "RabbitMQ", publicly_accessible: true } },
        aws_lambda_event_source_mapping: { orders: { event_source_arn: `$${"{aws_mq_broker.orders.arn}"}` } },
      },
    };
    const archive = await archiveOf({ "cdk.tf.json": JSON.stringify(stack) });
    const { result, judged } = await asked({ stage: "pre_plan", archive });
    expect(judged).toMatchObject({ verdict: "fails", status: "failed" });
    expect(result.message).toMatch(
      /^FAILS: the event source mapping will not work\. aws_lambda_event_source_mapping\.orders: /,
    );
  });

  test("or Terraform's own configuration", async () => {
    const archive = await archiveOf({ "main.tf": sourceOf("isolated-without-sts") });
    expect((await asked({ stage: "pre_plan", archive })).judged).toMatchObject({ verdict: "fails", status: "failed" });
  });

  test.each<[string, Record<string, string>]>([
    ["in a file beside what CDKTF synthesized", { "cdk.tf.json": '{"locals":{}}', "main.tf": "" }],
    ["in a module of it", { "cdk.tf.json": '{"module":{"x":{"source":"./x"}}}', "x/main.tf": "" }],
  ])("a mapping %s is judged too", async (_, files) => {
    const main = sourceOf("nat-in-private-subnet").toString("utf8");
    const archive = await archiveOf(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text || main)])),
    );
    expect((await asked({ stage: "pre_plan", archive })).judged).toMatchObject({ verdict: "fails", status: "failed" });
  });

  test("a module that is not there may hold anything: nothing has passed", async () => {
    const archive = await archiveOf({ "cdk.tf.json": '{"module":{"x":{"source":"example.com/acme/mq/aws"}}}' });
    const { judged, result } = await asked({ stage: "pre_plan", archive });
    expect(judged).toMatchObject({ verdict: "not-judged", status: "failed" });
    expect(result.message).toMatch(/^NOT JUDGED: .*module\.x is not installed/);
  });

  test("before the apply the plan is judged again", async () => {
    const { judged } = await asked({ stage: "pre_apply", plan: planOf("isolated-without-sts") });
    expect(judged).toMatchObject({ verdict: "fails", status: "failed" });
  });

  test("after the apply nothing is judged, nothing downloaded, and the message says so", async () => {
    const { result, judged } = await asked({ stage: "post_apply", plan: planOf("isolated-without-sts") });
    expect(judged).toEqual({ verdict: "nothing", status: "passed", told: "told" });
    expect(result.downloads).toBe(0);
    expect(result.message).toBe(
      "NOT JUDGED HERE: after an apply there is no plan to judge. mqesm verify asks AWS whether the mapping works; attach the run task to post_plan.",
    );
  });

  test("a stage that nobody knows yet has not passed", () =>
    expectNotJudged(
      { stage: "mid_apply", plan: planOf("nat-private-subnet") },
      "this version does not know the stage at which it was asked: attach the run task to post_plan.",
    ));

  test.each(["pre_plan", "post_plan"])("at %s without anything to judge nothing has passed", (stage) =>
    expectNotJudged({ stage }, "HCP Terraform offered neither a plan nor a configuration."),
  );
});

describe("plans that cannot be had", () => {
  const plan = planOf("nat-private-subnet");

  test.each([
    ["a plan that is not finished", ["not-finished", "not-finished"]],
    ["failures of the server", [500, 502, "cut"]],
    ["a limit", [429, 429]],
    ["an address that expires before it is used", ["stale", "stale"]],
    ["a download that is cut off", ["cut-off"]],
  ] as const)("%s is asked for again", async (_, planTroubles) => {
    const { result, judged } = await asked({ plan, planTroubles });
    expect(judged).toMatchObject({ verdict: "works", status: "passed" });
    expect(result.downloads).toBe(planTroubles.length + 1);
  });

  test.each([
    [404, "HCP Terraform says that it is not there, or not for the token of the request"],
    [401, "HCP Terraform no longer accepts the token of the request, which it does for ten minutes"],
    [422, "HCP Terraform answers 422"],
    [500, "HCP Terraform gives no answer that can be used"],
    ["cut", "HCP Terraform gives no answer that can be used"],
    ["stale", "HCP Terraform gives no answer that can be used"],
    ["cut-off", "HCP Terraform gives no answer that can be used"],
  ] as const)("one that is never to be had, but %s, has not passed", (trouble, why) =>
    expectNotJudged({ plan, planTroubles: [trouble], lasting: true }, `The plan cannot be downloaded: ${why}.`),
  );

  test("one that is too large is not read to its end", () =>
    expectNotJudged(
      { plan, planTroubles: ["endless"], lasting: true },
      "The plan is larger than 2 MB: mqesm run-task --largest-plan says how large it may be.",
      { largestPlan: 2_000_000 },
    ));

  test.each(["silent", "not-finished"] as const)("one that never comes, but %s, ends with the time for it", (trouble) =>
    expectNotJudged(
      { plan, planTroubles: [trouble], lasting: true },
      "it took longer than 1 s, waiting included. Start the run again; mqesm run-task --concurrency says how many are judged at once.",
      { patience: 700 },
    ),
  );

  test("time that passed while a request waited counts", async () => {
    const { judged } = await asked({ plan }, { patience: 1_000 }, { receivedAt: Date.now() - 5_000 });
    expect(judged).toEqual({ verdict: "not-judged", status: "failed", told: "told" });
  });

  test("a service that stops says so", async () => {
    const { result, judged } = await asked({ plan }, {}, { signal: AbortSignal.abort() });
    expect(judged).toMatchObject({ verdict: "not-judged", status: "failed", told: "told" });
    expect(result.message).toContain("the service was stopped before the result was there. Start the run again.");
  });
});

describe("plans that are none", () => {
  const plan = planOf("nat-private-subnet");
  const without = (name: string) => Buffer.from(JSON.stringify({ ...JSON.parse(plan.toString()), [name]: undefined }));
  const NO_PLAN = "What was downloaded as the plan is not what `terraform show -json` prints for a plan.";

  test.each([
    ["cut off in the middle", plan.subarray(0, plan.length / 2), "The plan is cut off: it ends in the middle."],
    ["empty", Buffer.alloc(0), "The plan is cut off: it ends in the middle."],
    ["a page", Buffer.from("<html>planted</html>"), "The plan is not JSON."],
    ["null", Buffer.from("null"), NO_PLAN],
    ["an object that would hold no mapping", Buffer.from("{}"), NO_PLAN],
    ["a configuration that would hold none", Buffer.from('{"resource":{}}'), NO_PLAN],
    ["a state", Buffer.from('{"format_version":"1.0","values":{"root_module":{}}}'), NO_PLAN],
    ["a redacted plan", Buffer.from('{"plan_format_version":"1.2","resource_changes":[]}'), NO_PLAN],
    ["a plan without its configuration", without("configuration"), NO_PLAN],
    [
      "a plan that ended in an error",
      Buffer.from(JSON.stringify({ ...JSON.parse(plan.toString()), errored: true })),
      "the plan is a plan that ended in an error, so that resources are missing; expected a plan that succeeded.",
    ],
  ])("%s has not passed", (_, bytes, why) => expectNotJudged({ plan: bytes }, why));
});

describe("configurations that cannot be had", () => {
  const plan = planOf("nat-private-subnet");

  test.each([
    [
      404,
      "The configuration cannot be downloaded: HCP Terraform says that it is not there, or not for the token of the request.",
    ],
    ["cut", "The configuration cannot be downloaded: HCP Terraform gives no answer that can be used."],
    ["not-finished", "The configuration cannot be downloaded: HCP Terraform says that it is not there yet."],
  ] as const)("%s leaves the plan by itself, which is said", async (trouble, why) => {
    const archive = await archiveOf({ "main.tf": sourceOf("nat-private-subnet") });
    const { result, judged } = await asked({ plan, archive, archiveTroubles: [trouble], lasting: true });
    expect(judged).toMatchObject({ verdict: "works", status: "passed" });
    expect(result.message).toBe(`WORKS: the event source mapping reaches all that is needed. ${why}`);
  });

  test("a damaged one does too", async () => {
    const { result } = await asked({ plan, archive: Buffer.from("no archive") });
    expect(result.message).toBe(
      "WORKS: the event source mapping reaches all that is needed. The configuration could not be read: it is no archive that gzip has compressed, or it is cut off.",
    );
  });

  test("before there is a plan nothing has passed", async () => {
    const archive = Buffer.from("no archive");
    await expectNotJudged(
      { stage: "pre_plan", archive },
      "The configuration could not be read: it is no archive that gzip has compressed, or it is cut off.",
    );
    await expectNotJudged(
      { stage: "pre_plan", archive, archiveTroubles: ["cut"], lasting: true },
      "The configuration cannot be downloaded: HCP Terraform gives no answer that can be used.",
    );
    await expectNotJudged(
      { stage: "pre_plan", archive: await archiveOf({ "README.md": "" }) },
      "The configuration's archive holds no Terraform configuration at its root.",
    );
  });
});

describe("what HCP Terraform makes of the result", () => {
  const plan = planOf("isolated-without-sts");

  test("a result that is final already is left alone, and nothing is downloaded for it", async () => {
    const { result, judged } = await asked({ plan, givenUpAfter: 0 });
    expect(judged).toEqual({ verdict: "not-asked", status: "failed", told: "already-final" });
    expect([result.downloads, result.calls, result.finals]).toEqual([0, 1, 0]);
  });

  test("with a token that has expired nothing is downloaded either", async () => {
    const { result, judged } = await asked({ plan, expiresAfter: 0 });
    expect(judged).toEqual({ verdict: "not-asked", status: "failed", told: "token-expired" });
    expect([result.downloads, result.calls]).toEqual([0, 1]);
  });

  test.each([
    ["expires", { expiresAfter: 1 }, "token-expired"],
    ["is given up on", { givenUpAfter: 1 }, "already-final"],
  ] as const)("one that %s meanwhile is not insisted on", async (_, script, told) => {
    const { result, judged } = await asked({ plan, ...script });
    expect(judged).toEqual({ verdict: "fails", status: "failed", outcomes: told, told });
    expect([result.calls, result.finals, result.status]).toEqual([3, 0, "running"]);
  });

  test.each([
    ["is away for a while", [500, "cut", 503, 429]],
    ["takes it and loses the answer each time", ["done-and-cut", "cut", "done-and-cut", "cut", "done-and-cut"]],
  ] as const)("where it %s, the result is final once", async (_, callbackTroubles) => {
    const { result, judged } = await asked({ plan, callbackTroubles });
    expect(judged).toMatchObject({ verdict: "fails", status: "failed" });
    expect(["told", "already-final"]).toContain(judged.told);
    expect([result.finals, result.status]).toEqual([1, "failed"]);
  });

  test("where it stays away, the work ends all the same", async () => {
    const { result, judged } = await asked({ plan, callbackTroubles: ["cut"], lasting: true });
    expect(judged).toEqual({ verdict: "fails", status: "failed", outcomes: "unreachable", told: "unreachable" });
    expect(result.finals).toBe(0);
  });

  test("where it refuses the words, it gets the verdict alone", async () => {
    const { result, judged } = await asked({
      plan,
      callbackTroubles: ["none", 422, 422],
    });
    expect(judged).toEqual({ verdict: "fails", status: "failed", outcomes: "refused", told: "told" });
    expect(result.message).toBe("FAILS");
  });
});

describe("faults of ours", () => {
  test("have not passed, are told by their place, and quote nothing", async () => {
    const assess = () => Promise.reject(new TypeError("cannot read planted"));
    const { result, judged } = await asked({ plan: planOf("nat-private-subnet") }, {}, { assess });
    expect(judged).toMatchObject({ verdict: "not-judged", status: "failed", told: "told" });
    expect(judged.fault).toMatch(/^TypeError at .*judge-request\.test\.ts/);
    expect(result.message).toContain("NOT JUDGED: this is a fault of mqesm.");
    expect(JSON.stringify([judged, result.taken])).not.toContain("planted");
  });
});

import { gunzipSync, gzipSync } from "node:zlib";
import { pack } from "../../../hcp/archive/index";
import type { RunScript, Script } from "../../support/hcp";
import { OPTION, type PlanThat, planThat, SECRETS, Uploading, type Went } from "./uploading";

let uploading: Uploading | undefined;
let went: Went[] = [];

async function to(script: Script = {}, options: { plan?: PlanThat; enterprise?: string } = {}): Promise<Uploading> {
  uploading = await Uploading.to(script, options);
  const upload = uploading.upload.bind(uploading);
  uploading.upload = async (...args) => {
    const result = await upload(...args);
    went.push(result);
    return result;
  };
  return uploading;
}

afterEach(async () => {
  const told = went.map(({ written, complained }) => written + complained).join("");
  went = [];
  const { hcp } = uploading ?? (await to());
  uploading = undefined;
  await hcp.stop();
  // Whatever happened.
  for (const secret of SECRETS) expect(told).not.toContain(secret);
  expect(hcp.seen.credentialsAtBlobs).toEqual([]);
  expect(hcp.seen.autoQueued).toEqual([]);
  const archives = [...hcp.world.archives.values()].map((bytes) => gunzipSync(bytes).toString("latin1"));
  for (const secret of SECRETS) for (const archive of archives) expect(archive).not.toContain(secret);
});

/** Somebody changes the workspace. */
function change(up: Uploading, attributes: Record<string, unknown>): void {
  for (const workspace of up.hcp.world.database.all("workspaces")) Object.assign(workspace.attributes, attributes);
}

const runs = (...scripts: RunScript[]): Script => ({ runs: scripts });
const last = (text: string) => text.trimEnd().split("\n").at(-1);
const lines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const MAKE = ["POST /workspaces/{workspace_id}/configuration-versions", "POST /runs"];
const APPLY = "POST /runs/{run_id}/actions/apply";

describe("a run that waits to be confirmed", () => {
  test("is told of from its address to what to do next", async () => {
    const up = await to(
      runs({ lasts: { planning: 3_000 }, log: ["Terraform v1.11.4", '{"@level":"info","@message":"Plan: 3 to add"}'] }),
    );
    const { code, written, complained } = await up.upload([]);
    expect(code).toBe(0);
    expect(written.split("\n").slice(0, 7)).toEqual([
      `Run: ${up.urlOf()}`,
      "-- pending",
      "-- planning",
      "Terraform v1.11.4",
      "Plan: 3 to add",
      "-- planned",
      "",
    ]);
    expect(written).toContain("WORKS  aws_lambda_event_source_mapping");
    expect(last(written)).toBe(`The run waits to be confirmed: ${up.urlOf()} (--apply confirms it, or its page)`);
    expect(complained).toBe(
      [".terraform/terraform.tfstate is state", "plan is a plan or state as JSON", "terraform.tfstate is state"]
        .map((what) => `mqesm: ${what}, and was not uploaded.\n`)
        .join(""),
    );
    expect(up.states).toEqual(["planned"]);
    expect(up.deeds).toEqual(MAKE);
  });

  test("is of exactly the stack's folder, says what it is, and applies nothing by itself whatever the workspace's settings are", async () => {
    const up = await to();
    change(up, { "auto-apply": true });
    await up.upload([]);
    const archive = await pack(`${up.folder}/cdktf.out/stacks/${OPTION}`);
    expect([...up.hcp.world.archives.values()].map((bytes) => bytes.equals(archive.bytes))).toEqual([true]);
    expect(archive.paths).toEqual([".terraform.lock.hcl", "cdk.tf.json", "main.tf"]);
    expect(up.hcp.seen.requests("POST /runs")[0]?.body).toMatchObject({
      data: {
        attributes: {
          message: `mqesm upload ${OPTION} (sha256:${archive.digest})`,
          "auto-apply": false,
          "plan-only": false,
          "save-plan": false,
        },
      },
    });
    expect(up.states).toEqual(["planned"]);
  });

  test("may have a message of somebody's own", async () => {
    const up = await to();
    await up.upload(["--message", "Release 7"]);
    expect(up.hcp.world.runs.nth(0).attributes.message).toMatch(/^Release 7 \(sha256:[0-9a-f]{64}\)$/);
  });
});

describe("--apply", () => {
  test("confirms exactly that run, after the verdict", async () => {
    const up = await to();
    const { code, written } = await up.upload(["--apply", "--auto-approve"]);
    expect([code, last(written)]).toEqual([0, `Applied: ${up.urlOf()}`]);
    expect(up.deeds).toEqual([...MAKE, APPLY]);
    const calls = up.hcp.seen.calls;
    expect(calls.indexOf("GET /plans/{id}/json-output")).toBeLessThan(calls.indexOf(APPLY));
    expect(written).toContain("Apply complete! Resources: 3 added");
    expect(up.states).toEqual(["applied"]);
  });

  test("asks first", async () => {
    const up = await to();
    const { code, complained } = await up.upload(["--apply"], "yes\n");
    expect(code).toBe(0);
    expect(complained).toContain("Do you want to perform these actions?");
    expect(up.states).toEqual(["applied"]);
  });

  test.each([
    ["is no", "y\n", ""],
    ["does not come", "", " (where nobody can answer, add --auto-approve)"],
  ])("applies nothing where the answer %s", async (_, typed, hint) => {
    const up = await to();
    const { code, written } = await up.upload(["--apply"], typed);
    expect([code, last(written)]).toEqual([
      4,
      `Nothing was applied: it was not approved${hint}. The run waits: ${up.urlOf()}`,
    ]);
    expect(up.deeds).toEqual(MAKE);
  });

  test.each<[PlanThat, number, string]>([
    ["fails", 1, "a mapping would fail"],
    ["is unknown", 3, "it is not known whether every mapping works, and --allow-unknown is not given"],
  ])("applies nothing that %s", async (plan, code, why) => {
    const up = await to({}, { plan });
    const result = await up.upload(["--apply", "--auto-approve"]);
    expect([result.code, last(result.written)]).toEqual([
      code,
      `Nothing was applied: ${why}. The run waits: ${up.urlOf()}`,
    ]);
    expect(up.deeds).toEqual(MAKE);
  });

  test("applies what is unknown where that is allowed", async () => {
    const up = await to({}, { plan: "is unknown" });
    expect((await up.upload(["--apply", "--auto-approve", "--allow-unknown"])).code).toBe(0);
    expect(up.states).toEqual(["applied"]);
  });

  test("never applies what fails", async () => {
    const up = await to({}, { plan: "fails" });
    expect((await up.upload(["--apply", "--auto-approve", "--allow-unknown"])).code).toBe(1);
    expect(up.states).toEqual(["planned"]);
  });

  describe("of a plan that replaces the broker", () => {
    const plan = JSON.parse(planThat("works").toString("utf8"));
    for (const { type, change } of plan.resource_changes) {
      if (type === "aws_mq_broker")
        Object.assign(change, { actions: ["delete", "create"], before: { broker_name: "orders", id: "b-1" } });
    }

    test("applies nothing, whoever approves, until it is said that the messages may go", async () => {
      const up = await to(runs({ planJson: plan }));
      const { code, written } = await up.upload([
        "--apply",
        "--auto-approve",
        "--allow-unknown",
        "--give-up-broker=other",
      ]);
      expect([code, last(written)]).toEqual([
        4,
        `Nothing was applied: every message of orders would be lost with its broker. If it may go, add --give-up-broker=orders. The run waits: ${up.urlOf()}`,
      ]);
      expect(up.deeds).toEqual(MAKE);
      expect((await up.upload(["--apply", "--auto-approve", "--give-up-broker=orders"])).code).toBe(0);
      expect(up.states).toEqual(["applied"]);
    });
  });

  test("says where applying failed", async () => {
    const up = await to(runs({ apply: "errored" }));
    const { code, written } = await up.upload(["--apply", "--auto-approve"]);
    expect([code, last(written)]).toEqual([1, `The run is errored: ${up.urlOf()}`]);
  });

  test("goes on where somebody else confirmed it first", async () => {
    const up = await to();
    const { code } = await up.upload(["--apply"], confirming(up));
    expect(code).toBe(0);
    expect(up.states).toEqual(["applied"]);
  });

  test("says where somebody discarded it first", async () => {
    const up = await to();
    const { code, complained } = await up.upload(
      ["--apply"],
      (async function* () {
        up.hcp.world.runs.state(up.hcp.world.runs.nth(0)).end("discarded", up.outside.now());
        yield Buffer.from("yes\n");
      })(),
    );
    expect(code).toBe(2);
    expect(complained).toContain("is discarded by now, and cannot be confirmed.");
  });
});

/** Somebody else confirms the run right before the answer. */
async function* confirming(up: Uploading): AsyncGenerator<Uint8Array> {
  up.hcp.world.runs.state(up.hcp.world.runs.nth(0)).confirm(up.outside.now());
  yield Buffer.from("yes\n");
}

describe("other kinds of runs", () => {
  test("--plan-only plans, and can do nothing else", async () => {
    const up = await to();
    const { code, written } = await up.upload(["--plan-only"]);
    expect([code, last(written)]).toEqual([0, `Planned: ${up.urlOf()}`]);
    expect(up.hcp.seen.requests("POST /workspaces/{workspace_id}/configuration-versions")[0]?.body).toMatchObject({
      data: { attributes: { "auto-queue-runs": false, speculative: true, provisional: false } },
    });
    expect(up.states).toEqual(["planned_and_finished"]);
    expect(written).toContain("WORKS  aws_lambda_event_source_mapping");
  });

  test.each<[PlanThat, number]>([
    ["fails", 1],
    ["is unknown", 3],
  ])("--plan-only says by its exit code that the mapping %s", async (plan, code) => {
    expect((await (await to({}, { plan })).upload(["--plan-only"])).code).toBe(code);
  });

  test("--save-plan keeps the plan, and --apply applies exactly that one later", async () => {
    const up = await to();
    const saved = await up.upload(["--save-plan"]);
    expect([saved.code, last(saved.written)]).toEqual([
      0,
      `The plan is saved: ${up.urlOf()} (--apply confirms it, or its page)`,
    ]);
    expect(up.states).toEqual(["planned_and_saved"]);
    expect(up.hcp.seen.requests("POST /workspaces/{workspace_id}/configuration-versions")[0]?.body).toMatchObject({
      data: { attributes: { "auto-queue-runs": false, speculative: false, provisional: true } },
    });
    up.wait(86_400_000);
    const applied = await up.upload(["--save-plan", "--apply", "--auto-approve"]);
    expect(applied.code).toBe(0);
    expect(applied.written).toContain("It was started by an earlier upload of the same; --new starts another.");
    expect(up.states).toEqual(["applied"]);
    expect(up.hcp.seen.runsCreated).toBe(1);
  });

  test("nothing to change is said so", async () => {
    const up = await to(runs({ plan: "no-changes" }));
    const { code, written } = await up.upload(["--apply", "--auto-approve"]);
    expect([code, last(written)]).toEqual([0, `Nothing to change: ${up.urlOf()}`]);
    expect(up.deeds).toEqual(MAKE);
  });

  test("a plan that fails is no plan", async () => {
    const up = await to(runs({ plan: "errored" }));
    const { code, written } = await up.upload([]);
    expect([code, last(written)]).toEqual([1, `The run is errored: ${up.urlOf()}`]);
  });
});

describe("twice", () => {
  test.each([[[]], [["--plan-only"]], [["--save-plan"]], [["--apply", "--auto-approve"]]])(
    "%j starts one run",
    async (args) => {
      const up = await to();
      const [first, second] = [await up.upload(args), await up.upload(args)];
      expect([first.code, second.code]).toEqual([0, 0]);
      expect(up.hcp.seen.runsCreated).toBe(1);
      expect(second.written).toContain(
        `Run: ${up.urlOf()}\nIt was started by an earlier upload of the same; --new starts another.\n`,
      );
      expect(up.hcp.world.archives.size).toBe(1);
    },
  );

  test("each kind is a run of its own, and another one where that is asked for", async () => {
    const up = await to();
    for (const args of [["--plan-only"], ["--save-plan"], ["--plan-only", "--new"], []]) await up.upload(args);
    expect(up.hcp.seen.runsCreated).toBe(4);
  });

  test.each<[string, RunScript]>([
    ["failed", { plan: "errored" }],
    ["was stopped by a policy", { policy: "hard_failed" }],
  ])("a run that %s is started anew", async (_, script) => {
    const up = await to(runs(script, {}));
    await up.upload([]);
    expect((await up.upload([])).code).toBe(0);
    expect(up.hcp.seen.runsCreated).toBe(2);
  });

  test("a plan is made anew after another run was applied", async () => {
    const up = await to();
    await up.upload(["--plan-only"]);
    await up.upload(["--apply", "--auto-approve"]);
    await up.upload(["--plan-only"]);
    expect(up.hcp.seen.runsCreated).toBe(3);
  });

  test("a run of another configuration is not confirmed, whatever its message says", async () => {
    const up = await to();
    await up.upload([]);
    const [[id, bytes] = ["", Buffer.alloc(0)]] = [...up.hcp.world.archives];
    up.hcp.world.archives.set(id, gzipSync(gunzipSync(bytes).fill("x", 600, 610)));
    const { code, written } = await up.upload(["--apply", "--auto-approve"]);
    expect([code, last(written)]).toEqual([
      1,
      `Nothing was applied: the run has this upload's mark and another configuration. Discard it, or add --new. The run waits: ${up.urlOf()}`,
    ]);
    expect(up.deeds).toEqual(MAKE);
  });

  test("a run of a larger configuration is not confirmed either", async () => {
    const up = await to();
    await up.upload([]);
    const [[id, bytes] = ["", Buffer.alloc(0)]] = [...up.hcp.world.archives];
    up.hcp.world.archives.set(id, Buffer.concat([bytes, bytes]));
    expect((await up.upload(["--apply", "--auto-approve"])).code).toBe(1);
    expect(up.deeds).toEqual(MAKE);
  });

  test.each<[string, Record<string, unknown>]>([
    ["destroys", { "is-destroy": true }],
    ["only refreshes", { "refresh-only": true }],
    ["is of a part", { "target-addrs": ["aws_mq_broker.this"] }],
    ["replaces what need not be", { "replace-addrs": ["aws_mq_broker.this"] }],
    ["has variables of its own", { variables: [{ key: "ttl", value: "1" }] }],
    ["applies itself", { "auto-apply": true }],
  ])("a run that %s is not the same", async (_, attributes) => {
    const up = await to();
    await up.upload([]);
    Object.assign(up.hcp.world.runs.nth(0).attributes, attributes);
    await up.upload(["--plan-only"]);
    const { written } = await up.upload(["--timeout=1"]);
    expect(written).not.toContain("It was started by an earlier upload");
    expect(up.hcp.seen.runsCreated).toBe(3);
  });

  test("at the same time, one run goes on, and both follow it", async () => {
    const up = await to(runs({ lasts: { pending: 5_000 } }));
    const both = await Promise.all([up.upload(["--plan-only"]), up.upload(["--plan-only"])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const alive = up.states.filter((state) => state === "planned_and_finished");
    expect(alive).toHaveLength(1);
    const urls = both.map(({ written }) => written.split("\n")[0]);
    expect(new Set(urls).size).toBe(1);
  });
});

describe("what HCP Terraform does on the way", () => {
  const URL = /\(a URL\)|https?:\/\/(?!127)/;

  test.each<[string, Script, readonly string[]]>([
    ["limits", { deviations: [{ on: "*", times: 3, status: 429, headers: { "x-ratelimit-reset": "0.5" } }] }, []],
    ["limits and says when", { deviations: [{ on: "POST /runs", status: 429, headers: { "retry-after": "7" } }] }, []],
    [
      "fails once",
      {
        deviations: [
          { on: "GET /runs/{run_id}", status: 500 },
          { on: "GET /plans/{id}", status: 502 },
        ],
      },
      [],
    ],
    ["loses connections", { deviations: [{ on: "GET /runs/{run_id}" }, { on: "PUT blob" }, { on: "GET blob" }] }, []],
    [
      "does not say whether a version was made",
      { deviations: [{ on: MAKE[0] as string, status: 504, done: true }] },
      [],
    ],
    [
      "does not say whether a run was started, and it was",
      { deviations: [{ on: "POST /runs", status: 504, done: true }] },
      [],
    ],
    ["does not say whether a run was started, and it was not", { deviations: [{ on: "POST /runs" }] }, []],
    ["has the plan's JSON later", runs({ planJsonLate: 3 }), []],
    ["does not show the log now and then", { deviations: [{ on: "GET blob", times: 2, status: 404 }] }, []],
  ])("%s: the run is planned all the same, once", async (_, script) => {
    const up = await to({ ...script, runs: script.runs ?? [{}] });
    const { code, complained } = await up.upload([]);
    expect([code, complained.match(URL)]).toEqual([0, null]);
    expect(up.states).toEqual(["planned"]);
  });

  test("does not say whether it was confirmed: it is, once", async () => {
    const up = await to({ runs: [{}], deviations: [{ on: APPLY, status: 504, done: true }] });
    expect((await up.upload(["--apply", "--auto-approve"])).code).toBe(0);
    expect(up.states).toEqual(["applied"]);
    expect(up.hcp.seen.requests(APPLY)).toHaveLength(1);
  });

  test("does not say whether it was confirmed, and it was not: it is then", async () => {
    const up = await to({ runs: [{}], deviations: [{ on: APPLY, status: 504 }] });
    expect((await up.upload(["--apply", "--auto-approve"])).code).toBe(0);
    expect(up.states).toEqual(["applied"]);
  });

  test.each<[string, Script, string]>([
    [
      "leaves the archive lying",
      { configurationVersions: [{ becomes: "pending" }] },
      "has not looked at the archive within 120 s. Nothing was started: try again later.",
    ],
    [
      "does not take the archive",
      { configurationVersions: [{ becomes: "errored", error: "broken", errorMessage: "It is broken" }] },
      "does not take the archive (broken: It is broken). Nothing was started.",
    ],
    [
      "is not well",
      {
        deviations: [
          { on: "GET /organizations/{organization_name}/workspaces/{workspace_name}", times: 9, status: 502 },
        ],
      },
      "answers 502 to GET /organizations/acme/workspaces/",
    ],
  ])("%s: nothing is started", async (_, script, message) => {
    const up = await to(script);
    const { code, written, complained } = await up.upload([]);
    expect([code, written]).toEqual([2, ""]);
    expect(complained).toContain(message);
    expect(up.hcp.seen.runsCreated).toBe(0);
  });

  test("never shows the log: that is said, and the run is judged", async () => {
    const up = await to({ runs: [{}], deviations: [{ on: "GET blob", after: 0, times: 4, status: 403 }] });
    const { code, written } = await up.upload([]);
    expect([code, written.match(/^The rest of the log cannot be read: .*$/m)?.[0]]).toEqual([
      0,
      expect.stringMatching(/^The rest of the log cannot be read: \S+ answers 403 \(error\) to the log of the plan: /),
    ]);
  });

  test("lets the address of the plan's JSON run out each time: the plan is not judged", async () => {
    const up = await to({ planJsonUrlLasts: 0 });
    const { code, complained } = await up.upload([]);
    expect([code, up.states]).toEqual([2, ["planned"]]);
    expect(complained).toContain("to the plan's JSON: whether it was done is not known. Try again later.");
  });

  test("goes away later: the message says that the run goes on", async () => {
    const up = await to({ runs: [{}], deviations: [{ on: "GET /runs/{run_id}", times: 99, status: 500 }] });
    const { code, complained } = await up.upload([]);
    expect(code).toBe(2);
    expect(complained).toContain(`mqesm: the run goes on: ${up.urlOf()}. The same command goes on with it.\n`);
  });

  test("has states that nobody knows yet", async () => {
    const up = await to(
      runs({ unknownStates: [{ after: "planning", status: "planet_aligning" }], lasts: { planet_aligning: 4_000 } }),
    );
    const { code, written } = await up.upload([]);
    expect(code).toBe(0);
    expect(written).toContain("\n-- planet aligning\n");
  });

  test("ends a run in a state that nobody knows yet: that is said", async () => {
    const up = await to(runs({}));
    up.whileWaiting = () => {
      const made = up.hcp.world.database.all("runs");
      for (const run of made) up.hcp.world.runs.state(run).end("eclipsed" as "discarded", up.outside.now());
    };
    const { code, written } = await up.upload([]);
    expect([code, last(written)]).toEqual([
      4,
      `The run is eclipsed, which is not a state that this command knows, and nothing happens to it: ${up.urlOf()}`,
    ]);
  });

  test("is slow: there is an end to waiting, and the same command goes on", async () => {
    const up = await to(runs({ lasts: { planning: Number.POSITIVE_INFINITY } }));
    const { code, written } = await up.upload(["--timeout", "3"]);
    expect([code, last(written)]).toEqual([4, `The run is planning after 3 minutes, and goes on: ${up.urlOf()}`]);
    up.hcp.goOn();
    expect((await up.upload([])).code).toBe(0);
    expect(up.hcp.seen.runsCreated).toBe(1);
  });

  test("has another run before this one: it waits for its turn", async () => {
    const up = await to();
    await up.upload([]);
    const { code, written } = await up.upload(["--new", "--timeout", "1"]);
    expect([code, last(written)]).toEqual([4, `The run is pending after 1 minutes, and goes on: ${up.urlOf(1)}`]);
  });

  test("is Terraform Enterprise, which keeps blobs on its own host", async () => {
    const up = await to({}, { enterprise: "v202409-1" });
    expect((await up.upload(["--apply", "--auto-approve"])).code).toBe(0);
  });
});

describe("what tokens may", () => {
  test("one that may not read the plan: that is said, and nothing is applied", async () => {
    const up = await to();
    up.mayOnly({ kind: "team", workspaceAdmin: false });
    const { code, written } = await up.upload(["--apply", "--auto-approve"]);
    expect(code).toBe(3);
    expect(written).toContain(
      `The plan of run ${up.hcp.world.runs.nth(0).id} was not judged: this token may not read it. It holds sensitive values, and takes the token of a user or a team that administers the workspace mqesm-dev-option-3-private-nat. A run task judges plans without that: mqesm run-task --help.`,
    );
    expect(up.states).toEqual(["planned"]);
  });

  test("one that may not read the plan applies nothing, also where what is unknown is allowed", async () => {
    const up = await to();
    up.mayOnly({ kind: "team", workspaceAdmin: false });
    const { code, written } = await up.upload(["--apply", "--auto-approve", "--allow-unknown"]);
    expect([code, last(written)]).toEqual([
      3,
      `Nothing was applied: its plan was not judged. The run waits: ${up.urlOf()}`,
    ]);
    expect(up.deeds).toEqual(MAKE);
  });

  test("one that may not start runs: nothing is uploaded", async () => {
    const up = await to();
    up.mayOnly({ kind: "team", queueRuns: false });
    const { code, complained } = await up.upload([]);
    expect([code, complained]).toEqual([
      2,
      "mqesm: workspace mqesm-dev-option-3-private-nat of acme: the token may not start runs there: it needs the permission to queue plans, of a user or a team.\n",
    ]);
    expect(up.deeds).toEqual([]);
  });

  test("one that may not confirm: that is said before anything is uploaded", async () => {
    const up = await to();
    up.mayOnly({ kind: "team", applyRuns: false });
    const { code, complained } = await up.upload(["--apply"]);
    expect([code, complained]).toEqual([
      2,
      "mqesm: workspace mqesm-dev-option-3-private-nat of acme: the token may not confirm runs there: it needs the permission to apply runs.\n",
    ]);
    expect(up.deeds).toEqual([]);
  });

  test("one that is not known", async () => {
    const up = await to();
    up.hcp.holders.clear();
    const { code, complained } = await up.upload([]);
    expect(code).toBe(2);
    expect(complained).toContain("answers 401");
    expect(complained).toContain("the token is missing, wrong or expired.");
  });
});

describe("workspaces that do not suit", () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      "runs nothing",
      { "execution-mode": "local" },
      "its execution mode is local: HCP Terraform only keeps its state, and runs nothing.",
    ],
    [
      "is connected to a repository",
      { "vcs-repo": { identifier: "acme/orders" } },
      "it is connected to a repository, and takes uploads for plans only: give --plan-only, or disconnect it.",
    ],
    [
      "works in another folder",
      { "working-directory": "cdktf.out/stacks/x" },
      'its working directory is "cdktf.out/stacks/x", which is not in what is uploaded: the stack\'s folder alone. Empty it.',
    ],
    [
      "has an old Terraform",
      { "terraform-version": "1.9.8" },
      "its Terraform version is 1.9.8, and the stack needs >= 1.10.0. Set another one.",
    ],
  ])("%s", async (_, attributes, problem) => {
    const up = await to();
    change(up, attributes);
    const { code, complained } = await up.upload([]);
    expect(code).toBe(2);
    expect(complained).toContain(`mqesm: workspace mqesm-dev-option-3-private-nat of acme: ${problem}`);
    expect(up.deeds).toEqual([]);
  });

  test.each(["1.10.0", "1.11.4", "2.0.0", "latest", "~> 1.9.0", ">= 1.5"])(
    "%s is a version that suits",
    async (version) => {
      const up = await to();
      change(up, { "terraform-version": version });
      expect((await up.upload([])).code).toBe(0);
    },
  );

  test("all at once", async () => {
    const up = await to();
    const attributes = { "execution-mode": "local", "working-directory": "x", "terraform-version": "1.2.0" };
    change(up, attributes);
    expect((await up.upload([])).complained.match(/^mqesm: workspace/gm)).toHaveLength(3);
  });

  test("one that is connected to a repository takes plans", async () => {
    const up = await to();
    change(up, { "vcs-repo": { identifier: "acme/orders" } });
    expect((await up.upload(["--plan-only"])).code).toBe(0);
  });

  test("one that is locked is told of, and waited for", async () => {
    const up = await to();
    change(up, { locked: true });
    const { code, complained } = await up.upload(["--timeout", "1"]);
    expect(code).toBe(4);
    expect(complained).toContain(
      "mqesm: workspace mqesm-dev-option-3-private-nat is locked: the run waits until it is not.\n",
    );
  });

  test("one that is not there", async () => {
    const up = await to();
    change(up, { name: "another" });
    const { code, complained } = await up.upload([]);
    expect(code).toBe(2);
    expect(complained).toContain(
      "Check organization acme, workspace mqesm-dev-option-3-private-nat, and that the token has the permission to read the workspace;",
    );
  });
});

describe("others who judge", () => {
  const results = [
    {
      name: "mqesm",
      status: "failed" as const,
      message: "1 mapping fails",
      url: "https://ci.example.com/1",
      enforcement: "advisory" as const,
    },
  ];

  test("what run tasks and policies say is told once", async () => {
    const up = await to(runs({ taskStages: [{ stage: "post_plan", status: "passed", results }], policy: "passed" }));
    const { code, written } = await up.upload([]);
    expect(code).toBe(0);
    expect(written.match(/Run task/g)).toHaveLength(1);
    expect(written).toContain(
      "Run task mqesm, post_plan: failed (advisory), 1 mapping fails\n  Details: https://ci.example.com/1\n",
    );
    expect(written).toContain("Policies passed: 1 passed, 0 failed\n");
  });

  test.each<[string, RunScript]>([
    ["a policy", { policy: "soft_failed" }],
    ["a run task", { taskStages: [{ stage: "post_plan", status: "awaiting_override", results }] }],
  ])("%s that stops the run until somebody overrules it", async (_, script) => {
    const up = await to(runs(script));
    const { code, written } = await up.upload(["--apply", "--auto-approve"]);
    expect([code, last(written)]).toEqual([
      4,
      `The run waits for somebody to overrule what a policy or a run task says: ${up.urlOf()}`,
    ]);
    up.hcp.world.runs.state(up.hcp.world.runs.nth(0)).override(up.outside.now());
    expect((await up.upload(["--apply", "--auto-approve"])).code).toBe(0);
    expect(up.states).toEqual(["applied"]);
  });

  test.each<[string, RunScript]>([
    ["a policy", { policy: "hard_failed" }],
    [
      "a run task",
      {
        taskStages: [
          {
            stage: "post_plan",
            status: "failed",
            results: [{ name: "t", status: "failed", message: "no", enforcement: "mandatory" }],
          },
        ],
      },
    ],
  ])("%s that ends the run", async (_, script) => {
    const up = await to(runs(script));
    const { code, written } = await up.upload([]);
    expect([code, last(written)]).toEqual([1, `The run is errored: ${up.urlOf()}`]);
  });
});

describe("interrupted", () => {
  const endless = runs({ lasts: { planning: Number.POSITIVE_INFINITY } });
  const interruptAt = (up: Uploading, pause: number) => {
    up.whileWaiting = (pauses) => {
      if (pauses === pause) process.emit("SIGINT");
    };
  };

  test("on a terminal, it asks whether to cancel, and does", async () => {
    const up = await to(endless);
    interruptAt(up, 4);
    const { code, written, complained } = await up.upload([], "yes\n");
    expect([code, last(written)]).toEqual([130, `Interrupted. The run is canceled: ${up.urlOf()}.`]);
    expect(complained).toContain("Cancel the run too?");
    expect(up.states).toEqual(["canceled"]);
  });

  test.each([
    ["on a terminal, where the answer is no", "no\n"],
    ["where there is no terminal", undefined],
  ])("%s, the run goes on, and the same command with it", async (_, typed) => {
    const up = await to(endless);
    interruptAt(up, 4);
    const { code, written } = await up.upload([], typed);
    expect([code, last(written)]).toEqual([
      130,
      `Interrupted. The run goes on: ${up.urlOf()}. The same command goes on with it.`,
    ]);
    expect(up.states).toEqual(["planning"]);
    up.hcp.goOn();
    expect((await up.upload([])).code).toBe(0);
    expect(up.hcp.seen.runsCreated).toBe(1);
  });

  test("twice, it does not wait for an answer", async () => {
    const up = await to(endless);
    interruptAt(up, 4);
    const { code, written } = await up.upload(
      [],
      (async function* () {
        process.emit("SIGINT");
        await new Promise(() => {});
        yield Buffer.from("");
      })(),
    );
    expect([code, last(written)]).toEqual([
      130,
      `Interrupted. The run goes on: ${up.urlOf()}. The same command goes on with it.`,
    ]);
  });

  test("while it asks whether to apply, nothing is applied", async () => {
    const up = await to();
    const { code } = await up.upload(
      ["--apply"],
      (async function* () {
        process.emit("SIGINT");
        yield Buffer.from("no\n");
      })(),
    );
    expect(code).toBe(130);
    expect(up.deeds).toEqual(MAKE);
  });

  test("before there is a run, nothing is started", async () => {
    const up = await to({ configurationVersions: [{ becomes: "pending" }] });
    interruptAt(up, 3);
    const { code, written } = await up.upload([], "yes\n");
    expect([code, written]).toEqual([
      130,
      "Interrupted. No run was started, as far as is known; the same command finds one that was.\n",
    ]);
    expect(up.hcp.seen.runsCreated).toBe(0);
  });

  test("leaves no listener behind", async () => {
    const before = process.listenerCount("SIGINT");
    await (await to()).upload([]);
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});

describe("--json", () => {
  test("prints one object a line, the run first and what it came to last", async () => {
    const results = [{ name: "t", status: "passed" as const, message: "", enforcement: "advisory" as const }];
    const up = await to(
      runs({ lasts: { planning: 2_000 }, policy: "passed", taskStages: [{ stage: "post_plan", results }] }),
    );
    const { code, written } = await up.upload(["--json"]);
    const all = lines(written);
    expect(code).toBe(0);
    const { id } = up.hcp.world.runs.nth(0);
    expect(all.filter(({ event }) => event !== "note")[0]).toEqual({
      event: "run",
      id,
      url: up.urlOf(),
      kind: "plan",
      organization: "acme",
      workspace: "mqesm-dev-option-3-private-nat",
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      isFound: false,
    });
    expect(new Set(all.map(({ event }) => event))).toEqual(
      new Set(["note", "run", "state", "log", "task", "policy", "verdict", "result"]),
    );
    expect(all.find(({ event }) => event === "log")).toEqual({
      event: "log",
      phase: "plan",
      text: "Terraform v1.11.4",
    });
    expect(all.find(({ event }) => event === "verdict")).toMatchObject({
      outcome: "works",
      why: null,
      report: { mappings: [{ verdict: "works" }] },
    });
    expect(all.at(-1)).toEqual({
      event: "result",
      outcome: "done",
      code: 0,
      state: expect.stringMatching(/planned|policy_checked/),
      text: `The run waits to be confirmed: ${up.urlOf()} (--apply confirms it, or its page)`,
    });
  });

  test("is what an interrupted one prints too", async () => {
    const up = await to(runs({ lasts: { planning: Number.POSITIVE_INFINITY } }));
    up.whileWaiting = (pauses) => {
      if (pauses === 4) process.emit("SIGTERM");
    };
    const { code, written } = await up.upload(["--json"]);
    expect([code, lines(written).at(-1)]).toMatchObject([
      130,
      { event: "result", outcome: "interrupted", code: 130, state: null },
    ]);
  });
});

describe("logs", () => {
  test("what steers a terminal is shown as text; colours stay where there are colours", async () => {
    const red = "\u001b[31mred\u001b[0m";
    const log = [
      `${red} \u001b[2Jgone`,
      '{"@message":"structured","diagnostic":{"detail":"why\\nelse"}}',
      '{"no":"message"}',
      "tab\there\r",
    ];
    const up = await to(runs({ log }));
    const plain = await up.upload(["--plan-only"]);
    expect(plain.written).toContain('\nred \\u{1b}[2Jgone\nstructured\nwhy\nelse\n{"no":"message"}\ntab  here\n');
    const colored = await up.upload(["--plan-only"], undefined, { FORCE_COLOR: "1" });
    expect(colored.written).toContain(`\n${red} \\u{1b}[2Jgone\n`);
  });

  test("characters of several bytes and long logs come whole", async () => {
    const log = Array.from({ length: 9_000 }, (_, index) => `line ${index} ünïcödé 例え`);
    const up = await to(runs({ log }));
    const { written } = await up.upload(["--plan-only"]);
    expect(written).toContain(log.join("\n"));
  });
});

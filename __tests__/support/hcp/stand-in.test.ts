import { ask, newRun, tarOf, uploadedVersion } from "./asking";
import { HcpStandIn } from "./index";

let hcp: HcpStandIn;
let now: number;
let workspace: string;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  hcp = new HcpStandIn({ now: () => now });
  await hcp.start();
  workspace = hcp.workspace("orders-dev-option-4-isolated").id;
});

afterEach(() => hcp.stop());

/** Time passes until states change no more by themselves. */
const wait = (milliseconds = 1000): void => {
  now += milliseconds;
};

/** A run that was started, as it is after a while. */
async function startedRun(attributes: object = {}, versionAttributes: object = {}): Promise<string> {
  const version = await uploadedVersion(hcp, workspace, versionAttributes);
  wait(20);
  const run = await newRun(hcp, workspace, version, attributes);
  expect(run.status).toBe(201);
  return run.json.data.id;
}

async function statusOf(run: string): Promise<string> {
  return (await ask(hcp, `GET /runs/${run}`)).json.data.attributes.status;
}

describe("tokens", () => {
  test("a token that nobody has is 401, whatever is asked for", async () => {
    expect((await ask(hcp, `GET /workspaces/${workspace}`, undefined, "other")).status).toBe(401);
  });

  test.each([
    "/organizations/other/workspaces/x",
    "/organizations/acme/workspaces/x",
    "/runs/run-1",
    "/workspaces/ws-1",
  ])("%s is 404", async (path) => {
    expect((await ask(hcp, `GET ${path}`)).status).toBe(404);
  });

  test.each([
    ["an organization's token", { kind: "organization" as const }],
    ["a team's token without permission", { kind: "team" as const, queueRuns: false }],
  ])("%s makes no configuration version, and is told that nothing is there", async (_, holder) => {
    hcp.holders.set("limited", holder);
    const data = { type: "configuration-versions", attributes: { "auto-queue-runs": false } };
    const { status } = await ask(hcp, `POST /workspaces/${workspace}/configuration-versions`, data, "limited");
    expect(status).toBe(404);
    const { json } = await ask(hcp, `GET /workspaces/${workspace}`, undefined, "limited");
    expect(json.data.attributes.permissions["can-queue-run"]).toBe(false);
  });
});

describe("configuration versions", () => {
  const data = { type: "configuration-versions", attributes: { "auto-queue-runs": false } };

  test("the URL to upload to is told once", async () => {
    const made = await ask(hcp, `POST /workspaces/${workspace}/configuration-versions`, data);
    expect(made.json.data.attributes["upload-url"]).toMatch(/\/v1\/object\/[\w-]{32}$/);
    const read = await ask(hcp, `GET /configuration-versions/${made.json.data.id}`);
    expect(read.json.data.attributes).not.toHaveProperty("upload-url");
  });

  test("an upload with credentials is refused, and remembered", async () => {
    const made = await ask(hcp, `POST /workspaces/${workspace}/configuration-versions`, data);
    const url = made.json.data.attributes["upload-url"];
    expect(hcp.seen.credentialsAtBlobs).toEqual([]);
    const leak = await fetch(url, { method: "PUT", headers: { authorization: "Bearer secret" }, body: "x" });
    expect(leak.status).toBe(400);
    expect(hcp.seen.credentialsAtBlobs).toEqual(["PUT"]);
  });

  test("what is uploaded stays pending, becomes uploaded, or is refused", async () => {
    hcp.play({
      configurationVersions: [
        { becomes: "pending" },
        {},
        { becomes: "errored", error: "timeout", errorMessage: "It took too long" },
      ],
    });
    const versions = [];
    for (let index = 0; index < 3; index += 1) versions.push(await uploadedVersion(hcp, workspace));
    wait();
    const read = await Promise.all(versions.map((id) => ask(hcp, `GET /configuration-versions/${id}`)));
    expect(read.map(({ json }) => json.data.attributes.status)).toEqual(["pending", "uploaded", "errored"]);
    expect(read[2]?.json.data.attributes).toMatchObject({ error: "timeout", "error-message": "It took too long" });
    expect((await newRun(hcp, workspace, versions[0] ?? "")).status).toBe(422);
  });

  test("what is no archive is refused without a script", async () => {
    const made = await ask(hcp, `POST /workspaces/${workspace}/configuration-versions`, data);
    await ask(hcp, `PUT ${made.json.data.attributes["upload-url"]}`, Buffer.from("no archive"));
    wait();
    const read = await ask(hcp, `GET /configuration-versions/${made.json.data.id}`);
    expect(read.json.data.attributes.status).toBe("errored");
  });

  test("left to its default, an upload starts a run by itself, which deploys where the workspace applies by itself", async () => {
    const deploying = hcp.workspace("deploying", { "auto-apply": true }).id;
    const made = await ask(hcp, `POST /workspaces/${deploying}/configuration-versions`, {
      type: "configuration-versions",
      attributes: {},
    });
    await ask(hcp, `PUT ${made.json.data.attributes["upload-url"]}`, tarOf("cdk.tf.json", "{}"));
    wait(20);
    const { json } = await ask(hcp, `GET /workspaces/${deploying}/runs`);
    wait();
    expect(await statusOf(json.data[0].id)).toBe("applied");
    expect(hcp.seen.autoQueued).toHaveLength(1);
    expect(hcp.seen.runsCreated).toBe(0);
  });

  test.each([
    ["redirect", 302],
    ["direct", 200],
  ] as const)("downloads: %s", async (downloads, status) => {
    hcp.play({ downloads });
    const version = await uploadedVersion(hcp, workspace);
    wait();
    const answer = await ask(hcp, `GET /configuration-versions/${version}/download`);
    expect(answer.status).toBe(status);
    const location = answer.headers.get("location");
    const bytes = location === null ? answer.bytes : (await ask(hcp, `GET ${location}`)).bytes;
    expect(bytes.equals(tarOf("cdk.tf.json", "{}"))).toBe(true);
  });
});

describe("runs", () => {
  test("one waits to be confirmed, and is applied when it is", async () => {
    const run = await startedRun();
    wait();
    const { json } = await ask(hcp, `GET /runs/${run}`);
    expect(json.data.attributes.status).toBe("planned");
    expect(json.data.attributes.actions["is-confirmable"]).toBe(true);
    wait(86_400_000);
    expect(await statusOf(run)).toBe("planned");
    expect((await ask(hcp, `POST /runs/${run}/actions/apply`)).status).toBe(202);
    wait();
    expect(await statusOf(run)).toBe("applied");
    expect((await ask(hcp, `POST /runs/${run}/actions/apply`)).status).toBe(409);
  });

  test.each([
    ["plan-only", { "plan-only": true }, {}, {}, "planned_and_finished"],
    ["of a speculative version", {}, { speculative: true }, {}, "planned_and_finished"],
    ["with nothing to do", {}, {}, { plan: "no-changes" as const }, "planned_and_finished"],
    ["saved", { "save-plan": true }, { provisional: true }, {}, "planned_and_saved"],
    ["applied by itself", { "auto-apply": true }, {}, {}, "applied"],
    ["whose plan fails", {}, {}, { plan: "errored" as const }, "errored"],
    ["whose apply fails", { "auto-apply": true }, {}, { apply: "errored" as const }, "errored"],
    ["that a policy stops", {}, {}, { policy: "hard_failed" as const }, "errored"],
    ["that a policy lets somebody decide", {}, {}, { policy: "soft_failed" as const }, "policy_override"],
    [
      "in a state that nobody knows",
      {},
      {},
      { unknownStates: [{ after: "planned", status: "quantum_checked" }] },
      "quantum_checked",
    ],
  ])("one %s ends or waits where HCP's does", async (_, attributes, version, script, status) => {
    hcp.play({ runs: [script] });
    const run = await startedRun(attributes, version);
    wait();
    expect(await statusOf(run)).toBe(status);
  });

  test("a policy that is overridden lets the run wait to be confirmed", async () => {
    hcp.play({ runs: [{ policy: "soft_failed" }] });
    const run = await startedRun();
    wait();
    const { json } = await ask(hcp, `GET /runs/${run}/policy-checks`);
    expect(json.data[0].attributes).toMatchObject({ status: "soft_failed", actions: { "is-overridable": true } });
    await ask(hcp, `POST /policy-checks/${json.data[0].id}/actions/override`);
    wait();
    expect((await ask(hcp, `GET /runs/${run}`)).json.data.attributes.actions["is-confirmable"]).toBe(true);
    expect((await ask(hcp, `GET /policy-checks/${json.data[0].id}`)).json.data.attributes.status).toBe("overridden");
  });

  test("run tasks are shown stage by stage, and one that has to be decided on waits", async () => {
    const results = [
      { name: "mqesm", status: "failed" as const, message: "It will not work", enforcement: "mandatory" as const },
    ];
    hcp.play({ runs: [{ taskStages: [{ stage: "post_plan", status: "awaiting_override", results }] }] });
    const run = await startedRun();
    wait();
    expect(await statusOf(run)).toBe("post_plan_awaiting_decision");
    const stages = await ask(hcp, `GET /runs/${run}/task-stages?include=task_results`);
    expect(stages.json.data[0].attributes).toMatchObject({ stage: "post_plan", status: "awaiting_override" });
    expect(stages.json.included[0].attributes).toMatchObject({
      "task-name": "mqesm",
      status: "failed",
      message: "It will not work",
    });
    await ask(hcp, `POST /task-stages/${stages.json.data[0].id}/actions/override`);
    wait();
    expect(await statusOf(run)).toBe("post_plan_completed");
  });

  test("a mandatory run task that fails ends the run", async () => {
    hcp.play({ runs: [{ taskStages: [{ stage: "post_plan", status: "failed", results: [] }] }] });
    const run = await startedRun();
    wait();
    expect(await statusOf(run)).toBe("errored");
  });

  test("one waits behind another, unless it only plans", async () => {
    const first = await startedRun();
    const second = await startedRun();
    const speculative = await startedRun({ "plan-only": true });
    wait();
    expect(await statusOf(second)).toBe("pending");
    expect(await statusOf(speculative)).toBe("planned_and_finished");
    expect((await ask(hcp, `POST /runs/${first}/actions/discard`)).status).toBe(202);
    wait();
    expect(await statusOf(first)).toBe("discarded");
    expect(await statusOf(second)).toBe("planned");
  });

  test("one is canceled while it plans, not afterwards", async () => {
    hcp.play({ runs: [{ lasts: { planning: Number.POSITIVE_INFINITY } }, {}] });
    const planning = await startedRun({ "plan-only": true });
    wait();
    expect(await statusOf(planning)).toBe("planning");
    expect((await ask(hcp, `POST /runs/${planning}/actions/cancel`)).status).toBe(202);
    expect(await statusOf(planning)).toBe("canceled");
    const planned = await startedRun();
    wait();
    expect((await ask(hcp, `POST /runs/${planned}/actions/cancel`)).status).toBe(409);
  });

  test("a state that a script makes last goes on when the test says so", async () => {
    hcp.play({ runs: [{ lasts: { planning: Number.POSITIVE_INFINITY } }] });
    const run = await startedRun();
    wait();
    hcp.goOn();
    wait();
    expect(await statusOf(run)).toBe("planned");
  });

  test("lists leave plan-only runs out unless they are asked for, and find texts of messages", async () => {
    const applied = await startedRun({ message: "one sha256:aaaa" });
    const speculative = await startedRun({ message: "two sha256:bbbb", "plan-only": true });
    const list = async (query: string): Promise<string[]> =>
      (await ask(hcp, `GET /workspaces/${workspace}/runs${query}`)).json.data.map(({ id }: { id: string }) => id);
    expect(await list("")).toEqual([applied]);
    expect(await list("?filter%5Boperation%5D=plan_only,plan_and_apply")).toEqual([speculative, applied]);
    expect(await list("?filter%5Boperation%5D=plan_only,plan_and_apply&search%5Bbasic%5D=sha256:bbbb")).toEqual([
      speculative,
    ]);
  });
});

describe("plans", () => {
  const planJson = { format_version: "1.2" };

  test("a plan's JSON is nothing before it is there, then a redirect to a URL that works for a minute", async () => {
    hcp.play({ runs: [{ planJson, planJsonLate: 1 }] });
    const run = await startedRun();
    wait();
    const path = `GET /runs/${run}/plan/json-output`;
    expect((await ask(hcp, path)).status).toBe(204);
    const { status, headers } = await ask(hcp, path);
    expect(status).toBe(307);
    const blob = `GET ${headers.get("location")}`;
    expect(JSON.parse((await ask(hcp, blob)).bytes.toString("utf8"))).toEqual(planJson);
    expect(new URL(headers.get("location") ?? "").host).not.toBe(hcp.host);
    wait(60_000);
    expect((await ask(hcp, blob)).status).toBe(404);
  });

  test("without administrator's rights it is not there, while the redacted one is", async () => {
    hcp.play({ runs: [{ planJson, redactedPlan: { plan_format_version: "1.2" }, redactedInline: true }] });
    hcp.holders.set("limited", { kind: "team", workspaceAdmin: false });
    const run = await startedRun();
    wait();
    const { id } = (await ask(hcp, `GET /runs/${run}/plan`)).json.data;
    expect((await ask(hcp, `GET /plans/${id}/json-output`, undefined, "limited")).status).toBe(404);
    const redacted = await ask(hcp, `GET /plans/${id}/json-output-redacted`, undefined, "limited");
    expect(redacted).toMatchObject({ status: 200, json: { plan_format_version: "1.2" } });
  });

  test("its log grows while it runs, between its marks", async () => {
    hcp.play({ runs: [{ log: ["text", '{"@message":"JSON"}'], lasts: { planning: 1000 } }] });
    const run = await startedRun();
    wait(600);
    const log = async (): Promise<string> => {
      const { json } = await ask(hcp, `GET /runs/${run}/plan`);
      return (await ask(hcp, `GET ${json.data.attributes["log-read-url"]}`)).bytes.toString("utf8");
    };
    expect(await log()).toBe("\u0002text\n");
    wait();
    expect(await log()).toBe('\u0002text\n{"@message":"JSON"}\n\u0003');
    const { json } = await ask(hcp, `GET /runs/${run}/plan`);
    const part = await ask(hcp, `GET ${json.data.attributes["log-read-url"]}?offset=1&limit=4`);
    expect(part.bytes.toString("utf8")).toBe("text");
  });
});

describe("what goes wrong", () => {
  test("requests are answered otherwise, as often as a script says, and one may be done all the same", async () => {
    hcp.play({
      deviations: [
        { on: "GET /workspaces/{workspace_id}", status: 429, headers: { "x-ratelimit-reset": "0.5" } },
        { on: "GET /workspaces/{workspace_id}", status: 502, times: 2, body: "bad gateway" },
        { on: "POST /organizations/{organization_name}/projects", done: true, status: 504 },
        { on: "GET /workspaces/{workspace_id}" },
      ],
    });
    const path = `GET /workspaces/${workspace}`;
    const limited = await ask(hcp, path);
    expect([limited.status, limited.headers.get("x-ratelimit-reset")]).toEqual([429, "0.5"]);
    expect((await ask(hcp, path)).status).toBe(502);
    expect((await ask(hcp, path)).status).toBe(502);
    await expect(ask(hcp, path)).rejects.toThrow();
    expect((await ask(hcp, path)).status).toBe(200);
    const data = { type: "projects", attributes: { name: "orders" } };
    expect((await ask(hcp, "POST /organizations/acme/projects", data)).status).toBe(504);
    const { json } = await ask(hcp, "GET /organizations/acme/projects?filter%5Bnames%5D=orders");
    expect(json.data).toHaveLength(1);
  });

  test("a user who sends too much waits until the second is over", async () => {
    hcp.play({ requestsPerSecond: 2 });
    const path = `GET /workspaces/${workspace}`;
    await ask(hcp, path);
    await ask(hcp, path);
    const { status, headers } = await ask(hcp, path);
    expect([status, headers.get("x-ratelimit-reset")]).toEqual([429, "1.000"]);
    wait(1000);
    expect((await ask(hcp, path)).status).toBe(200);
  });
});

describe("what is not as documented", () => {
  test.each([
    [
      "an attribute of another spelling",
      { type: "configuration-versions", attributes: { auto_queue_runs: false } },
      'POST /workspaces/{workspace_id}/configuration-versions is sent: data.attributes: Unrecognized key: "auto_queue_runs" (https://developer.hashicorp.com/terraform/cloud-docs/api-docs/configuration-versions#create-a-configuration-version)',
    ],
    [
      "another type",
      { type: "configuration-version", attributes: {} },
      'POST /workspaces/{workspace_id}/configuration-versions is sent: data.type: Invalid input: expected "configuration-versions" (https://developer.hashicorp.com/terraform/cloud-docs/api-docs/configuration-versions#create-a-configuration-version)',
    ],
  ])("%s is told when the stand-in stops", async (_, data, text) => {
    const other = new HcpStandIn();
    await other.start();
    await ask(other, `POST /workspaces/${other.workspace("w").id}/configuration-versions`, data);
    await expect(other.stop()).rejects.toThrow(`Not as documented:\n${text}`);
  });

  test("so is an endpoint that the stand-in does not know", async () => {
    const other = new HcpStandIn();
    await other.start();
    expect((await ask(other, "GET /teams/team-1")).status).toBe(404);
    await expect(other.stop()).rejects.toThrow(
      "GET /api/v2/teams/team-1 is asked for, which the stand-in does not know",
    );
  });
});

test("Terraform Enterprise says so, and keeps blobs on its own host", async () => {
  const enterprise = new HcpStandIn({ enterprise: "v202507-1" });
  await enterprise.start();
  const { headers } = await ask(enterprise, "GET /ping");
  expect(headers.get("x-tfe-version")).toBe("v202507-1");
  expect((await ask(hcp, "GET /ping")).headers.get("x-tfe-version")).toBeNull();
  const made = await ask(enterprise, `POST /workspaces/${enterprise.workspace("w").id}/configuration-versions`, {
    type: "configuration-versions",
    attributes: { "auto-queue-runs": false },
  });
  expect(made.json.data.attributes["upload-url"]).toMatch(`${enterprise.url}/_archivist/v1/object/`);
  await enterprise.stop();
});

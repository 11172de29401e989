import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../../cli/folders";
import { planted, plantedIn } from "../../plan-review/planted";
import { archiveOf } from "../../support/hcp/archive";
import { bundledJudge } from "../../support/hcp/bundled-judge";
import { KEY, signed } from "../../support/hcp/run-task-payload";
import { serviceFor } from "../../support/hcp/run-task-service";
import { type RunTaskScript, RunTaskStandIn, type TaskResult } from "../../support/hcp/run-tasks";

const CASES = join(__dirname, "../../connectivity/cases");
const read = (name: string, file: string) => readFileSync(join(CASES, name, file));

/** A plan in which every value that is sensitive, and every variable, is a secret. */
function secretPlan(name: string): Buffer {
  const json = JSON.parse(read(name, "plan.json").toString());
  const password = { value: "planted-variable" };
  const secret = {
    address: "aws_secretsmanager_secret_version.broker",
    mode: "managed",
    type: "aws_secretsmanager_secret_version",
    name: "broker",
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      actions: ["create"],
      before: null,
      after: { secret_string: '{"username":"planted-user","password":"planted-password"}' },
      after_unknown: {},
      before_sensitive: false,
      after_sensitive: { secret_string: true },
    },
  };
  const changes = [...json.resource_changes, secret];
  return Buffer.from(
    JSON.stringify({ ...json, variables: { ...json.variables, password }, resource_changes: changes }),
  );
}

const whole = (name: string) =>
  Buffer.from(
    JSON.stringify(planted(JSON.parse(read(name, "plan.json").toString()), (path) => path.includes("variables"))),
  );

const hcp = new RunTaskStandIn();
beforeAll(() => hcp.start());
afterAll(() => hcp.stop());

test("tokens, the key, addresses of blobs and values of plans are in no log, message, outcome or answer", async () => {
  const { service, url, log } = await serviceFor(hcp.hostname, await bundledJudge(folderWith()));
  const name = "isolated-without-sts";
  const archive = await archiveOf({
    "main.tf": `${read(name, "main.tf")}\nvariable "password" { default = "planted-default" }\n`,
  });
  const scripts: readonly RunTaskScript[] = [
    { plan: secretPlan(name), archive },
    { plan: whole("literal-subnets") },
    { plan: secretPlan("transit-gateway-default"), archive: Buffer.from("planted-archive") },
    { plan: Buffer.from('{"planted-key": "planted-value') },
    { plan: Buffer.from("planted-text, and no JSON") },
    { plan: Buffer.from('{"format_version":{"a":"planted-version"},"planned_values":{},"configuration":{}}') },
    { plan: secretPlan(name), planTroubles: ["cut-off"], lasting: true },
    { plan: secretPlan(name), planTroubles: [422], lasting: true },
    { plan: secretPlan(name), callbackTroubles: ["none", 422, 422] },
    { plan: secretPlan(name), expiresAfter: 1 },
    { stage: "pre_plan", archive: await archiveOf({ "cdk.tf.json": '{"resource": "planted-resource' }) },
    { stage: "pre_plan", archive: await archiveOf({ "main.tf": 'resource "planted-type" { x = "planted-x' }) },
    { stage: "planted-stage", plan: secretPlan(name) },
  ];
  const answers: string[] = [];
  const results: TaskResult[] = [];
  for (const script of scripts) {
    const result = hcp.result(script);
    results.push(result);
    answers.push(await (await hcp.ask(url, result)).text());
    answers.push(await (await hcp.ask(url, result, "planted-key")).text());
    await result.ended;
  }
  for (const body of ['{"access_token":"planted-token"}', "planted-body"]) {
    const response = await fetch(url, { method: "POST", body, headers: { "x-tfc-task-signature": signed(body) } });
    answers.push(await response.text());
  }
  const metrics = await (await fetch(url.replace("/run-task", "/metrics"))).text();
  await service.stop(5_000);

  const told = results.flatMap(({ taken }) => taken);
  expect(told.length).toBeGreaterThan(scripts.length);
  const written = [log.join(""), JSON.stringify(told), answers.join("\n"), metrics].join("\n");
  // The stage is a name, as the run's and the workspace's are.
  expect(plantedIn(written.replaceAll('"stage":"planted-stage"', ""))).toEqual([]);
  for (const secret of [KEY, ...hcp.secretAddresses, ...results.map(({ token }) => token)]) {
    expect(written).not.toContain(secret);
  }
  expect(hcp.secretAddresses.length).toBeGreaterThan(0);
  expect(written).not.toMatch(/\/api\/v2\/|v1\/object|Bearer/);
  expect(hcp.complaints).toEqual([]);
}, 30_000);

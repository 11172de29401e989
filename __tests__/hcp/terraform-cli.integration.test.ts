import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { pack } from "../../hcp/archive";
import { DeployingClone, type Ended } from "../support/deploying-clone";
import { describeWithTerraform } from "../support/describe-terraform";
import { HcpStandIn, type SeenRequest } from "../support/hcp";
import { localhostCertificate } from "../support/hcp/certificate";
import { unpacked } from "../support/unpacked";

const run = promisify(execFile);
const option = "option-4-isolated";
const workspace = `mqesm-dev-${option}`;
const creation = "POST /workspaces/{workspace_id}/configuration-versions";

/** Attributes that a request sends. */
function sent({ body }: SeenRequest): unknown {
  return (body as { readonly data: { readonly attributes: unknown } }).data.attributes;
}

describeWithTerraform("the real Terraform talks to the stand-in", ({ binary, env }) => {
  const elsewhere = mkdtempSync(join(tmpdir(), "hcp-"));
  const certificate = localhostCertificate(elsewhere);
  const hcp = new HcpStandIn({ certificate });
  const environment = (): NodeJS.ProcessEnv => ({
    ...env,
    SSL_CERT_FILE: certificate.file,
    [`TF_TOKEN_${hcp.host}`]: hcp.token,
  });
  const clone = new DeployingClone(binary, environment);
  const folder = clone.project.path("cdktf.out", "stacks", option);
  const settings = (): Record<string, string> => ({
    STATE_BACKEND: "cloud",
    STATE_ORGANIZATION: hcp.organization,
    STATE_HOSTNAME: hcp.host,
    STATE_PROJECT: "Messaging",
  });

  beforeAll(async () => {
    await hcp.start();
    expect(await clone.synthesize(settings())).toMatchObject({ code: 0 });
  }, 120_000);

  afterAll(async () => {
    clone.project.remove();
    rmSync(elsewhere, { recursive: true });
    await hcp.stop();
  });

  afterEach(() => hcp.seen.clear());

  const terraform = (...line: readonly string[]): Promise<Ended> => clone.terraform(option, ...line);

  test("init makes project and workspace by itself, of its own version and without variables", async () => {
    expect(await terraform("init")).toMatchObject({ code: 0, stderr: "" });
    expect(hcp.seen.calls.filter((call) => !call.startsWith("GET"))).toEqual([
      "POST /organizations/{organization_name}/projects",
      "POST /organizations/{organization_name}/workspaces",
      "PATCH /workspaces/{workspace_id}",
    ]);
    expect(hcp.seen.requests("POST /organizations/{organization_name}/projects").map(sent)).toEqual([
      {
        name: "Messaging",
      },
    ]);
    expect(hcp.seen.requests("POST /organizations/{organization_name}/workspaces").map(sent)).toEqual([
      {
        name: workspace,
      },
    ]);
    const [made] = hcp.world.database.all("workspaces");
    expect(made?.attributes["terraform-version"]).toMatch(/^1\.\d+\.\d+$/);
    expect(hcp.world.database.all("vars")).toEqual([]);
  }, 120_000);

  test("plan uploads the folder and makes one plan-only run, whose log and run tasks it shows", async () => {
    const results = [
      { name: "mqesm", status: "failed" as const, message: "It will not work", enforcement: "mandatory" as const },
    ];
    const log = ["Terraform v1.11.4", "Plan: 61 to add, 0 to change, 0 to destroy."];
    hcp.play({ runs: [{ log, taskStages: [{ stage: "post_plan", status: "failed", results }] }] });
    writeFileSync(join(folder, ".terraformignore"), "notes/\n");
    mkdirSync(join(folder, "notes"));
    writeFileSync(join(folder, "notes", "ours.txt"), "not for HCP");

    const { code, stdout } = await terraform("plan");

    expect(stdout).toContain("Plan: 61 to add, 0 to change, 0 to destroy.");
    expect(stdout).toContain(`https://${hcp.host}/app/${hcp.organization}/${workspace}/runs/`);
    expect(stdout).toMatch(/mqesm.*Failed.*\n.*It will not work/);
    expect(code).toBe(1);
    expect(hcp.seen.requests(creation).map(sent)).toEqual([
      { "auto-queue-runs": false, provisional: false, speculative: true },
    ]);
    expect(hcp.seen.runsCreated).toBe(1);
    expect(hcp.seen.requests("POST /runs").map(sent)).toMatchObject([{ "auto-apply": false, "save-plan": false }]);
    expect(hcp.seen.autoQueued).toEqual([]);
    expect(hcp.seen.credentialsAtBlobs).toEqual([]);
    expect(hcp.seen.blobs.map(({ method }) => method)).toContain("PUT");
  }, 120_000);

  test("what it uploaded is what `mqesm upload` packs: the same files with the same bytes", async () => {
    const byTerraform = unpacked(hcp.archives.at(-1) as Buffer);
    expect(unpacked((await pack(folder)).bytes)).toEqual(byTerraform);
    expect(Object.keys(byTerraform)).toEqual(
      expect.arrayContaining(["cdk.tf.json", ".terraform.lock.hcl", ".terraformignore"]),
    );
    expect(Object.keys(byTerraform).filter((path) => path.startsWith("notes"))).toEqual([]);
  });

  test("`mqesm upload --plan-only` asks for the same as plan does, and judges the run's plan", async () => {
    const planJson = readFileSync(join(__dirname, "../connectivity/cases/nat-private-subnet/plan.json"));
    hcp.play({ runs: [{}, { planJson }] });
    const { stdout } = await run(process.execPath, ["cli/mqesm.cjs", "upload", option, "--plan-only", "--json"], {
      cwd: clone.project.folder,
      env: { ...environment(), NODE_EXTRA_CA_CERTS: certificate.file },
    });
    expect(stdout).toContain('"verdict"');
    const [version] = hcp.seen.requests(creation).map(sent);
    expect(version).toEqual({ "auto-queue-runs": false, provisional: false, speculative: true });
    expect(hcp.seen.requests("POST /runs").map(sent)).toMatchObject([{ "auto-apply": false, "plan-only": true }]);
    const writes = hcp.seen.calls.filter((call) => !call.startsWith("GET"));
    expect(writes).toEqual([creation, "POST /runs"]);
    expect(hcp.seen.credentialsAtBlobs).toEqual([]);
    expect(hcp.archives.at(-1)?.equals((await pack(folder)).bytes)).toBe(true);
  }, 120_000);

  test("plan -out makes a run that saves its plan: what it writes only points there, and apply confirms that run", async () => {
    hcp.play({});
    expect(await terraform("plan", "-out=saved.tfplan")).toMatchObject({ code: 0 });
    expect(hcp.seen.requests(creation).map(sent)).toEqual([
      { "auto-queue-runs": false, provisional: true, speculative: false },
    ]);
    expect(hcp.seen.requests("POST /runs").map(sent)).toMatchObject([{ "auto-apply": false, "save-plan": true }]);
    const saved = hcp.world.runs.nth(2);
    expect(JSON.parse(readFileSync(join(folder, "saved.tfplan"), "utf8"))).toEqual({
      remote_plan_format: 1,
      run_id: saved.id,
      hostname: hcp.host,
    });
    expect(hcp.world.runs.state(saved).status).toBe("planned_and_saved");

    const { code, stdout, stderr } = await terraform("apply", "-auto-approve", "saved.tfplan");
    expect(stderr).toBe("");
    expect(stdout).toContain("Apply complete! Resources: 3 added, 0 changed, 0 destroyed.");
    expect(code).toBe(0);
    expect(hcp.seen.runsCreated).toBe(1);
    expect(hcp.world.runs.state(saved).status).toBe("applied");
  }, 120_000);

  test("move-state takes a state to the workspace and back", async () => {
    const place = `mqesm/dev/${option}.tfstate`;
    const file = clone.project.path("terraform-state", place);
    const instances = [{ schema_version: 0, attributes: { id: "b-1", broker_name: "orders" } }];
    const provider = 'provider["registry.terraform.io/hashicorp/aws"]';
    const resources = [{ mode: "managed", type: "aws_mq_broker", name: "broker", provider, instances }];
    const state = { version: 4, terraform_version: "1.11.4", serial: 7, lineage: "lineage", outputs: {}, resources };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(state));

    const there = await clone.ours(settings(), "move-state", option, "--from=local", "--auto-approve");
    expect(there).toMatchObject({ code: 0, stderr: "" });
    expect(there.stdout).toContain(`workspace ${workspace} of ${hcp.host}/${hcp.organization}`);
    const [version] = hcp.world.database.all("state-versions").slice(-1);
    expect(version?.attributes).toMatchObject({ status: "finalized" });
    expect(clone.localState(place)?.resources).toEqual([]);

    const from = `--from=cloud:${hcp.organization}@${hcp.host}`;
    const back = await clone.ours({}, "move-state", option, from, "--auto-approve");
    expect(back).toMatchObject({ code: 0 });
    expect(clone.localState(place)?.resources).toMatchObject([{ type: "aws_mq_broker" }]);
    expect(hcp.seen.credentialsAtBlobs).toEqual([]);
  }, 240_000);
});

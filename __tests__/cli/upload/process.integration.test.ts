import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pack } from "../../../hcp/archive/index";
import { AwsEmulator } from "../../support/aws-emulator";
import { DeployingClone, type Ended, ended } from "../../support/deploying-clone";
import { describeWithTerraform } from "../../support/describe-terraform";
import { HcpStandIn } from "../../support/hcp";
import { localhostCertificate } from "../../support/hcp/certificate";

const OPTION = "option-4-isolated";
const MQESM = resolve(__dirname, "../../../cli/mqesm.cjs");

describeWithTerraform("a synthesized option, uploaded by the program itself over TLS", ({ binary, env }) => {
  const elsewhere = mkdtempSync(join(tmpdir(), "upload-"));
  const certificate = localhostCertificate(elsewhere);
  const hcp = new HcpStandIn({ certificate });
  const aws = new AwsEmulator();
  const clone = new DeployingClone(binary, () => env);
  const folder = clone.project.path("cdktf.out", "stacks", OPTION);
  let planJson: unknown;

  beforeAll(async () => {
    await hcp.start();
    await aws.start();
    hcp.workspace(`mqesm-dev-${OPTION}`);
    const settings = { STATE_BACKEND: "cloud", STATE_ORGANIZATION: hcp.organization, STATE_HOSTNAME: hcp.host };
    expect(await clone.synthesize(settings)).toMatchObject({ code: 0, stderr: "" });
  }, 120_000);

  afterAll(async () => {
    clone.project.remove();
    rmSync(elsewhere, { recursive: true });
    await aws.stop();
    await hcp.stop();
    expect(hcp.seen.credentialsAtBlobs).toEqual([]);
  });

  afterEach(() => hcp.seen.clear());

  test("the archive, unpacked elsewhere, initializes and plans by itself", async () => {
    const worker = join(elsewhere, "worker");
    mkdirSync(worker);
    execFileSync("tar", ["-xz", "-C", worker], { input: (await pack(folder)).bytes });
    // HCP Terraform's workers put their own backend in the place of what is there.
    writeFileSync(join(worker, "backend_override.tf.json"), '{"terraform":{"backend":{"local":{}}}}');
    const run = (...args: string[]): Promise<Ended> =>
      ended(spawn(binary, args, { cwd: worker, env: { ...env, ...aws.env } }));
    expect(await run("init", "-no-color")).toMatchObject({ code: 0, stderr: "" });
    const plan = await run("plan", "-no-color", "-out=made");
    expect([plan.code, plan.stderr, aws.refused]).toEqual([0, "", []]);
    expect(plan.stdout).toMatch(/^Plan: [1-9]\d+ to add, 0 to change, 0 to destroy\.$/m);
    planJson = JSON.parse((await run("show", "-json", "made")).stdout);
  }, 180_000);

  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, [MQESM, "upload", OPTION, ...args], {
      cwd: clone.project.folder,
      env: { PATH: "", HOME: elsewhere, NODE_EXTRA_CA_CERTS: certificate.file, [`TF_TOKEN_${hcp.host}`]: hcp.token },
    });

  /** Resolves when the program has printed that. */
  const printed = (child: ChildProcess, text: string): Promise<void> =>
    new Promise((done) => {
      let all = "";
      child.stdout?.on("data", (chunk) => {
        all += String(chunk);
        if (all.includes(text)) done();
      });
    });

  test("killed in the middle, it goes on with the same run, judges the real plan, and applies", async () => {
    hcp.play({ runs: [{ planJson, lasts: { planning: Number.POSITIVE_INFINITY } }] });
    const killed = start("--apply", "--auto-approve");
    const gone = ended(killed);
    await printed(killed, "-- planning");
    killed.kill("SIGKILL");
    await gone;

    const again = start("--apply", "--auto-approve");
    const went = ended(again);
    await printed(again, "-- planning");
    hcp.goOn();
    const { code, stdout, stderr } = await went;
    expect([code, stderr]).toEqual([0, ""]);
    const url = `https://${hcp.host}/app/acme/mqesm-dev-${OPTION}/runs/${hcp.world.runs.nth(0).id}`;
    expect(
      stdout.startsWith(`Run: ${url}\nIt was started by an earlier upload of the same; --new starts another.\n`),
    ).toBe(true);
    expect(stdout).toMatch(/^WORKS {2}aws_lambda_event_source_mapping\./m);
    expect(stdout.endsWith(`\nApplied: ${url}\n`)).toBe(true);
    expect(hcp.seen.runsCreated).toBe(1);
    expect(hcp.seen.autoQueued).toEqual([]);
    expect(hcp.seen.requests("POST /runs/{run_id}/actions/apply")).toHaveLength(1);
    expect(stdout + stderr).not.toContain(hcp.token);
  }, 120_000);

  test("interrupted, it leaves the run, says so, and ends at once", async () => {
    hcp.play({ runs: [{ planJson, lasts: { planning: Number.POSITIVE_INFINITY } }] });
    const child = start("--plan-only", "--json");
    const went = ended(child);
    await printed(child, '"state":"planning"');
    child.kill("SIGINT");
    const { code, stdout } = await went;
    expect(code).toBe(130);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({
      event: "result",
      outcome: "interrupted",
    });
    expect(hcp.world.runs.state(hcp.world.runs.nth(1)).status).toBe("planning");
  }, 60_000);

  test("a host whose certificate nobody vouches for is not trusted", async () => {
    const child = spawn(process.execPath, [MQESM, "upload", OPTION], {
      cwd: clone.project.folder,
      env: { PATH: "", HOME: elsewhere, [`TF_TOKEN_${hcp.host}`]: hcp.token },
    });
    const { code, stderr } = await ended(child);
    expect(code).toBe(2);
    expect(stderr).toContain("shows a certificate that is not trusted");
    expect(stderr).toContain("name the file of its authority in NODE_EXTRA_CA_CERTS.");
    expect(hcp.seen.api).toEqual([]);
  }, 60_000);
});

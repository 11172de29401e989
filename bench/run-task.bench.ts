import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { KEY } from "../__tests__/support/hcp/run-task-payload";
import { RunTaskStandIn } from "../__tests__/support/hcp/run-tasks";
import { bundlePackage } from "../cli/package/build";
import { costsOf, node, printTable } from "./bench";
import { planOfEstate } from "./estate/plan";

const DIST = resolve(__dirname, "../.cache/bench/dist");

/** How many teams make about so many resources. */
const ESTATES = [
  { about: 1_000, teams: 6 },
  { about: 10_000, teams: 56 },
];

/** How often each is asked for; the median counts. */
const RUNS = 5;

/** How long HCP Terraform waits from its request to the final result, and how long the command takes to listen. */
export async function run(): Promise<void> {
  await bundlePackage(DIST);
  const hcp = new RunTaskStandIn();
  await hcp.start();
  const started = performance.now();
  const service = spawn(
    process.execPath,
    [join(DIST, "mqesm.js"), "run-task", "--port", "0", "--hostname", hcp.hostname],
    {
      env: { ...process.env, MQESM_RUN_TASK_KEY: KEY },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  try {
    const port = await portOf(service.stdout);
    const listening = performance.now() - started;
    const [version = { milliseconds: Number.NaN }] = costsOf(
      [{ command: node(join(DIST, "mqesm.js"), "--version") }],
      9,
    );
    printTable([
      ["Starting", "ms"],
      ["mqesm --version, whole process", version.milliseconds],
      ["mqesm run-task, until it listens", listening],
    ]);
    const rows: (string | number)[][] = [];
    for (const { teams } of ESTATES) {
      const { text, resources } = planOfEstate(teams);
      const plan = Buffer.from(text);
      const times: number[] = [];
      for (let turn = 0; turn < RUNS; turn++) times.push(await timeOf(hcp, `http://127.0.0.1:${port}/run-task`, plan));
      rows.push([
        resources.toLocaleString("en"),
        plan.length / 1e6,
        times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0,
      ]);
    }
    console.log("\nFrom the request to the final result, median");
    printTable([["resources", "MB of JSON", "ms"], ...rows]);
  } finally {
    service.kill("SIGTERM");
    await once(service, "exit");
    await hcp.stop();
  }
}

async function timeOf(hcp: RunTaskStandIn, url: string, plan: Buffer): Promise<number> {
  const result = hcp.result({ plan });
  const asked = performance.now();
  await hcp.ask(url, result);
  await result.ended;
  if (result.status !== "passed") throw new Error(`It has not passed: ${result.message}`);
  return performance.now() - asked;
}

/** The port that the first line of the log names. The rest is read, so that the pipe never fills. */
async function portOf(output: NodeJS.ReadableStream): Promise<number> {
  const lines = createInterface({ input: output });
  const [first] = await once(lines, "line");
  return JSON.parse(first).port;
}

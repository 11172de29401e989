import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DEFAULT_SETTINGS } from "../../../hcp/run-task/index";
import { folderWith } from "../../cli/folders";
import { archiveOf } from "../../support/hcp/archive";
import { bundledJudge } from "../../support/hcp/bundled-judge";
import { serviceFor, type TestedService } from "../../support/hcp/run-task-service";
import { type RunTaskScript, RunTaskStandIn, type TaskResult } from "../../support/hcp/run-tasks";

const REQUESTS = 1_000;
const AT_ONCE = 50;
/** Three of ten. */
const FAILING = 300;
/**
 * How much more memory service, stand-in and judges may hold together than before, in MB. It is about 400 where processors are free, and
 * more where garbage waits for one. The configurations that explode alone would be 1,026.
 */
const MEMORY_LIMIT = 1_000;

const CASES = join(__dirname, "../../connectivity/cases");

interface Case {
  readonly plan: Buffer;
  readonly archive: Buffer;
  /** What becomes of it with its configuration: known from the case. */
  readonly status: "passed" | "failed";
}

/** One way to fail, and what may come of it. */
interface Way {
  readonly name: string;
  readonly script: (known: Case) => Partial<RunTaskScript>;
  /** `known`: what would come of it without; `no-better`: that, or failed; `untold`: HCP Terraform cannot be told. */
  readonly comes: "failed" | "known" | "no-better" | "untold";
  /** How often the trigger is sent, and whether with a wrong key. */
  readonly triggers?: number;
  readonly wrongKey?: true;
}

const BOMB = gzipSync(Buffer.alloc(513_000_000), { level: 1 });
const lasting = true;

const WAYS: readonly Way[] = [
  { name: "plan cut off", script: ({ plan }) => ({ plan: plan.subarray(0, plan.length - 9) }), comes: "failed" },
  { name: "plan lost on its way", script: () => ({ planTroubles: ["cut-off"], lasting }), comes: "failed" },
  { name: "plan lost once", script: () => ({ planTroubles: ["cut-off", "cut"] }), comes: "known" },
  { name: "plan without end", script: () => ({ planTroubles: ["endless"], lasting }), comes: "failed" },
  { name: "plan that is something else", script: () => ({ plan: Buffer.from("{}") }), comes: "failed" },
  { name: "plan that is no JSON", script: () => ({ plan: Buffer.from("<html>") }), comes: "failed" },
  { name: "plan not finished", script: () => ({ planTroubles: ["not-finished", "not-finished"] }), comes: "known" },
  { name: "plan never finished", script: () => ({ planTroubles: ["not-finished"], lasting }), comes: "failed" },
  { name: "plan that never comes", script: () => ({ planTroubles: ["silent"], lasting }), comes: "failed" },
  { name: "plan not to be seen", script: () => ({ planTroubles: [404], lasting }), comes: "failed" },
  { name: "plan's address expired", script: () => ({ planTroubles: ["stale", "stale"] }), comes: "known" },
  { name: "plan's addresses all expired", script: () => ({ planTroubles: ["stale"], lasting }), comes: "failed" },
  { name: "HCP away for the plan", script: () => ({ planTroubles: [502], lasting }), comes: "failed" },
  { name: "HCP limits", script: () => ({ planTroubles: [429, 429], callbackTroubles: [429, 429] }), comes: "known" },
  { name: "HCP away for a while", script: () => ({ callbackTroubles: ["cut", 500, 503] }), comes: "known" },
  { name: "HCP away for good", script: () => ({ callbackTroubles: ["none", "cut"], lasting }), comes: "untold" },
  { name: "answers lost", script: () => ({ callbackTroubles: Array(3).fill("done-and-cut") }), comes: "known" },
  { name: "token expired", script: () => ({ expiresAfter: 0 }), comes: "untold" },
  { name: "token expired meanwhile", script: () => ({ expiresAfter: 1 }), comes: "untold" },
  { name: "result final already", script: () => ({ givenUpAfter: 0 }), comes: "untold" },
  { name: "result final meanwhile", script: () => ({ givenUpAfter: 2 }), comes: "untold" },
  { name: "words refused", script: () => ({ callbackTroubles: ["none", 422, 422] }), comes: "known" },
  {
    name: "configuration cut off",
    script: ({ archive }) => ({ archive: archive.subarray(0, 99) }),
    comes: "no-better",
  },
  {
    name: "configuration that explodes",
    script: () => ({ stage: "pre_plan", plan: null, archive: BOMB }),
    comes: "failed",
  },
  { name: "nothing offered", script: () => ({ plan: null, archive: null }), comes: "failed" },
  { name: "unknown stage", script: () => ({ stage: "mid_apply" }), comes: "failed" },
  { name: "asked three times", script: () => ({}), comes: "known", triggers: 3 },
  { name: "wrong key", script: () => ({}), comes: "untold", wrongKey: true },
];

/** Few of these, for each takes as long as there is patience. */
const SLOW = ["plan never finished", "plan that never comes"];
const EXPENSIVE = ["configuration that explodes"];

const hcp = new RunTaskStandIn();
let tested: TestedService;
/** A service with little patience, for what never ends. */
let impatient: TestedService;
let cases: readonly Case[];

beforeAll(async () => {
  await hcp.start();
  const code = await bundledJudge(folderWith());
  const limits = { concurrency: AT_ONCE / 2, queue: AT_ONCE };
  const judging = { ...DEFAULT_SETTINGS, largestPlan: 2_000_000 };
  tested = await serviceFor(hcp.hostname, code, { limits, judging });
  impatient = await serviceFor(hcp.hostname, code, { limits, judging: { ...judging, patience: 2_000 } });
  const names = readdirSync(CASES).filter((name) => existsSync(join(CASES, name, "main.tf")));
  cases = await Promise.all(names.map(caseIn));
});

afterAll(async () => {
  await tested.service.stop(0);
  await impatient.service.stop(0);
  await hcp.stop();
});

async function caseIn(name: string): Promise<Case> {
  const read = (file: string) => readFileSync(join(CASES, name, file));
  const { verdict, more = [] } = JSON.parse(read("expected.json").toString());
  const verdicts = [verdict, ...more.map((each: { verdict: string }) => each.verdict)];
  return {
    plan: read("plan.json"),
    archive: await archiveOf({ "main.tf": read("main.tf") }),
    status: verdicts.every((each) => each === "works") ? "passed" : "failed",
  };
}

/** The ways to fail that requests take, spread over them. */
function waysOf(count: number): readonly Way[] {
  const rare = [...SLOW, ...EXPENSIVE].flatMap((name) => Array(2).fill(WAYS.find((way) => way.name === name)) as Way[]);
  const usual = WAYS.filter(({ name }) => ![...SLOW, ...EXPENSIVE].includes(name));
  const rest = Array.from({ length: count - rare.length }, (_, index) => usual[index % usual.length] as Way);
  return [...rest, ...rare];
}

interface Asked {
  readonly result: TaskResult;
  readonly known: Case;
  readonly way: Way | null;
}

async function ask({ result, way }: Asked): Promise<void> {
  const { url } = way !== null && SLOW.includes(way.name) ? impatient : tested;
  const triggers = Array.from({ length: way?.triggers ?? 1 }, () =>
    hcp.ask(url, result, way?.wrongKey ? "another key" : undefined),
  );
  for (const { status } of await Promise.all(triggers)) expect(status).toBe(way?.wrongKey ? 401 : 200);
}

test(`${REQUESTS} requests, ${AT_ONCE} at once, three of ten failing in every way: each result is final once, none has passed wrongly`, async () => {
  const ways = waysOf(FAILING);
  const asked = Array.from({ length: REQUESTS }, (_, index): Asked => {
    const known = cases[index % cases.length] as Case;
    // Every tenth, and its two neighbours.
    const way = index % 10 < 3 ? (ways[Math.floor(index / 10) * 3 + (index % 10)] ?? null) : null;
    const script = { plan: known.plan, archive: known.archive, ...way?.script(known) };
    return { result: hcp.result(script), known, way };
  });
  expect(asked.filter(({ way }) => way !== null)).toHaveLength(FAILING);
  expect(new Set(asked.map(({ way }) => way?.name)).size).toBe(WAYS.length + 1);

  const before = memory();
  let most = before;
  const sampling = setInterval(() => (most = Math.max(most, memory())), 50);
  const started = performance.now();
  const queue = [...asked];
  const clients = Array.from({ length: AT_ONCE }, async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      await ask(next);
      if (next.way?.comes !== "untold") await next.result.ended;
    }
  });
  await Promise.all(clients);
  await tested.service.stop(10_000);
  clearInterval(sampling);
  const seconds = (performance.now() - started) / 1_000;
  const megabytes = (most - before) / 1_048_576;
  console.log(`${REQUESTS} requests in ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB more than before at most.`);

  const wrong = asked.filter(({ result, known, way }) => {
    if (way?.comes === "untold") return result.finals !== 0;
    const status = way?.comes === "failed" ? "failed" : known.status;
    const isNoBetter = way?.comes === "no-better" && result.status === "failed";
    return result.finals !== 1 || (result.status !== status && !isNoBetter);
  });
  expect(wrong.map(({ way, result }) => [way?.name, result.finals, result.message])).toEqual([]);
  expect(hcp.complaints).toEqual([]);
  expect(megabytes).toBeLessThan(MEMORY_LIMIT);
  expectEachToldOnce(tested.log.map((line) => JSON.parse(line)));
}, 240_000);

/** Bytes that this process holds, and those that it has started. */
function memory(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim().split(" ");
  const pages = children.map((pid) => {
    try {
      return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    } catch {
      return 0;
    }
  });
  return process.memoryUsage.rss() + pages.reduce((sum, count) => sum + count, 0) * 4_096;
}

/** In the log each result that was accepted ends once. */
function expectEachToldOnce(lines: readonly Record<string, string>[]): void {
  const accepted = lines.filter(({ message }) => message === "The request is accepted.").map(({ result }) => result);
  const ended = lines.filter(({ told }) => told !== undefined).map(({ result }) => result);
  expect(new Set(accepted).size).toBe(accepted.length);
  expect([...ended].sort()).toEqual([...accepted].sort());
  expect(lines.filter(({ fault }) => fault !== undefined)).toEqual([]);
}

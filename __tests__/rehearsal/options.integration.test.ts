import { summaryOf } from "../../cli/rehearse/summary";
import type { RehearsalResult } from "../../rehearsal";
import { options } from "../../stacks/catalogue";
import { describeRehearsal, filesLeft, RehearsalProcess } from "../support/describe-rehearsal";
import { expectNothingLost } from "../support/faults/expect-nothing-lost";
import { type RehearsedAmidFaults, rehearseAmidFaults } from "../support/faults/rehearse-amid-faults";

const LIMIT = 720_000;
const MESSAGES = 1000;

/** Amid faults. A hundred thousand: npm run test:rehearsal. */
const MANY_MESSAGES = 10_000;

/** What becomes of an option that works. */
function arrived(option: string) {
  return expect.objectContaining({
    option,
    published: MESSAGES,
    delivered: MESSAGES,
    lostWithBroker: 0,
    lastProcessingResult: "OK",
    failure: null,
  });
}

describeRehearsal("every option, and a cluster", () => {
  let everyOption: Promise<RehearsalResult & { readonly code: number | null; readonly files: readonly string[] }>;
  let cluster: Promise<RehearsedAmidFaults>;
  beforeAll(() => {
    // Three at once: each rehearsal has an account and brokers of its own.
    everyOption = rehearseAll();
    cluster = rehearseAmidFaults({
      ...{ messages: MANY_MESSAGES, before: MESSAGES, cut: 60 },
      signal: AbortSignal.timeout(LIMIT),
    });
  });

  test(
    "are deployed, each message arrives, a second plan changes nothing, and nothing is left",
    async () => {
      expect(await everyOption).toMatchObject({
        options: options.map(({ id }) => arrived(id)),
        clusters: 0,
        left: [],
        code: 0,
        files: [],
      });
    },
    LIMIT,
  );

  test(
    "say how long each phase took, and what was assumed",
    async () => {
      const { options: results, seconds, assumed } = await everyOption;
      for (const each of results) {
        expect(Object.keys(each.seconds)).toEqual(["init", "deploy", "publish", "deliver", "plan again", "destroy"]);
      }
      expect(Object.keys(seconds).sort()).toEqual(["count", "start", "synthesize"]);
      expect(assumed.length).toBeGreaterThan(0);
    },
    LIMIT,
  );

  test(
    "a cluster, verified by its option's name: all of it works, and a message passed through",
    async () => {
      const { verified } = await cluster;
      const trip = expect.stringMatching(/^message verify-\S+ was logged by the listener \d+\.\d s after it was sent/);
      expect(verified).toMatchObject({
        code: 0,
        outcome: "works",
        answers: [
          { question: "mapping", outcome: "works", said: expect.stringContaining("State Enabled"), causes: [] },
          { question: "network", outcome: "works", causes: [] },
          { question: "message", outcome: "works", said: trip, causes: [] },
        ],
      });
    },
    LIMIT,
  );

  test(
    "a cluster, in which everything fails once: every confirmed message is processed",
    async () => {
      const { faults, rehearsal } = await cluster;
      process.stderr.write(`faults: ${JSON.stringify(faults)}\n${summaryOf(rehearsal, process.version)}`);
      expectNothingLost(faults, MANY_MESSAGES);
      expect(rehearsal).toMatchObject({
        options: [{ option: "option-4-isolated", published: MESSAGES, delivered: MESSAGES, failure: null }],
        clusters: 1,
      });
    },
    LIMIT,
  );

  test(
    "destroyed in the middle of traffic, it leaves nothing, and says how many messages went with the broker",
    async () => {
      const { rehearsal, faults, waiting, files } = await cluster;
      const [option] = rehearsal.options;
      expect([rehearsal.left, files]).toEqual([[], []]);
      expect(waiting).toBeGreaterThan(0);
      // Besides, dead letters, and messages that the broker had taken and not confirmed yet.
      expect(option?.lostWithBroker).toBeGreaterThanOrEqual(waiting + faults.poisonDeliveries.length);
      expect(summaryOf(rehearsal, process.version)).toContain(
        `\noption-4-isolated: ${option?.lostWithBroker} messages went with the broker.\n`,
      );
    },
    LIMIT,
  );
});

async function rehearseAll() {
  const argv = ["--all", "--parallel", "2", "--json", "--messages", String(MESSAGES)];
  const rehearsal = new RehearsalProcess(argv);
  await rehearsal.says("  count\n");
  const recorded = rehearsal.look();
  const { code, stdout, stderr } = await rehearsal.ended;
  process.stderr.write(`mqesm rehearse ${argv.join(" ")}\n${stderr}`);
  return { code, files: filesLeft(recorded), ...JSON.parse(stdout) };
}

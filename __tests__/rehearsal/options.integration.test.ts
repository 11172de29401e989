import type { RehearsalResult } from "../../rehearsal";
import { options } from "../../stacks/catalogue";
import { describeRehearsal, filesLeft, RehearsalProcess } from "../support/describe-rehearsal";

const LIMIT = 720_000;
const MESSAGES = 1000;

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
  // Two rehearsals at once: each has an account and brokers of its own.
  const all = ["--all", "--parallel", "2"];
  const cluster = ["option-4-isolated", "--cluster"];
  let results: Promise<
    readonly (RehearsalResult & { readonly code: number | null; readonly files: readonly string[] })[]
  >;
  beforeAll(() => {
    results = Promise.all(
      [all, cluster].map(async (argv) => {
        const rehearsal = new RehearsalProcess([...argv, "--json", "--messages", String(MESSAGES)]);
        await rehearsal.says("  count\n");
        const recorded = rehearsal.look();
        const { code, stdout, stderr } = await rehearsal.ended;
        process.stderr.write(`mqesm rehearse ${argv.join(" ")}\n${stderr}`);
        return { code, files: filesLeft(recorded), ...JSON.parse(stdout) };
      }),
    );
  });

  test(
    "are deployed, each message arrives, a second plan changes nothing, and nothing is left",
    async () => {
      const [everyOption, oneCluster] = await results;
      expect(everyOption).toMatchObject({
        options: options.map(({ id }) => arrived(id)),
        clusters: 0,
        left: [],
        code: 0,
      });
      expect(oneCluster).toMatchObject({ options: [arrived("option-4-isolated")], clusters: 1, left: [], code: 0 });
      expect(everyOption?.files.concat(oneCluster?.files ?? [])).toEqual([]);
    },
    LIMIT,
  );

  test(
    "say how long each phase took, and what was assumed",
    async () => {
      const [everyOption] = await results;
      for (const { seconds } of everyOption?.options ?? []) {
        expect(Object.keys(seconds)).toEqual(["init", "deploy", "publish", "deliver", "plan again", "destroy"]);
      }
      expect(Object.keys(everyOption?.seconds ?? {}).sort()).toEqual(["count", "start", "synthesize"]);
      expect(everyOption?.assumed.length).toBeGreaterThan(0);
    },
    LIMIT,
  );
});

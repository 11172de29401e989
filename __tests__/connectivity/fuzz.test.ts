import { soundDocuments } from "./fuzz/documents";
import { makeInput } from "./fuzz/inputs";
import { attempt } from "./fuzz/trial";

const SEED = 20_260_801;
const COUNT = 10_000;
const PARTS = 20;

describe("hostile input: a verdict or a clear error, never a crash, a hang or a secret", () => {
  const sound = soundDocuments();
  const kinds = { judged: 0, refused: 0, failed: 0 };

  test.each(Array.from({ length: PARTS }, (_, part) => part))(
    `part %i of ${PARTS}`,
    (part) => {
      const faults: string[] = [];
      for (let index = part; index < COUNT; index += PARTS) {
        const input = makeInput(SEED, index, sound);
        const { kind, fault } = attempt(input);
        kinds[kind]++;
        if (fault !== null) faults.push(`npm run fuzz -- --seed ${SEED} --only ${index} (${input.how}): ${fault}`);
      }
      expect(faults).toEqual([]);
    },
    300_000,
  );

  test("the inputs are neither all refused nor all sound", () => {
    expect(kinds.judged + kinds.refused).toBe(COUNT);
    expect(kinds.judged).toBeGreaterThan(COUNT / 3);
    expect(kinds.refused).toBeGreaterThan(COUNT / 50);
  });

  test("the same seed makes the same inputs", () => {
    for (let index = 0; index < 50; index++) {
      expect(makeInput(SEED, index, sound).how).toBe(makeInput(SEED, index, sound).how);
    }
  });
});

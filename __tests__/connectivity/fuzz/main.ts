import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { soundDocuments } from "./documents";
import { type FuzzInput, makeInput } from "./inputs";
import { attempt } from "./trial";

const FOLDER = resolve(__dirname, "../../../.cache/fuzz");

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    minutes: { type: "string", default: "10" },
    only: { type: "string" },
  },
});
const seed = Number(values.seed);
const end = Date.now() + Number(values.minutes) * 60_000;
const sound = soundDocuments();
const kinds = { judged: 0, refused: 0, failed: 0 };
let slowest = { index: 0, milliseconds: 0 };

console.log(`Seed ${seed}. Give it again with --seed ${seed}; stops after ${values.minutes} minutes (--minutes).`);
const first = values.only === undefined ? 0 : Number(values.only);
for (let index = first; values.only === undefined ? Date.now() < end : index === first; index++) {
  const input = makeInput(seed, index, sound);
  const { kind, milliseconds, fault } = attempt(input);
  kinds[kind]++;
  if (milliseconds > slowest.milliseconds) slowest = { index, milliseconds };
  if (fault !== null) {
    console.log(`\nInput ${index} of seed ${seed} (${input.how}) fails: ${fault}\n  ${save(index, input)}`);
    process.exitCode = 1;
  }
}
const total = kinds.judged + kinds.refused + kinds.failed;
console.log(`${total} inputs: ${kinds.judged} judged, ${kinds.refused} refused, ${kinds.failed} failed.`);
console.log(`Slowest: input ${slowest.index}, ${Math.round(slowest.milliseconds)} ms.`);

/** Writes an input to a file, and says where. */
function save(index: number, { given }: FuzzInput): string {
  const again = `npm run fuzz -- --seed ${seed} --only ${index}`;
  try {
    mkdirSync(FOLDER, { recursive: true });
    const documents = "text" in given ? [given.text] : given.documents.map((document) => JSON.stringify(document));
    const paths = documents.map((text, part) => {
      const path = join(FOLDER, `${seed}-${index}-${part}.json`);
      writeFileSync(path, text);
      return path;
    });
    return `${paths.join(" ")}\n  again: ${again}`;
  } catch {
    return `It is nested too deep to be written to a file; again: ${again}`;
  }
}

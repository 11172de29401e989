import { parseArgs } from "node:util";
import { rehearseAmidFaults } from "../support/faults/rehearse-amid-faults";

// npm run soak: faults amid a million messages, or as many as --messages says.
const { values } = parseArgs({ options: { messages: { type: "string", default: "1000000" } } });
const started = Date.now();
const say = (text: string) => console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`);

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort(new Error("interrupted")));

rehearseAmidFaults({ messages: Number(values.messages), before: 1000, cut: 60, signal: stopping.signal, say }).then(
  ({ faults, rehearsal: { options, left } }) => {
    say(JSON.stringify({ faults, options, left }));
    const well = faults.lost === 0 && left.length === 0 && options.every(({ failure }) => failure === null);
    say(well ? "every confirmed message was processed, and nothing is left" : "something was lost or is left");
    if (!well) process.exitCode = 1;
  },
  (error: Error) => {
    console.error(error.message);
    // What a fault waits for is nobody's business any more.
    process.exit(1);
  },
);

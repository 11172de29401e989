import { parseArgs } from "node:util";
import { HOW_TO_GET_A_SERVER, rabbitMqSources } from "../../../rehearsal/brokers/sources";
import { runFaults } from "../../support/faults/run-faults";
import { startServer } from "../../support/rabbitmq-server";

// npm run soak: faults amid a million messages, or as many as --messages says.
const { values } = parseArgs({ options: { messages: { type: "string", default: "1000000" } } });
const started = Date.now();
const say = (text: string) => console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`);

async function soak(): Promise<boolean> {
  const [source] = rabbitMqSources();
  if (source === undefined) throw new Error(HOW_TO_GET_A_SERVER);
  say(`start ${source.name}`);
  const server = await startServer(source);
  try {
    const result = await runFaults(server, { messages: Number(values.messages), cut: 60, say });
    say(JSON.stringify(result));
    return result.left === 0 && result.deadLetters === 0;
  } finally {
    await server.stop();
  }
}

soak().then(
  (well) => {
    say(well ? "every confirmed message was processed" : "something was left");
    if (!well) process.exitCode = 1;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);

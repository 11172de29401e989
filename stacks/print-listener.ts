import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { listenerEnvironment } from "../modules/mapping/listener-environment";
import { isMistake, Mistake } from "../modules/mistake";
import { type ListenerSettings, listenersOf, readProjectFile, readSettings } from "../modules/settings";
import { entryOf, listenersFolder } from "./listener-entry";

// node bundle-and-run.cjs stacks/print-listener.ts [NAME]: what a listener runs with, as JSON, for rehearsals. Without a name the first.

try {
  const [, , , name] = process.argv;
  const { suffix, settings } = findListener(name);
  console.log(
    JSON.stringify({
      name: suffix === "" ? null : suffix.slice(1),
      source: settings.listenerCode,
      region: settings.region,
      queue: settings.queue,
      virtualHost: settings.virtualHost,
      deliveryLimit: settings.deliveryLimit,
      batchSize: settings.mappingBatchSize,
      batchingWindowSeconds: settings.mappingBatchingWindowSeconds ?? null,
      filters: settings.mappingFilters.map((pattern) => JSON.stringify(pattern)),
      timeoutSeconds: settings.listenerTimeoutSeconds,
      memoryMegabytes: settings.listenerMemoryMegabytes,
      environment: listenerEnvironment(settings),
    }),
  );
} catch (error) {
  if (!isMistake(error)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}

/** @throws Mistake where the settings are wrong, or neither they nor a folder has that name */
function findListener(name: string | undefined): ListenerSettings {
  const suffix = name === undefined ? "" : `-${name}`;
  const listeners = settled(process.env);
  const found = listeners.find((each) => each.suffix === suffix);
  if (found !== undefined || name === undefined) {
    return found ?? listeners[0];
  }
  const folders = readdirSync(listenersFolder).filter((folder) =>
    existsSync(join(listenersFolder, folder, "index.ts")),
  );
  if (!folders.includes(name)) {
    const entries = listeners.slice(1).map((each) => each.suffix.slice(1));
    const known = [...new Set([...entries, ...folders])];
    throw new Mistake(
      `there is no listener ${JSON.stringify(name)} in the settings or in ${listenersFolder}: ${known.length === 0 ? "they have none" : `they have ${known.join(", ")}`}.`,
    );
  }
  // Code that no entry names yet runs as the entry that new:listener writes would have it.
  const withEntry = settled({ ...process.env, MQESM_LISTENERS: JSON.stringify([entryOf(name)]) });
  return withEntry[1] as ListenerSettings;
}

function settled(environment: NodeJS.ProcessEnv) {
  const { context, violations } = readProjectFile();
  return listenersOf(readSettings(environment, (context as { settings?: unknown }).settings, context, violations));
}

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMistake, Mistake } from "../modules/mistake";
import { readProjectFile, readSettings } from "../modules/settings";
import { entryOf, listenersFolder } from "./listener-entry";

// npm run new:listener -- NAME: makes a folder for another listener's code, and its entry in cdktf.json.

const projectFile = "cdktf.json";
const usage = "Say one name: npm run new:listener -- orders";

try {
  makeListener(process.argv.slice(3));
} catch (error) {
  if (!isMistake(error)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}

function makeListener([name, ...more]: readonly string[]): void {
  if (name === undefined || more.length > 0) {
    throw new Mistake(usage);
  }
  const folder = `${listenersFolder}/${name}`;
  refuseUnfit(name, folder);

  cpSync(join(listenersFolder, "example"), folder, { recursive: true });
  const manifest = join(folder, "package.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace("listener-example", `listener-${name}`));
  writeFileSync(projectFile, withEntry(entryOf(name)));
  // npm ci wants the lock file to know each folder. Nothing is downloaded: there is no dependency yet.
  const npm = spawnSync("npm", ["install", "--ignore-scripts"], {
    stdio: "ignore",
    shell: process.platform === "win32",
  });

  console.log(
    [
      `${folder} is made, and ${projectFile} has an entry for it, whose queue is ${name}.`,
      ...(npm.status === 0 ? [] : ["npm install did not run: run it, so that npm ci knows the folder."]),
      "",
      `  your code     ${folder}/process-message.ts`,
      `  its test      npx jest ${folder}`,
      `  dependencies  npm install --workspace ${folder} PACKAGE`,
      `  permissions   ${folder}/policy.json`,
      `  variables     ${folder}/environment.json`,
      "  its queue, batches and limits: the entry in cdktf.json",
    ].join("\n"),
  );
}

/** @throws Mistake that says what is wrong with the name, and with the settings once they have it */
function refuseUnfit(name: string, folder: string): void {
  const { context, violations } = readProjectFile();
  const { settings = {} } = context as { settings?: { listeners?: readonly object[] } };
  const listeners = [...(settings.listeners ?? []), { name }];
  readSettings(process.env, { ...settings, listeners }, context, violations);
  if (process.env.MQESM_LISTENERS) {
    throw new Mistake(
      `MQESM_LISTENERS says which listeners there are: an entry in ${projectFile} would not count. Unset it, and move what it says to ${projectFile}.`,
    );
  }
  if (existsSync(folder)) {
    throw new Mistake(`${folder} exists already: nothing was changed. Choose another name.`);
  }
}

/** `cdktf.json` with an entry more. */
function withEntry(entry: object): string {
  const content = JSON.parse(readFileSync(projectFile, "utf8").replace(/^\uFEFF/, ""));
  const settings = { ...content.context?.settings };
  settings.listeners = [...(settings.listeners ?? []), entry];
  return `${JSON.stringify({ ...content, context: { ...content.context, settings } }, null, 2)}\n`;
}

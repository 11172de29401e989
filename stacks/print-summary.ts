import { readProjectFile, readSettings } from "../modules/settings";
import { whyCdktfDoesNotStart } from "./cdktf-cli";
import { removeFormerStacks, warnings } from "./output-folder";
import { summarize } from "./summary";

// Runs after the app, which had the same settings: with what the cdktf command does once an app has ended.
const { context } = readProjectFile();
removeFormerStacks();
for (const warning of warnings()) {
  console.error(warning);
}
console.log(`\n${summarize(readSettings(process.env, context.settings))}`);
const reason = whyCdktfDoesNotStart();
if (reason !== undefined) {
  console.log(`\n${reason}`);
}

import { proofOf } from "../modules/mapping/connectivity-validation";
import { readProjectFile, readSettings } from "../modules/settings";
import { whyCdktfDoesNotStart } from "./cdktf-cli";
import { readStack, removeFormerStacks, warnings } from "./output-folder";
import { summarize } from "./summary";

// Runs after the app, which had the same settings: with what the cdktf command does once an app has ended.
const { context } = readProjectFile();
removeFormerStacks();
for (const warning of warnings()) {
  console.error(warning);
}
const settings = readSettings(process.env, context.settings);
console.log(`\n${summarize(settings, (id) => proofOf(readStack(id)))}`);
const reason = whyCdktfDoesNotStart();
if (reason !== undefined) {
  console.log(`\n${reason}`);
}

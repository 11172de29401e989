import { readFileSync } from "node:fs";
import { readSettings } from "../modules/settings";
import { summarize } from "./summary";

// Runs after cdktf, which has passed the same settings to the app.
const { context } = JSON.parse(readFileSync("cdktf.json", "utf8"));
console.log(`\n${summarize(readSettings(process.env, context?.settings))}`);

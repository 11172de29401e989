import { App } from "cdktf";
import { isMistake } from "./modules/mistake";
import { readSettings } from "./modules/settings";
import { options } from "./stacks/catalogue";
import { OptionStack } from "./stacks/option-stack";
import { StateBucketStack } from "./stacks/state-bucket";

// cdktf takes a stack trace for every token. Mapping each to its source is a sixth of the time of synthesizing.
process.setSourceMapsEnabled(false);
const app = new App();
try {
  const settings = readSettings(process.env, app.node.tryGetContext("settings"), app.node.getAllContext());
  for (const option of options) {
    new OptionStack(app, option, settings);
  }
  new StateBucketStack(app, settings);
  app.synth();
} catch (error) {
  process.setSourceMapsEnabled(true);
  if (!isMistake(error)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}

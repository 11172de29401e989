import { App } from "cdktf";
import { forgetOtherPlaces } from "./modules/backend-record";
import { adoptFormerLocalState } from "./modules/former-local-state";
import { isMistake } from "./modules/mistake";
import { placeProviderLock } from "./modules/provider-lock";
import { readProjectFile, readSettings } from "./modules/settings";
import { optionsOf } from "./stacks/catalogue";
import { OptionStack } from "./stacks/option-stack";
import { localStacks } from "./stacks/stack-states";
import { supportingStacks } from "./stacks/supporting-stacks";

try {
  const { context, violations } = readProjectFile();
  const app = new App({ context });
  const settings = readSettings(process.env, app.node.tryGetContext("settings"), app.node.getAllContext(), violations);
  for (const option of optionsOf(settings)) {
    new OptionStack(app, option, settings);
  }
  for (const stack of supportingStacks.filter(({ isWanted }) => isWanted(settings))) {
    new stack.make(app, settings);
  }
  app.synth();
  placeProviderLock(app);
  forgetOtherPlaces(app);
  for (const moved of adoptFormerLocalState(settings, localStacks(settings))) {
    console.error(moved);
  }
} catch (error) {
  if (!isMistake(error)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}

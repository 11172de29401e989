export { type Settings, settingsCatalogue, variableOf } from "./catalogue";
export { readSettings, SettingsError } from "./read-settings";

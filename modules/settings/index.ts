export { type Settings, settingsCatalogue, variableOf } from "./catalogue";
export { readProjectFile } from "./project-file";
export { readSettings, SettingsError } from "./read-settings";

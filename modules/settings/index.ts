export { type Settings, settingsCatalogue, variableOf } from "./catalogue";
export { isPerListener, type ListenerSettings, listenersOf } from "./each-listener";
export { readProjectFile } from "./project-file";
export { readSettings, SettingsError } from "./read-settings";

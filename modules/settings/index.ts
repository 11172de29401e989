export { type Settings, settingsCatalogue, variableOf } from "./catalogue";
export { type AtLeastOne, isPerListener, type ListenerSettings, listenersOf, mapEach } from "./each-listener";
export { readProjectFile } from "./project-file";
export { readSettings, SettingsError } from "./read-settings";

export type { Resource } from "./json-api";
export type { Deviation, RunScript, Script, TaskStageScript } from "./script";
export type { SeenRequest } from "./seen";
export { HcpStandIn, type StandInOptions } from "./stand-in";

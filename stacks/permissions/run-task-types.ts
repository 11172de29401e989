import { readSettings } from "../../modules/settings";
import { RunTaskStack } from "../run-task";
import { typesIn } from "./types-in";

/** Types of all resources and data sources of the run task. */
export function typesOfRunTask(): readonly string[] {
  return typesIn((app) => [new RunTaskStack(app, readSettings({}, { runTask: true }))]);
}

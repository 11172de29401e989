/** The run task: HCP Terraform asks what a plan will do, and shows the answer in the run's page. */

export { assess } from "./assess";
export type { Assessment, AssessmentSettings } from "./assessment";
export { LARGEST_BODY } from "./body";
export { HCP_HOST } from "./hosts";
export {
  DEFAULT_SETTINGS,
  type Judged,
  type JudgeSettings,
  judgeRequest,
  NotAssessed,
  type Surroundings,
} from "./judge-request";
export { jsonLog, type Log, levelOf, namesOf } from "./log";
export type { Material } from "./material";
export { parseRequest, type RunTaskRequest } from "./request";
export { RUN_TASK_PATH } from "./server";
export { type Service, type ServiceOptions, startService } from "./service";
export { tellNotJudged } from "./tell-not-judged";
export { type Requirements, type Verified, verify } from "./verify";

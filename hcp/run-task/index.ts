/** The run task: HCP Terraform asks what a plan will do, and shows the answer in the run's page. */

export { HCP_HOST } from "../api/hcp-host";
export { assess } from "./judging/assess";
export {
  DEFAULT_SETTINGS,
  type Judged,
  type JudgeSettings,
  judgeRequest,
  NotAssessed,
  type Surroundings,
} from "./judging/judge-request";
export { tellNotJudged } from "./judging/tell-not-judged";
export type { Material } from "./material/material";
export { LARGEST_BODY } from "./request/body";
export { parseRequest, type RunTaskRequest } from "./request/request";
export { type Requirements, type Verified, verify } from "./request/verify";
export type { Assessment, AssessmentSettings } from "./result/assessment";
export { jsonLog, type Log, levelOf, namesOf } from "./service/log";
export { RUN_TASK_PATH } from "./service/server";
export { type Service, type ServiceOptions, startService } from "./service/service";

/** The run task: HCP Terraform asks what a plan will do, and shows the answer in the run's page. */

export { assess } from "./assess";
export type { Assessment, AssessmentSettings } from "./assessment";
export { HCP_HOST } from "./hosts";
export {
  DEFAULT_SETTINGS,
  type Judged,
  type JudgeSettings,
  judgeRequest,
  NotAssessed,
  type Surroundings,
} from "./judge-request";
export type { Material } from "./material";
export { parseRequest, type RunTaskRequest } from "./request";
export { type Requirements, type Verified, verify } from "./verify";

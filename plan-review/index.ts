/**
 * What the plans of a pull request mean, for its reviewer: Terraform's JSON in, a review and its Markdown out.
 * Pure: no files, no network, no AWS.
 */

export { DETAILS } from "./comment/block";
export { COMMENT_LIMIT, type CommentOptions, comment, SUMMARY_LIMIT } from "./comment/comment";
export { HARM_TITLES } from "./comment/words";
export { harmRules } from "./harms";
export { HARMS, type Harm, type HarmKind, type HarmRule } from "./harms/harm";
export {
  type ChangeReview,
  type Counts,
  NoPlanError,
  type Review,
  type ReviewOptions,
  review,
  type WorkspaceInput,
  type WorkspaceReview,
} from "./review";
export { SHOWN_ATTRIBUTES } from "./values/shown-attributes";
export { type Problem, problemsIn, problemsOf } from "./verdict/problems";
export type { VerdictChange, Verdicts } from "./verdict/verdicts";

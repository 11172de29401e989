import { createHmac } from "node:crypto";

/** The key that the tests' run tasks share with their service. */
export const KEY = "a key of the tests";

/** What HCP Terraform signs. */
export function signed(body: string | Uint8Array, key = KEY): string {
  return createHmac("sha512", key).update(body).digest("hex");
}

/**
 * A request at post_plan, with every field that HCP Terraform documents.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#request-body
 */
export function payload(different: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    payload_version: 1,
    stage: "post_plan",
    access_token: "run-task-token",
    capabilities: { outcomes: true },
    configuration_version_download_url: "https://app.terraform.io/api/v2/configuration-versions/cv-1/download",
    configuration_version_id: "cv-1",
    is_speculative: false,
    organization_name: "acme",
    plan_json_api_url: "https://app.terraform.io/api/v2/plans/plan-1/json-output",
    run_app_url: "https://app.terraform.io/app/acme/orders/runs/run-1",
    run_created_at: "2026-11-28T12:00:00.000Z",
    run_created_by: "somebody",
    run_id: "run-1",
    run_message: "Triggered via UI",
    task_result_callback_url: "https://app.terraform.io/api/v2/task-results/taskrs-1/callback",
    task_result_enforcement_level: "mandatory",
    task_result_id: "taskrs-1",
    vcs_branch: null,
    vcs_commit_url: null,
    vcs_pull_request_url: null,
    vcs_repo_url: null,
    workspace_app_url: "https://app.terraform.io/app/acme/orders",
    workspace_id: "ws-1",
    workspace_name: "orders",
    workspace_working_directory: "",
    ...different,
  };
}

/** What is sent when somebody creates or edits a run task, as users have recorded it: everything is made up, and there is no stage. */
export const TEST_PAYLOAD = {
  payload_version: 1,
  access_token: "test-token",
  configuration_version_download_url:
    "https://app.terraform.io/api/v2/configuration-versions/cv-xxxxxxxxxxxxxxxx/download",
  configuration_version_id: "cv-xxxxxxxxxxxxxxxx",
  is_speculative: false,
  organization_name: "test-org",
  plan_json_api_url: "https://app.terraform.io/api/v2/plans/plan-xxxxxxxxxxxxxxxx/json-output",
  run_app_url: "https://app.terraform.io/app/test-org/test-workspace/runs/run-xxxxxxxxxxxxxxxx",
  run_created_at: "2021-01-01T00:00:00.000Z",
  run_created_by: "test-user",
  run_id: "run-xxxxxxxxxxxxxxxx",
  run_message: "Test message",
  task_result_callback_url: "https://app.terraform.io/api/v2/task-results/taskrs-xxxxxxxxxxxxxxxx/callback",
  task_result_enforcement_level: "test",
  task_result_id: "taskrs-xxxxxxxxxxxxxxxx",
  workspace_app_url: "https://app.terraform.io/app/test-org/test-workspace",
  workspace_id: "ws-xxxxxxxxxxxxxxxx",
  workspace_name: "test-workspace",
  workspace_working_directory: null,
} as const;

// The whole of zod weighs ten times as much, which functions load as they start.
import * as z from "zod/mini";

/** What HCP Terraform asks. Token and URLs are secrets: they are for requests only, never for texts. */
export interface RunTaskRequest {
  readonly stage: string;
  /** Of this result alone, for ten minutes. */
  readonly accessToken: string;
  /** Where the result goes. */
  readonly callbackUrl: string;
  /** Unique: the same one again is the same request again. */
  readonly resultId: string;
  readonly enforcementLevel: string;
  readonly organization: string;
  readonly workspace: string;
  /** The folder of the archive that Terraform runs in; "" for its root. */
  readonly workingDirectory: string;
  readonly runId: string;
  /** Whether outcomes may be sent besides the message. */
  readonly takesOutcomes: boolean;
  /** Null before there is a plan. */
  readonly planUrl: string | null;
  /** Null where the configuration is not offered. */
  readonly configurationUrl: string | null;
}

/** HCP sends this token, and no real one, when somebody creates or edits a run task. */
const TEST_TOKEN = "test-token";

const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
const id = text(200);
const url = text(4_000);
const capabilities = z.nullish(z.object({ outcomes: z.optional(z.boolean()) }));

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#request-body */
const PAYLOAD = z.object({
  payload_version: z.literal(1),
  stage: id,
  access_token: text(10_000),
  task_result_callback_url: url,
  task_result_id: id,
  task_result_enforcement_level: id,
  organization_name: id,
  workspace_name: id,
  workspace_working_directory: z.nullish(z.string().check(z.maxLength(4_000))),
  run_id: id,
  capabilities,
  // Terraform Enterprise v202310 to v202402 spells it so.
  capabilitites: capabilities,
  plan_json_api_url: z.nullish(url),
  configuration_version_download_url: z.nullish(url),
});

/** What a body of a request comes to. */
export type ParsedRequest =
  | { readonly kind: "test" }
  | { readonly kind: "request"; readonly request: RunTaskRequest }
  /** Names of fields, and nothing of what they hold. */
  | { readonly kind: "unusable"; readonly why: string };

/** Reads the body of a request whose signature is known to be right. Fields that are not known are ignored. */
export function parseRequest(body: Uint8Array): ParsedRequest {
  const json = parseJson(body);
  if (json === undefined) return { kind: "unusable", why: "its body is not JSON" };
  // All else in a test is made up, and the stage is missing.
  if (isTest(json)) return { kind: "test" };
  const { success, data, error } = PAYLOAD.safeParse(json);
  if (!success) return { kind: "unusable", why: `not as HCP Terraform sends them: ${fieldsIn(error)}` };
  return { kind: "request", request: requestOf(data) };
}

function requestOf(payload: z.infer<typeof PAYLOAD>): RunTaskRequest {
  return {
    stage: payload.stage,
    accessToken: payload.access_token,
    callbackUrl: payload.task_result_callback_url,
    resultId: payload.task_result_id,
    enforcementLevel: payload.task_result_enforcement_level,
    organization: payload.organization_name,
    workspace: payload.workspace_name,
    workingDirectory: payload.workspace_working_directory ?? "",
    runId: payload.run_id,
    takesOutcomes: (payload.capabilities ?? payload.capabilitites)?.outcomes === true,
    planUrl: payload.plan_json_api_url ?? null,
    configurationUrl: payload.configuration_version_download_url ?? null,
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"));
  } catch {
    return undefined;
  }
}

function isTest(json: unknown): boolean {
  return typeof json === "object" && json !== null && "access_token" in json && json.access_token === TEST_TOKEN;
}

function fieldsIn(error: z.core.$ZodError): string {
  return [...new Set(error.issues.map(({ path }) => path.join(".") || "the whole body"))].join(", ");
}

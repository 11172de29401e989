/** How a run goes. */
export interface RunScript {
  /** How planning ends. @default "changes" */
  readonly plan?: "changes" | "no-changes" | "errored";
  /** How applying ends. @default "applied" */
  readonly apply?: "applied" | "errored";
  /** Milliseconds that states last; Infinity until the test lets the run go on. @default 10 each */
  readonly lasts?: Readonly<Record<string, number>>;
  /** States that nobody knows yet, each after one that exists. */
  readonly unknownStates?: readonly { readonly after: string; readonly status: string }[];
  /** The policy check between plan and apply. @default none */
  readonly policy?: "passed" | "soft_failed" | "hard_failed";
  /** Whether costs are estimated. @default false */
  readonly costEstimate?: boolean;
  /** Run tasks by stage. @default none */
  readonly taskStages?: readonly TaskStageScript[];
  /** Lines of the plan's log, which grows while the plan runs. */
  readonly log?: readonly string[];
  /** Lines of the apply's log. */
  readonly applyLog?: readonly string[];
  /** What `terraform show -json` says of the plan: its bytes or its content. */
  readonly planJson?: unknown;
  /** The plan in the format of Terraform's renderer, without sensitive values. */
  readonly redactedPlan?: unknown;
  /** Whether the redacted plan comes in the answer itself, as the published description allows. @default false: redirected */
  readonly redactedInline?: boolean;
  /** How often the plan's JSON is not there yet (204) although the plan is finished. @default 0 */
  readonly planJsonLate?: number;
  /** Changes that the plan counts. @default 3 additions */
  readonly counts?: Readonly<Record<"additions" | "changes" | "destructions" | "imports", number>>;
}

/** A stage of run tasks, and how it ends. */
export interface TaskStageScript {
  readonly stage: "pre_plan" | "post_plan" | "pre_apply" | "post_apply";
  /** @default "passed"; "awaiting_override" waits for somebody */
  readonly status?: "passed" | "failed" | "errored" | "awaiting_override" | "unreachable";
  readonly results: readonly TaskResultScript[];
}

/** What a run task said. */
export interface TaskResultScript {
  readonly name: string;
  readonly status: "passed" | "failed" | "errored" | "unreachable";
  readonly message: string;
  readonly url?: string;
  readonly enforcement: "advisory" | "mandatory";
}

/** What becomes of an uploaded archive. */
export interface ConfigurationVersionScript {
  /** "pending": it stays there. @default "uploaded" */
  readonly becomes?: "uploaded" | "errored" | "pending";
  /** Milliseconds from the upload on. @default 10 */
  readonly after?: number;
  /** @default what the archive is refused for */
  readonly error?: string;
  readonly errorMessage?: string;
}

/** A request that is answered otherwise. */
export interface Deviation {
  /** As "POST /runs", "PUT blob" or "GET blob"; "*" for any request to the API. */
  readonly on: string;
  /** Requests of that kind that are answered as always before. @default 0 */
  readonly after?: number;
  /** How many are answered otherwise. @default 1 */
  readonly times?: number;
  /** Undefined: the connection is closed without an answer. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default an error as the API writes it */
  readonly body?: unknown;
  /** Whether what was asked for is done all the same. @default false */
  readonly done?: boolean;
}

/** What happens in a test, as data. */
export interface Script {
  /** One for each run, in order of creation; the last is that of all further ones. */
  readonly runs?: readonly RunScript[];
  /** One for each configuration version, likewise. */
  readonly configurationVersions?: readonly ConfigurationVersionScript[];
  readonly deviations?: readonly Deviation[];
  /** Requests a second that a user may send, as HCP's 30. @default no limit */
  readonly requestsPerSecond?: number;
  /** How downloads are answered; documents and published description differ. @default "redirect" */
  readonly downloads?: "redirect" | "direct";
  /** Milliseconds that URLs of a plan's JSON work. @default 60000, as HCP's */
  readonly planJsonUrlLasts?: number;
}

/** What a script says of the nth of its kind. */
export function nth<T>(scripts: readonly T[] | undefined, index: number): T | undefined {
  return scripts?.[Math.min(index, scripts.length - 1)];
}

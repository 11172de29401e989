import { Api, HcpError, HcpRefusal, type Outside } from "../../api/index";
import type { RunTaskRequest } from "../request/request";
import { LIMITS, line } from "./limits";
import type { Outcome, Tag } from "./outcome";

/** What became of something that was told to HCP Terraform. */
export type Told =
  /** It has it. */
  | "told"
  /** The result is final already: of an earlier request, or HCP has given up waiting. */
  | "already-final"
  /** The token has expired, or there is no such result: nothing more can be told. */
  | "token-expired"
  /** It does not take what was sent. */
  | "refused"
  /** It gives no answer. */
  | "unreachable";

/** How long HCP Terraform is tried to be told something, in milliseconds: of progress the next one tells as well. */
const PATIENCE = { running: 5_000, outcomes: 30_000, final: 60_000 } as const;

/** Where a run task's result goes. Calls wait for those before, so that nothing overtakes a final result. */
export class Callback {
  #before: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly request: RunTaskRequest,
    private readonly outside: Outside,
  ) {}

  /** Says that somebody is at work: without a word for ten minutes HCP Terraform takes the task for failed. */
  progress(message: string): Promise<Told> {
    return this.#tell({ status: "running", message }, PATIENCE.running);
  }

  /** Outcomes are shown when they come before the end. */
  outcomes(outcomes: readonly Outcome[], message: string): Promise<Told> {
    return this.#tell({ status: "running", message, outcomes }, PATIENCE.outcomes);
  }

  final(status: "passed" | "failed", message: string): Promise<Told> {
    return this.#tell({ status, message }, PATIENCE.final);
  }

  #tell(result: Result, patience: number): Promise<Told> {
    const told = this.#before.then(() => this.#send(result, patience));
    this.#before = told.catch(() => {});
    return told;
  }

  async #send(result: Result, patience: number): Promise<Told> {
    const { callbackUrl, accessToken: token } = this.request;
    const api = new Api({ origin: new URL(callbackUrl).origin, token, outside: this.outside, patience });
    try {
      await api.patch(callbackUrl, bodyOf(result));
      return "told";
    } catch (error) {
      if (!(error instanceof HcpError)) throw error;
      return error instanceof HcpRefusal ? meaningOf(error.status) : "unreachable";
    }
  }
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#run-task-callback */
function meaningOf(status: number): Told {
  if (status === 409) return "already-final";
  if (status === 401 || status === 404) return "token-expired";
  return status === 400 || status === 422 ? "refused" : "unreachable";
}

interface Result {
  readonly status: "running" | "passed" | "failed";
  readonly message: string;
  readonly outcomes?: readonly Outcome[];
}

function bodyOf({ status, message, outcomes }: Result): object {
  const attributes = { status, message: line(message, LIMITS.message) };
  if (outcomes === undefined) return { data: { type: "task-results", attributes } };
  const data = outcomes.map((outcome) => ({ type: "task-result-outcomes", attributes: attributesOf(outcome) }));
  return { data: { type: "task-results", attributes, relationships: { outcomes: { data } } } };
}

function attributesOf({ id, description, body, url, status, severity }: Outcome): object {
  return {
    "outcome-id": id,
    description,
    body,
    ...(url === null ? {} : { url }),
    tags: { Status: [tag(status)], Severity: [tag(severity)] },
  };
}

function tag({ label, level }: Tag): Tag {
  return { label, level };
}

import type { Api, Outside } from "../../hcp/api/index";
import type { Archive } from "../../hcp/archive/index";
import {
  cancel,
  confirm,
  endOf,
  findEarlier,
  findWorkspace,
  type Identity,
  isOfArchive,
  type Run,
  type Stop,
  startRun,
  uploadConfiguration,
  Watch,
} from "../../hcp/runs/index";
import type { Agreed } from "../check/acceptance/file";
import type { Progress } from "../progress";
import type { Surroundings } from "../surroundings";
import type { UploadArguments } from "./arguments";
import type { Outcome } from "./exit-code";
import { isInterruption } from "./interruption";
import type { Questions } from "./questions";
import type { Reporter } from "./reporter";
import type { Target } from "./target";
import { type Verdict, verdictOn } from "./verdict";

/** What an upload came to. */
export interface Ended {
  readonly outcome: Outcome;
  /** The run's; null where there is none. */
  readonly state: string | null;
  readonly text: string;
}

/** What an upload has to work with. */
export interface UploadContext {
  readonly given: UploadArguments;
  readonly agreed: Agreed;
  readonly target: Target;
  readonly archive: Archive;
  /** The host's address. */
  readonly origin: string;
  /** @param signal ends what is asked */
  readonly connect: (signal: AbortSignal) => Api;
  readonly reporter: Reporter;
  readonly questions: Questions;
  readonly progress: Progress;
  readonly outside: Outside;
  readonly around: Surroundings;
}

/** One upload, from the archive to where it is told what it came to. */
export class Upload {
  #run: Run | undefined;

  constructor(private readonly context: UploadContext) {}

  /** @throws HcpError, UnsuitableWorkspace, Mistake, and the signal's reason */
  async run(signal: AbortSignal): Promise<Ended> {
    const { given, outside, progress, reporter } = this.context;
    const api = this.context.connect(signal);
    const run = await this.#start(api);
    const following = {
      outside,
      signal,
      deadline: outside.now() + given.timeout * 60_000,
      tell: (event: Parameters<Reporter["event"]>[0]) => {
        progress.clear();
        reporter.event(event);
      },
    };
    const watch = new Watch(api, run.id);
    const first = await watch.until(following, false);
    if (first.stop !== "confirmable") return this.#ended(api, first.stop, first.run);
    const verdict = await this.#judge(api, first.run);
    if (!given.apply) return this.#confirmable(first.run, verdict);
    const refusal = await this.#refusal(api, first.run, verdict, signal);
    if (refusal !== undefined) return refusal;
    await confirm(api, first.run, "mqesm upload --apply, after its verdict");
    const last = await watch.until(following, true);
    return this.#ended(api, last.stop, last.run);
  }

  /** What becomes of the run when somebody interrupts: on a terminal they are asked. */
  async interrupted(signal: AbortSignal): Promise<Ended> {
    const { connect, questions, progress, around } = this.context;
    progress.clear();
    const run = this.#run;
    if (run === undefined) {
      const sentence = "Interrupted. No run was started, as far as is known; the same command finds one that was.";
      return { outcome: "interrupted", state: null, text: sentence };
    }
    const goesOn: Ended = {
      outcome: "interrupted",
      state: null,
      text: `Interrupted. The run goes on: ${this.#urlOf(run)}. The same command goes on with it.`,
    };
    try {
      const isTerminal = around.stderr.isTTY === true && !around.piped;
      if (!isTerminal || !(await questions.isYes("Cancel the run too?", signal))) return goesOn;
      return (await cancel(connect(signal), run))
        ? { outcome: "interrupted", state: "canceled", text: `Interrupted. The run is canceled: ${this.#urlOf(run)}.` }
        : { ...goesOn, text: `Interrupted. The run cannot be canceled by now: ${this.#urlOf(run)}.` };
    } catch (error) {
      if (isInterruption(error)) return goesOn;
      throw error;
    }
  }

  /** Where the run is that goes on, whatever becomes of this program; undefined where there is none. */
  get left(): string | undefined {
    return this.#run === undefined
      ? undefined
      : `the run goes on: ${this.#urlOf(this.#run)}. The same command goes on with it.`;
  }

  /** The run: that of an earlier upload of the same, or one that is started now. */
  async #start(api: Api): Promise<Run> {
    const { given, target, archive, outside, progress, reporter } = this.context;
    const { kind, apply, another, message } = given;
    progress.say(`looking at workspace ${target.workspace}`);
    const wanted = { kind, apply, terraform: target.terraform };
    const workspace = await findWorkspace(api, target.organization, target.workspace, wanted);
    const identity: Identity = { workspace, kind, digest: archive.digest };
    const earlier = await findEarlier(api, identity);
    if (earlier.run !== undefined && !another) return this.#tell(earlier.run, true);
    for (const { path, what } of archive.leftOut) reporter.note(`${path} is ${what}, and was not uploaded.`);
    if (workspace.locked && kind === "plan")
      reporter.note(`workspace ${workspace.name} is locked: the run waits until it is not.`);
    progress.say(`uploading ${target.name}, ${(archive.bytes.length / 1_000_000).toFixed(1)} MB`);
    const configurationVersion = await uploadConfiguration(api, workspace, kind, archive.bytes, outside);
    progress.say("starting the run");
    const title = message ?? `mqesm upload ${target.name}`;
    const order = { ...identity, title, configurationVersion, apart: earlier.ids };
    return this.#tell(await startRun(api, order), false);
  }

  #tell(run: Run, isFound: boolean): Run {
    const { target, archive, progress, reporter } = this.context;
    this.#run = run;
    progress.clear();
    const { organization, workspace } = target;
    reporter.started({
      id: run.id,
      url: this.#urlOf(run),
      kind: run.kind,
      organization,
      workspace,
      digest: archive.digest,
      isFound,
    });
    return run;
  }

  async #judge(api: Api, run: Run): Promise<Verdict> {
    const verdict = await verdictOn(run, { api, ...this.context });
    this.context.progress.clear();
    this.context.reporter.verdict(verdict);
    return verdict;
  }

  /** A run that is not followed any further, and cannot be confirmed. */
  async #ended(api: Api, stop: Stop, run: Run): Promise<Ended> {
    const url = this.#urlOf(run);
    const waiting = (text: string): Ended => ({ outcome: "waiting", state: run.status, text: `${text}: ${url}` });
    switch (stop) {
      case "overridable":
        return waiting("The run waits for somebody to overrule what a policy or a run task says");
      case "unknown":
        return waiting(
          `The run is ${run.status}, which is not a state that this command knows, and nothing happens to it`,
        );
      case "late":
        return waiting(`The run is ${run.status} after ${this.context.given.timeout} minutes, and goes on`);
      case "confirmable":
      case "ended": {
        if (endOf(run) !== "well")
          return { outcome: "failed", state: run.status, text: `The run is ${run.status}: ${url}` };
        if (run.status === "applied") return { outcome: "done", state: run.status, text: `Applied: ${url}` };
        const { outcome } = await this.#judge(api, run);
        const text = run.hasChanges ? `Planned: ${url}` : `Nothing to change: ${url}`;
        return { outcome: OUTCOMES[outcome], state: run.status, text };
      }
    }
  }

  #confirmable(run: Run, { outcome }: Verdict): Ended {
    const what = run.kind === "save-plan" ? "The plan is saved" : "The run waits to be confirmed";
    const next =
      outcome === "works"
        ? "--apply confirms it, or its page"
        : "discard it on its page, or mend the stack and upload again";
    return { outcome: OUTCOMES[outcome], state: run.status, text: `${what}: ${this.#urlOf(run)} (${next})` };
  }

  /** Why a run is not confirmed; undefined where it is to be. */
  async #refusal(
    api: Api,
    run: Run,
    { outcome, why: unread, brokersLost }: Verdict,
    signal: AbortSignal,
  ): Promise<Ended | undefined> {
    const { given, questions, archive } = this.context;
    const refused = (kind: Outcome, why: string): Ended => ({
      outcome: kind,
      state: run.status,
      text: `Nothing was applied: ${why}. The run waits: ${this.#urlOf(run)}`,
    });
    if (outcome === "fails") return refused("failed", "a mapping would fail");
    if (unread !== null) return refused("unknown", "its plan was not judged");
    if (outcome === "unknown") {
      return refused("unknown", "it is not known whether every mapping works, and --allow-unknown is not given");
    }
    const kept = brokersLost.filter((name) => !given.giveUpBroker.includes(name));
    if (kept.length > 0) {
      const options = kept.map((name) => `--give-up-broker=${name}`).join(" ");
      return refused(
        "waiting",
        `every message of ${kept.join(", ")} would be lost with its broker. If it may go, add ${options}`,
      );
    }
    if (!(await isOfArchive(api, run, archive.bytes))) {
      return refused("failed", "the run has this upload's mark and another configuration. Discard it, or add --new");
    }
    if (given.autoApprove) return undefined;
    const answer = await questions.isYes(
      "Do you want to perform these actions?\n  HCP Terraform will perform the actions described above.",
      signal,
    );
    if (answer === true) return undefined;
    return refused(
      "waiting",
      `it was not approved${answer === undefined ? " (where nobody can answer, add --auto-approve)" : ""}`,
    );
  }

  #urlOf({ id }: Run): string {
    const { origin, target } = this.context;
    return `${origin}/app/${encodeURIComponent(target.organization)}/${encodeURIComponent(target.workspace)}/runs/${id}`;
  }
}

const OUTCOMES = { works: "done", fails: "failed", unknown: "unknown" } as const;

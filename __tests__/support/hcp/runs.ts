import { type Resource, reference, references } from "./json-api";
import { applyLog, planLog } from "./logs";
import { RunState } from "./run-state";
import { nth, type RunScript } from "./script";
import type { World } from "./world";

/** The runs of a stand-in, and how they go on. */
export class Runs {
  readonly #states = new Map<string, RunState>();

  constructor(private readonly world: World) {}

  /** How a run stands. */
  state({ id }: { readonly id: string }): RunState {
    const state = this.#states.get(id);
    if (state === undefined) throw new Error(`There is no run ${id}.`);
    return state;
  }

  /** The run that was made as the nth, from 0 on. */
  nth(index: number): Resource {
    const run = this.world.database.all("runs")[index];
    if (run === undefined) throw new Error(`There is no run number ${index}.`);
    return run;
  }

  /** Moves every run as far as time has come. */
  advance(): void {
    const runs = this.world.database.all("runs");
    for (const run of runs) this.state(run).advance(this.world.now(), this.#freeAt(run, runs));
  }

  /** Starts a run as an upload with `auto-queue-runs` does. */
  queue(version: Resource): Resource {
    const [workspace] = references(version.relations.workspace);
    return this.create(this.world.database.get("workspaces", workspace?.id) as Resource, version, {});
  }

  create(workspace: Resource, version: Resource, asked: Record<string, unknown>): Resource {
    const { database, script, now } = this.world;
    const play: RunScript = nth(script.runs, database.all("runs").length) ?? {};
    const attributes = {
      "allow-config-generation": false,
      "allow-empty-apply": false,
      "auto-apply": workspace.attributes["auto-apply"],
      "is-destroy": false,
      message: "Triggered via API",
      "plan-only": false,
      refresh: true,
      "refresh-only": false,
      "replace-addrs": [],
      "save-plan": false,
      "target-addrs": [],
      "terraform-version": workspace.attributes["terraform-version"],
      variables: [],
      ...asked,
      "created-at": new Date(now()).toISOString(),
      source: "tfe-api",
      "trigger-reason": "manual",
    };
    if (version.attributes.speculative === true) attributes["plan-only"] = true;
    const run = database.add("runs", attributes, {
      workspace: reference(workspace),
      "configuration-version": reference(version),
    });
    const ofRun = { run: reference(run) };
    const state = new RunState(
      {
        planOnly: attributes["plan-only"] === true,
        savePlan: attributes["save-plan"] === true,
        autoApply: attributes["auto-apply"] === true,
        allowEmptyApply: attributes["allow-empty-apply"] === true,
      },
      play,
      now(),
    );
    this.#states.set(run.id, state);
    const planUrl = this.world.blobs.readable(() => planLog(state, this.world.now()));
    const applyUrl = this.world.blobs.readable(() => applyLog(state, this.world.now()));
    const plan = database.add("plans", { "log-read-url": planUrl }, ofRun);
    const apply = database.add("applies", { "log-read-url": applyUrl }, ofRun);
    const stages = (play.taskStages ?? []).map((stage) => {
      const results = stage.results.map((result) => database.add("task-results", { ...result }, ofRun));
      const relations = { ...ofRun, "task-results": results.map(reference) };
      return database.add("task-stages", { stage: stage.stage }, relations);
    });
    const checks = play.policy === undefined ? [] : [database.add("policy-checks", {}, ofRun)];
    run.relations = {
      ...run.relations,
      plan: reference(plan),
      apply: reference(apply),
      "task-stages": stages.map(reference),
      "policy-checks": checks.map(reference),
    };
    workspace.relations = { ...workspace.relations, "current-run": reference(run) };
    return run;
  }

  /** Plan-only runs, and the planning of saved plans, wait neither for others nor for the workspace's lock. */
  #freeAt(run: Resource, all: readonly Resource[]): number | undefined {
    const { kind } = this.state(run);
    if (kind.planOnly || kind.savePlan) return 0;
    const [workspace] = references(run.relations.workspace);
    if (this.world.database.get("workspaces", workspace?.id)?.attributes.locked === true) return undefined;
    const before = all
      .slice(0, all.indexOf(run))
      .filter((other) => references(other.relations.workspace)[0]?.id === workspace?.id)
      .map((other) => this.state(other))
      .filter((state) => !state.kind.planOnly && !(state.kind.savePlan && !state.entered.has("confirmed")));
    return before.every(({ isFinal }) => isFinal) ? Math.max(0, ...before.map(({ since }) => since)) : undefined;
  }
}

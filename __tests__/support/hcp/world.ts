import type { Blobs } from "./blobs";
import { Database } from "./database";
import { type Answer, type Reference, type Relations, type Resource, reference, written } from "./json-api";
import { Runs } from "./runs";
import type { Script } from "./script";
import { shown } from "./shown";
import type { Holder } from "./tokens";

/** HCP's default size of a page. */
const PAGE_SIZE = 20;

/** What there is, and what happens to it. */
export class World {
  readonly database = new Database();
  readonly runs: Runs = new Runs(this);
  /** Uploaded archives, by configuration version. */
  readonly archives = new Map<string, Buffer>();
  /** How often the JSON of a plan was asked for, by plan. */
  readonly askedForJson = new Map<string, number>();
  script: Script = {};
  /** Whose request is being answered. */
  holder: Holder = { kind: "user" };
  #later: { readonly at: number; readonly happens: () => void }[] = [];

  constructor(
    readonly now: () => number,
    readonly blobs: Blobs,
  ) {}

  /** Brings everything to where it is by now. */
  advance(): void {
    const due = this.#later.filter(({ at }) => at <= this.now());
    this.#later = this.#later.filter(({ at }) => at > this.now());
    for (const { happens } of due) happens();
    this.runs.advance();
  }

  later(milliseconds: number, happens: () => void): void {
    this.#later.push({ at: this.now() + milliseconds, happens });
  }

  addOrganization(name: string): Resource {
    const attributes = {
      name,
      "created-at": this.#time(),
      email: "platform@example.com",
      "default-execution-mode": "remote",
      permissions: { "can-create-workspace": true, "can-manage-run-tasks": true, "can-create-project": true },
    };
    // An organization's id is its name.
    const organization = this.database.add("organizations", attributes, {}, name);
    this.addProject("Default Project", reference(organization));
    return organization;
  }

  organization(name: string | undefined): Resource | undefined {
    return this.database.get("organizations", name);
  }

  addProject(name: string, organization: Reference): Resource {
    const attributes = { name, description: null, "created-at": this.#time(), permissions: { "can-update": true } };
    return this.database.add("projects", attributes, { organization });
  }

  /** @param project by default the organization's first, as HCP does */
  addWorkspace(organization: Reference, given: Record<string, unknown>, project?: Reference): Resource {
    const attributes = {
      description: null,
      "execution-mode": "remote",
      "terraform-version": "1.14.0",
      "working-directory": null,
      "auto-apply": false,
      "queue-all-runs": false,
      "speculative-enabled": true,
      "trigger-patterns": [],
      "vcs-repo": null,
      "source-name": null,
      "source-url": null,
      "setting-overwrites": { "execution-mode": true, "agent-pool": true },
      actions: { "is-destroyable": true },
      "created-at": this.#time(),
      locked: false,
      operations: true,
      "structured-run-output-enabled": false,
      ...given,
    };
    const [first] = this.database.all("projects", "organization", organization);
    return this.database.add("workspaces", attributes, {
      organization: reference(organization),
      project: project ?? (first === undefined ? null : reference(first)),
      "current-run": null,
      "current-state-version": null,
    });
  }

  workspaceNamed(organization: Reference, name: string): Resource | undefined {
    return this.database
      .all("workspaces", "organization", organization)
      .find(({ attributes }) => attributes.name === name);
  }

  addVariable(given: Record<string, unknown>, relations: Relations): Resource {
    const attributes = {
      value: "",
      description: null,
      hcl: false,
      sensitive: false,
      ...given,
      "created-at": this.#time(),
    };
    return this.database.add("vars", attributes, relations);
  }

  /** The configuration version that a run is of. */
  versionOfRun(id: string | undefined): Resource | undefined {
    return this.#related(id, "configuration-version", "configuration-versions");
  }

  planOfRun(id: string | undefined): Resource | undefined {
    return this.#related(id, "plan", "plans");
  }

  /** One resource, and what is asked to be included. */
  one(resource: Resource, query: URLSearchParams, status = 200): Answer {
    const included = this.#included([resource], query);
    return { status, body: { data: written(shown(this, resource)), ...included } };
  }

  created(resource: Resource): Answer {
    return this.one(resource, new URLSearchParams(), 201);
  }

  /** A list without pages. */
  list(resources: readonly Resource[]): Answer {
    return { status: 200, body: { data: resources.map((each) => written(shown(this, each))) } };
  }

  /** The page of a list that is asked for. */
  page(resources: readonly Resource[], query: URLSearchParams): Answer {
    const size = Math.min(Number(query.get("page[size]") ?? PAGE_SIZE), 100);
    const number = Number(query.get("page[number]") ?? 1);
    const pages = Math.max(1, Math.ceil(resources.length / size));
    const part = resources.slice((number - 1) * size, number * size);
    const pagination = {
      "current-page": number,
      "page-size": size,
      "prev-page": number > 1 ? number - 1 : null,
      "next-page": number < pages ? number + 1 : null,
      "total-pages": pages,
      "total-count": resources.length,
    };
    const data = part.map((each) => written(shown(this, each)));
    return { status: 200, body: { data, ...this.#included(part, query), meta: { pagination } } };
  }

  #included(resources: readonly Resource[], query: URLSearchParams): object {
    const names = (query.get("include") ?? "").split(",").filter((name) => name !== "");
    if (names.length === 0) return {};
    const found = resources.flatMap(({ relations }) =>
      names.flatMap((name) => relations[name.replaceAll("_", "-")] ?? []).flatMap((each) => each as Reference),
    );
    const all = found.flatMap(({ type, id }) => this.database.get(type, id) ?? []);
    return { included: [...new Set(all)].map((each) => written(shown(this, each))) };
  }

  #related(id: string | undefined, relation: string, type: string): Resource | undefined {
    const run = this.database.get("runs", id);
    const related = run?.relations[relation] as Reference | undefined;
    return related === undefined ? undefined : this.database.get(type, related.id);
  }

  #time(): string {
    return new Date(this.now()).toISOString();
  }
}

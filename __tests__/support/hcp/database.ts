import { type Reference, type Relations, type Resource, references } from "./json-api";

/** Beginnings of the ids that HCP gives. */
const beginnings: Readonly<Record<string, string>> = {
  organizations: "org",
  projects: "prj",
  workspaces: "ws",
  vars: "var",
  varsets: "varset",
  "configuration-versions": "cv",
  runs: "run",
  plans: "plan",
  applies: "apply",
  tasks: "task",
  "workspace-tasks": "wstask",
  "task-stages": "ts",
  "task-results": "taskrs",
  "policy-checks": "polchk",
  "state-versions": "sv",
};

/** All resources of a stand-in, in order of creation. */
export class Database {
  readonly #resources = new Map<string, Resource>();
  #lastId = 0;

  add(type: string, attributes: Record<string, unknown>, relations: Relations = {}, id?: string): Resource {
    this.#lastId += 1;
    const resource = {
      id: id ?? `${beginnings[type]}-${`${this.#lastId}`.padStart(16, "0")}`,
      type,
      attributes,
      relations,
    };
    this.#resources.set(resource.id, resource);
    return resource;
  }

  get(type: string, id: string | undefined): Resource | undefined {
    const resource = this.#resources.get(id ?? "");
    return resource?.type === type ? resource : undefined;
  }

  remove({ id }: Reference): void {
    this.#resources.delete(id);
  }

  /** @param of what a relation of this name has to point to */
  all(type: string, relation?: string, of?: Reference): Resource[] {
    const list = [...this.#resources.values()].filter((resource) => resource.type === type);
    return relation === undefined || of === undefined
      ? list
      : list.filter(({ relations }) => references(relations[relation]).some(({ id }) => id === of.id));
  }
}

import type { Given } from "../given";

/** Facts of findings about the mapping and its function. */
export interface MappingFindings {
  readonly queues: { readonly mapping: string } & (
    | { readonly wrong: "count"; readonly count: number }
    /** In characters. */
    | { readonly wrong: "length"; readonly length: number; readonly most: number }
  );
  /** `source` is what AWS calls the kind of event source. */
  readonly "source-access-type": { readonly mapping: string; readonly type: Given; readonly source: string };
  /** `queue` is the resource that declares it. */
  readonly "virtual-host": {
    readonly mapping: string;
    readonly queue: string;
    readonly declaredIn: Given;
    readonly readFrom: Given;
  };
  readonly "batch-size": OutOfBounds;
  readonly "batching-window": OutOfBounds;
  readonly "unsupported-argument": { readonly mapping: string; readonly arguments: readonly string[] };
  readonly "mapping-unknown": { readonly mapping: string; readonly argument: string };
  readonly "provisioned-poller": { readonly mapping: string };
  readonly "self-managed-event-source": { readonly mapping: string };
  readonly "mapping-disabled": { readonly mapping: string };
  readonly "function-missing":
    | { readonly lacks: "function"; readonly mapping: string }
    | { readonly lacks: "role"; readonly function: string };
  /** In seconds. */
  readonly "function-timeout": { readonly function: string; readonly timeout: number; readonly most: number };
  readonly "function-timeout-unknown": { readonly function: string; readonly most: number };
  readonly "queue-undeclared": { readonly mapping: string };
  readonly ordering: {
    readonly mapping: string;
    readonly needed: "permissions" | "network";
    /** What the mapping does not wait for. */
    readonly late: readonly string[];
    readonly waits: readonly Wait[];
  };
  /** The object that has the name, and why it still has it when the new one is to be made. */
  readonly "name-taken": {
    readonly object: string;
    readonly argument: string;
    readonly until: "destroyed-after" | "recovery-window";
    /** The resource that the plan destroys; the object itself where it is replaced. */
    readonly by: string;
  };
  readonly "destroy-order": { readonly mapping: string; readonly policies: readonly string[] };
}

/** An argument whose value Lambda refuses. */
export interface OutOfBounds {
  readonly mapping: string;
  readonly argument: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly unit: "messages" | "seconds";
}

/** What to add to a `depends_on`. */
export interface Wait {
  /** The call of a module that holds the `depends_on`; null for that of the resource itself. */
  readonly holder: string | null;
  /** Resources, or calls of modules. */
  readonly on: readonly string[];
}

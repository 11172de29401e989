import type { FlowEdge, FlowNode, Look } from "./flowchart";

/** Nodes and edges of a flowchart in the making, each once. */
export class Drawing {
  readonly #nodes = new Map<string, FlowNode>();
  readonly #edges = new Map<string, FlowEdge>();

  /** Adds a node, unless one has its key; its key. */
  node(key: string, label: readonly string[], look: Look): string {
    if (!this.#nodes.has(key)) this.#nodes.set(key, { key, label, look });
    return key;
  }

  /** Adds an edge, unless one has its ends and its label. */
  edge(from: string, to: string, label: string, look: Look): void {
    const key = JSON.stringify([from, to, label]);
    if (!this.#edges.has(key)) this.#edges.set(key, { from, to, label, look });
  }

  has(key: string): boolean {
    return this.#nodes.has(key);
  }

  get nodes(): readonly FlowNode[] {
    return [...this.#nodes.values()];
  }

  get edges(): readonly FlowEdge[] {
    return [...this.#edges.values()];
  }
}

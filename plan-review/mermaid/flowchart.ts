/** How a part looks: what it is, or what is known of it. */
export type Look = "plain" | "place" | "reachable" | "blocked" | "unknown";

export interface FlowNode {
  /** What edges and groups call it; free text, never shown. */
  readonly key: string;
  /** Its lines, as they are: the writer escapes them. */
  readonly label: readonly string[];
  readonly look: Look;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** "" for none. */
  readonly label: string;
  readonly look: Look;
}

/** Nodes in a frame. */
export interface FlowGroup {
  readonly title: string;
  readonly look: Look;
  readonly nodes: readonly string[];
  readonly groups: readonly FlowGroup[];
}

/** A flowchart, whatever language it is drawn in. */
export interface Flowchart {
  /** Where edges lead: from left to right, or down. */
  readonly direction: "LR" | "TB";
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly groups: readonly FlowGroup[];
}

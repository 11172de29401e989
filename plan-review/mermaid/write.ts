import type { Flowchart, FlowGroup, Look } from "./flowchart";
import { quotedLabel, quotedTitle } from "./label";

/**
 * What Mermaid draws at most. Neither can be raised by a diagram.
 *
 * @see https://mermaid.js.org/config/schema-docs/config.html#maxtextsize
 * @see https://mermaid.js.org/config/schema-docs/config.html#maxedges
 */
const MOST_CHARACTERS = 50_000;
const MOST_EDGES = 500;

interface Style {
  /** Colours with text of their own, for they stand on white and on black alike. */
  readonly node: string;
  readonly arrow: string;
  readonly edge: string;
  /** Frames show what is behind them. */
  readonly frame: string;
}

const MUTED = "#6e7781";

/** Never by colour alone: what is blocked ends in a cross, what is unknown is dotted, and the labels say so. */
const STYLES: Readonly<Record<Look, Style>> = {
  plain: {
    node: `fill:#f6f8fa,stroke:${MUTED},color:#24292f`,
    arrow: "-->",
    edge: `stroke:${MUTED}`,
    frame: `fill:transparent,stroke:${MUTED},color:${MUTED}`,
  },
  place: {
    node: "fill:#ddf4ff,stroke:#0969da,color:#0a3069",
    arrow: "-->",
    edge: "stroke:#0969da",
    frame: `fill:transparent,stroke:#0969da,color:${MUTED}`,
  },
  reachable: {
    node: "fill:#dafbe1,stroke:#1a7f37,color:#044f1e",
    arrow: "-->",
    edge: "stroke:#1a7f37,stroke-width:2px",
    frame: `fill:transparent,stroke:#1a7f37,stroke-width:2px,color:${MUTED}`,
  },
  blocked: {
    node: "fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#82071e",
    arrow: "--x",
    edge: "stroke:#cf222e,stroke-width:3px",
    frame: `fill:transparent,stroke:#cf222e,stroke-width:3px,color:${MUTED}`,
  },
  unknown: {
    node: "fill:#fff8c5,stroke:#9a6700,stroke-width:2px,stroke-dasharray:6 4,color:#4d2d00",
    arrow: "-.->",
    edge: "stroke:#9a6700,stroke-width:2px",
    frame: `fill:transparent,stroke:#9a6700,stroke-width:2px,stroke-dasharray:6 4,color:${MUTED}`,
  },
};

/**
 * Mermaid's source of a flowchart. Nothing in it but the labels comes from outside: ids are generated, there is no HTML, no link and
 * no directive. Null where Mermaid would refuse it for its size: the text beside it has to suffice.
 *
 * @throws RangeError when an edge or a group names a node that is not there
 */
export function writeFlowchart(chart: Flowchart): string | null {
  if (chart.edges.length > MOST_EDGES) return null;
  const ids = new Map(chart.nodes.map(({ key }, index) => [key, `n${index}`]));
  const idOf = (key: string): string => {
    const id = ids.get(key);
    if (id === undefined) throw new RangeError(`The flowchart has no node ${key}.`);
    return id;
  };
  const labels = new Map(chart.nodes.map(({ key, label }) => [key, quotedLabel(label)]));
  const node = (key: string) => `${idOf(key)}[${labels.get(key)}]`;
  const source = [
    `flowchart ${chart.direction}`,
    ...framesWritten(chart.groups, node),
    ...outside(chart).map((key) => `  ${node(key)}`),
    ...chart.edges.map(({ from, to, label, look }) => {
      const text = label === "" ? "" : `|${quotedTitle(label)}|`;
      return `  ${idOf(from)} ${STYLES[look].arrow}${text} ${idOf(to)}`;
    }),
    ...nodeStyles(chart, idOf),
    ...edgeStyles(chart),
    ...frameStyles(chart),
  ].join("\n");
  return source.length > MOST_CHARACTERS ? null : source;
}

function framesWritten(groups: readonly FlowGroup[], node: (key: string) => string): readonly string[] {
  let count = 0;
  const write = ({ title, nodes, groups: inner }: FlowGroup, indent: string): readonly string[] => [
    `${indent}subgraph g${count++}[${quotedTitle(title)}]`,
    ...nodes.map((key) => `${indent}  ${node(key)}`),
    ...inner.flatMap((group) => write(group, `${indent}  `)),
    `${indent}end`,
  ];
  return groups.flatMap((group) => write(group, "  "));
}

function outside({ nodes, groups }: Flowchart): readonly string[] {
  const inside = new Set(groups.flatMap(nodesOf));
  return nodes.map(({ key }) => key).filter((key) => !inside.has(key));
}

function nodesOf({ nodes, groups }: FlowGroup): readonly string[] {
  return [...nodes, ...groups.flatMap(nodesOf)];
}

const LOOKS = Object.keys(STYLES) as Look[];

function nodeStyles({ nodes }: Flowchart, idOf: (key: string) => string): readonly string[] {
  return byLook(nodes, (look, indexes) => {
    const ids = indexes.flatMap((index) => nodes[index]?.key ?? []).map(idOf);
    return [`  classDef ${look} ${STYLES[look].node}`, `  class ${ids.join(",")} ${look}`];
  });
}

function edgeStyles({ edges }: Flowchart): readonly string[] {
  return byLook(edges, (look, indexes) => [`  linkStyle ${indexes.join(",")} ${STYLES[look].edge}`]);
}

function frameStyles({ groups }: Flowchart): readonly string[] {
  return byLook(groups.flatMap(framesIn), (look, indexes) => {
    const ids = indexes.map((index) => `g${index}`);
    return [`  classDef ${look}Frame ${STYLES[look].frame}`, `  class ${ids.join(",")} ${look}Frame`];
  });
}

/** In the order in which they are written. */
function framesIn(group: FlowGroup): readonly FlowGroup[] {
  return [group, ...group.groups.flatMap(framesIn)];
}

function byLook(
  parts: readonly { readonly look: Look }[],
  write: (look: Look, indexes: readonly number[]) => readonly string[],
): readonly string[] {
  return LOOKS.flatMap((look) => {
    const indexes = parts.flatMap((part, index) => (part.look === look ? [index] : []));
    return indexes.length === 0 ? [] : write(look, indexes);
  });
}

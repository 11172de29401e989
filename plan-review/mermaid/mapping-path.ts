import {
  type Finding,
  type Hop,
  isService,
  type MappingReport,
  type Obstacle,
  obstaclesOf,
  targetName,
} from "../../connectivity/index";
import { Drawing } from "./drawing";
import type { Flowchart, Look } from "./flowchart";

/** More of the same kind are counted, not drawn. */
const MOST_SUBNETS = 6;
const MOST_FINDINGS = 4;

/** The path of a mapping as a picture: from where it polls to what it must reach, and what is in the way. */
export function mappingPath(mapping: MappingReport): Flowchart {
  const drawing = new Drawing();
  const places = placesOf(mapping.hops).map(({ key, label, hops }) => {
    const place = drawing.node(`place ${key}`, label, "place");
    drawReached(drawing, place, hops);
    drawStopped(drawing, place, hops);
    return place;
  });
  const findings = decisive(mapping.findings).map((finding, index) =>
    drawing.node(`finding ${index}`, findingLabel(finding), lookOf(finding)),
  );
  const frame = {
    title: `${nameOf(mapping.address)}: ${mapping.verdict}`,
    look: LOOK_OF_VERDICT[mapping.verdict],
    nodes: [...findings, ...places],
    groups: [],
  };
  return { direction: "LR", nodes: drawing.nodes, edges: drawing.edges, groups: [frame] };
}

const LOOK_OF_VERDICT = { works: "reachable", fails: "blocked", unknown: "unknown" } as const;

/** Reached targets, through what leads there. */
function drawReached(drawing: Drawing, place: string, hops: readonly Hop[]): void {
  for (const hop of hops.filter(({ verdict }) => verdict === "reachable")) {
    const target = targetNode(drawing, hop);
    for (const way of hop.through) {
      const through = drawing.node(`through ${way}`, [WAY[hop.via ?? "public"], nameOf(way)], "plain");
      drawing.edge(place, through, portOf(hop), "reachable");
      drawing.edge(through, target, "", "reachable");
    }
    if (hop.through.length === 0) drawing.edge(place, target, portOf(hop), "reachable");
  }
}

const WAY = {
  "interface-endpoint": "interface endpoint",
  "nat-gateway": "NAT gateway",
  vpc: "VPC",
  public: "public",
} as const;

/** What stops hops, each once, between the place and what it does not reach. */
function drawStopped(drawing: Drawing, place: string, hops: readonly Hop[]): void {
  for (const { told, hops: stopped } of obstaclesOf(hops)) {
    const look: Look = told.verdict === "blocked" ? "blocked" : "unknown";
    const obstacle = drawing.node(`obstacle ${place} ${drawing.nodes.length}`, obstacleLabel(told), look);
    drawing.edge(place, obstacle, portsOf(stopped), look === "blocked" ? "plain" : look);
    for (const hop of stopped) drawing.edge(obstacle, targetNode(drawing, hop), "", look);
  }
}

function obstacleLabel({ verdict, reason, resource }: Obstacle["told"]): readonly string[] {
  return [`${verdict}: ${reason ?? "no reason known"}`, ...(resource === null ? [] : [withoutHash(resource)])];
}

function findingLabel({ effect, rule, resource }: Finding): readonly string[] {
  return [`${effect}: ${rule}`, ...(resource === null ? [] : [withoutHash(resource)])];
}

/** Findings that decide the verdict. */
function decisive(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ effect }) => effect !== "none").slice(0, MOST_FINDINGS);
}

function lookOf({ effect }: Finding): Look {
  return effect === "fails" ? "blocked" : "unknown";
}

function targetNode(drawing: Drawing, { target }: Hop): string {
  return drawing.node(`target ${target}`, [isService(target) ? targetName(target) : `the ${target}`], "plain");
}

function portOf({ port }: Hop): string {
  return port === null ? "" : `${port}`;
}

function portsOf(hops: readonly Hop[]): string {
  return [...new Set(hops.map(portOf))].filter((port) => port !== "").join(", ");
}

interface Place {
  readonly key: string;
  readonly label: readonly string[];
  readonly hops: readonly Hop[];
}

/** Where the mapping polls from: the subnets, those with the same outcome together. */
function placesOf(hops: readonly Hop[]): readonly Place[] {
  const bySubnet = grouped(hops, ({ from }) => from);
  const byOutcome = grouped([...bySubnet], ([, theirs]) => outcomeOf(theirs));
  return [...byOutcome.values()].map((alike) => {
    const subnets = alike.flatMap(([subnet]) => (subnet === null ? [] : [subnet]));
    return { key: subnets.join(" "), label: placeLabel(subnets), hops: alike[0]?.[1] ?? [] };
  });
}

function grouped<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function outcomeOf(hops: readonly Hop[]): string {
  return JSON.stringify(
    hops.map(({ target, verdict, through, causes }) => [
      target,
      verdict,
      through,
      causes.map(({ code, resource }) => [code, resource]),
    ]),
  );
}

function placeLabel(subnets: readonly string[]): readonly string[] {
  if (subnets.length === 0) return ["polls from", "Lambda's own network"];
  const more = subnets.length - MOST_SUBNETS;
  return ["polls from", ...subnets.slice(0, MOST_SUBNETS).map(nameOf), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** The name that people gave: without the type, which the picture says in words, and without CDKTF's hash. */
function nameOf(address: string): string {
  return withoutHash(address.replace(/\b(data\.)?aws_\w+\./, ""));
}

function withoutHash(address: string): string {
  return address.replace(/_[0-9A-F]{8}(?=$|[.[])/, "");
}

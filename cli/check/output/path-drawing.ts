import { between, destination, type Hop, type HopVerdict, origin } from "../../../connectivity/index";
import { printable } from "../../printable";
import type { Paint } from "./paint";

const HEADS: Readonly<Record<HopVerdict, string>> = { reachable: "▶", blocked: "✗", unknown: "?" };

/** Longer names lose their middle, so that targets stay in line; the problem below names them in full. */
const WIDEST = 56;

/**
 * The ways of one mapping, a tree for each subnet:
 *
 *     aws_subnet.private[0]
 *     ├── inside the VPC ───────▶ broker :5671
 *     └── aws_route_table.main ─✗ STS :443  blocked
 *
 * Subnets from which everything goes the same way share a tree.
 */
export function drawPaths(hops: readonly Hop[], paint: Paint): string[] {
  const width = Math.max(0, ...hops.map((hop) => label(hop).length));
  return groups(hops).flatMap(({ origins, ways }) => [
    ...origins.map((name) => printable(name)),
    ...ways.map((hop, index) => {
      const branch = index === ways.length - 1 ? "└──" : "├──";
      const middle = label(hop);
      const line = "─".repeat(Math.max(1, width - middle.length + 2 - (middle === "" ? 0 : 1)));
      const word = hop.verdict === "reachable" ? "" : `  ${hop.verdict}`;
      const start = middle === "" ? "─" : ` ${middle} `;
      return `${paint.dim(branch)}${start}${paint.dim(line)}${paint.verdict[hop.verdict](`${HEADS[hop.verdict]} ${destination(hop)}${word}`)}`;
    }),
  ]);
}

function label(hop: Hop): string {
  const name = printable(between(hop));
  if (name.length <= WIDEST) return name;
  const half = (WIDEST - 1) / 2;
  return `${name.slice(0, Math.ceil(half))}…${name.slice(-Math.floor(half))}`;
}

function groups(hops: readonly Hop[]): { origins: string[]; ways: Hop[] }[] {
  const byOrigin = new Map<string, Hop[]>();
  for (const hop of hops) {
    const ways = byOrigin.get(origin(hop));
    if (ways === undefined) byOrigin.set(origin(hop), [hop]);
    else ways.push(hop);
  }
  const byWays = new Map<string, { origins: string[]; ways: Hop[] }>();
  for (const [name, ways] of byOrigin) {
    const key = JSON.stringify(ways.map((hop) => [hop.target, hop.verdict, between(hop)]));
    const group = byWays.get(key);
    if (group === undefined) byWays.set(key, { origins: [name], ways });
    else group.origins.push(name);
  }
  return [...byWays.values()];
}

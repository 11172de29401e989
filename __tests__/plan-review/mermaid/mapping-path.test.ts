import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, type MappingReport } from "../../../connectivity";
import { mappingPath, writeFlowchart } from "../../../plan-review/mermaid";

const cases = join(__dirname, "..", "..", "connectivity", "cases");

function mappingOf(name: string): MappingReport {
  const json: unknown = JSON.parse(readFileSync(join(cases, name, "plan.json"), "utf8"));
  const [mapping] = check([{ name, json }]).mappings;
  if (mapping === undefined) throw new Error(`${name} has no mapping`);
  return mapping;
}

/** Edges as "from -> to", by the nodes' labels. */
function edgesOf(mapping: MappingReport): readonly string[] {
  const { nodes, edges } = mappingPath(mapping);
  const label = (key: string) => nodes.find((node) => node.key === key)?.label.join(" ");
  return edges.map(({ from, to, label: text, look }) => `${label(from)} -${text}-> ${label(to)}, ${look}`);
}

test("reached: through what leads there, each once", () => {
  const mapping = mappingOf("cluster-three-zones-nat");
  expect(edgesOf(mapping)).toEqual([
    'polls from private["a"] private["b"] private["c"] -5671-> the broker, reachable',
    'polls from private["a"] private["b"] private["c"] -443-> NAT gateway this, reachable',
    "NAT gateway this --> STS, reachable",
    "NAT gateway this --> Secrets Manager, reachable",
    "NAT gateway this --> Lambda, reachable",
  ]);
  expect(mappingPath(mapping).groups).toMatchObject([{ look: "reachable" }]);
});

test("blocked: the reason and the resource to change stand between, and the target is crossed", () => {
  const mapping = mappingOf("isolated-without-sts");
  expect(edgesOf(mapping)).toEqual([
    'polls from private["a"] -5671-> the broker, reachable',
    'polls from private["a"] -443-> interface endpoint this["secretsmanager"], reachable',
    'interface endpoint this["secretsmanager"] --> Secrets Manager, reachable',
    'polls from private["a"] -443-> interface endpoint this["lambda"], reachable',
    'interface endpoint this["lambda"] --> Lambda, reachable',
    'polls from private["a"] -443-> blocked: no-route-out aws_route_table.private, plain',
    "blocked: no-route-out aws_route_table.private --> STS, blocked",
  ]);
  expect(mappingPath(mapping).groups).toMatchObject([{ title: "telemetry: fails", look: "blocked" }]);
});

test("subnets with other outcomes are other places", () => {
  expect(edgesOf(mappingOf("cluster-splat-one-unrouted")).filter((each) => each.startsWith("polls from"))).toEqual([
    "polls from private[0] -5671-> the broker, reachable",
    "polls from private[0] -443-> NAT gateway main, reachable",
    "polls from private[1] -5671-> the broker, reachable",
    "polls from private[1] -443-> blocked: no-route-out aws_subnet.private[1], plain",
  ]);
});

test("unknown: dotted, with what is not known", () => {
  const mapping = mappingOf("literal-subnets");
  expect(mapping.verdict).toBe("unknown");
  const { edges, groups } = mappingPath(mapping);
  expect(new Set(edges.map(({ look }) => look))).toEqual(new Set(["unknown"]));
  expect(groups).toMatchObject([{ look: "unknown" }]);
});

test("a public broker's mapping polls from Lambda's own network", () => {
  expect(edgesOf(mappingOf("public-broker"))[0]).toBe("polls from Lambda's own network -5671-> the broker, reachable");
});

test("findings that fail the mapping stand in its frame", () => {
  const { nodes, groups } = mappingPath(mappingOf("role-without-create-interface"));
  expect(groups[0]?.nodes[0]).toBe("finding 0");
  expect(nodes.find(({ key }) => key === "finding 0")).toMatchObject({
    label: ["fails: role-lacks-permission", "data.aws_iam_policy_document.exams_listener_consume"],
    look: "blocked",
  });
});

test("CDKTF's hashes are left out, and many subnets are counted", () => {
  const reached = mappingOf("cluster-three-zones-nat");
  const [hop] = reached.hops;
  if (hop === undefined) throw new Error("no hop");
  const hops = Array.from({ length: 9 }, (_, index) => ({
    ...hop,
    from: `module.net.aws_subnet.network_private-${index}-subnet_D525F076`,
  }));
  const [place] = mappingPath({ ...reached, hops }).nodes;
  expect(place?.label).toEqual([
    "polls from",
    ...[0, 1, 2, 3, 4, 5].map((index) => `module.net.network_private-${index}-subnet`),
    "and 3 more",
  ]);
});

test("the same report gives the same source", () => {
  const source = () => writeFlowchart(mappingPath(mappingOf("acl-without-return-traffic")));
  expect(source()).toBe(source());
});

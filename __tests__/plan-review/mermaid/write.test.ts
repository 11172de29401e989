import fc from "fast-check";
import { type Flowchart, type Look, writeFlowchart } from "../../../plan-review/mermaid";

const node = (key: string, label: readonly string[] = [key], look: Look = "plain") => ({ key, label, look });
const edge = (from: string, to: string, label = "", look: Look = "plain") => ({ from, to, label, look });

function chart(parts: Partial<Flowchart>): Flowchart {
  return { direction: "LR", nodes: [], edges: [], groups: [], ...parts };
}

function written(parts: Partial<Flowchart>): string {
  return writeFlowchart(chart(parts)) ?? "refused";
}

/** The label of the only node. */
function labelled(...label: readonly string[]): string {
  return written({ nodes: [node("it", label)] }).match(/n0\["([^"]*)"\]/)?.[1] ?? "";
}

test("ids are generated, looks are classes, and a frame holds its nodes", () => {
  const source = written({
    nodes: [node("a", ["polls from", "private"], "place"), node("b", ["blocked: no-route-out"], "blocked"), node("c")],
    edges: [edge("a", "b", "443"), edge("b", "c", "", "blocked"), edge("a", "c", "5671", "unknown")],
    groups: [{ title: "orders: fails", look: "blocked", nodes: ["a"], groups: [] }],
  });
  expect(source).toBe(
    [
      "flowchart LR",
      '  subgraph g0["orders#58; fails"]',
      '    n0["polls from\nprivate"]',
      "  end",
      '  n1["blocked#58; no-route-out"]',
      '  n2["c"]',
      '  n0 -->|"443"| n1',
      "  n1 --x n2",
      '  n0 -.->|"5671"| n2',
      "  classDef plain fill:#f6f8fa,stroke:#6e7781,color:#24292f",
      "  class n2 plain",
      "  classDef place fill:#ddf4ff,stroke:#0969da,color:#0a3069",
      "  class n0 place",
      "  classDef blocked fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#82071e",
      "  class n1 blocked",
      "  linkStyle 0 stroke:#6e7781",
      "  linkStyle 1 stroke:#cf222e,stroke-width:3px",
      "  linkStyle 2 stroke:#9a6700,stroke-width:2px",
      "  classDef blockedFrame fill:transparent,stroke:#cf222e,stroke-width:3px,color:#6e7781",
      "  class g0 blockedFrame",
    ].join("\n"),
  );
});

test.each([
  ["a name of Terraform's", "aws_subnet.private-1", "aws_subnet.private-1"],
  ["an index", 'a["x"]', "a#91;#34;x#34;#93;"],
  ["HTML", "<img src=x>", "#60;img src#61;x#62;"],
  ["an entity of HTML", "&lt;", "#38;lt#59;"],
  ["an entity of Mermaid's", "#quot;", "#35;quot#59;"],
  ["a directive", "%%{init: {}}%%", "#37;#37;#123;init#58; #123;#125;#125;#37;#37;"],
  ["the end of the fence", "```", "#96;#96;#96;"],
  ["a list of Markdown's", "1. first", "1#46; first"],
  ["another list", "- first", "#45; first"],
  ["emphasis", "_very_ *very*", "#95;very_ #42;very#42;"],
  ["a link", "www.example.com", "www#46;example.com"],
  ["an address", "https://a.b", "https#58;//a.b"],
  ["a mention", "@all", "#64;all"],
  ["an icon", "fa:fa-ban", "fa#58;fa-ban"],
  ["a formula", "$$x$$", "#36;#36;x#36;#36;"],
  ["another script", "日本", "#26085;#26412;"],
  ["what is beyond 16 bits", "🐇", "#128007;"],
  ["a character that turns the direction", "a\u202Eb", "a?b"],
  ["half a character", "a\uD800", "a?"],
  ["white space", " a\n\tb ", "a b"],
  ["nothing", "", "?"],
  ["nothing that has a shape", " \n", "?"],
])("%s is text", (_, text, label) => {
  expect(labelled(text)).toBe(label);
});

test("long names are broken where they have words, and cut in the middle when they are very long", () => {
  expect(labelled("aws_lambda_event_source_mapping.orders")).toBe("aws_lambda_event_source_\nmapping.orders");
  expect(labelled("a".repeat(60))).toBe(`${"a".repeat(25)}\n${"a".repeat(25)}\n${"a".repeat(10)}`);
  expect(labelled(`${"a".repeat(50)}${"b".repeat(50)}`).replaceAll("\n", "")).toBe(
    `${"a".repeat(34)} #46;#46;${"b".repeat(34)}`,
  );
});

test("what Mermaid refuses for its size is not written", () => {
  const nodes = [node("a"), node("b")];
  const edges = (count: number) => Array.from({ length: count }, () => edge("a", "b"));
  expect(writeFlowchart(chart({ nodes, edges: edges(500) }))).not.toBeNull();
  expect(writeFlowchart(chart({ nodes, edges: edges(501) }))).toBeNull();
  const many = (count: number) => Array.from({ length: count }, (_, index) => node(`${index}`, ["x".repeat(70)]));
  expect(writeFlowchart(chart({ nodes: many(500) }))?.length).toBeLessThanOrEqual(50_000);
  expect(writeFlowchart(chart({ nodes: many(700) }))).toBeNull();
});

test("an edge to nowhere is a mistake of ours", () => {
  expect(() => writeFlowchart(chart({ nodes: [node("a")], edges: [edge("a", "b")] }))).toThrow(
    new RangeError("The flowchart has no node b."),
  );
});

const looks = fc.constantFrom<Look>("plain", "place", "reachable", "blocked", "unknown");
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom('"', "]", "\n", "`", "#", ";", "%", "{", "<", "&", "-", "_", ".", "1", "w", " ") }),
  fc.constantFrom("end", "click", "subgraph", "style x:#y;", "classDef a:#b;", "%%{init: {}}%%", "---\ntitle: x\n---"),
);
const charts = fc
  .array(fc.record({ label: fc.array(text, { maxLength: 3 }), look: looks }), { minLength: 1, maxLength: 6 })
  .chain((nodes) => {
    const keys = nodes.map((_, index) => `k${index}`);
    const key = fc.constantFrom(...keys);
    return fc.record({
      direction: fc.constantFrom<"LR" | "TB">("LR", "TB"),
      nodes: fc.constant(nodes.map((each, index) => ({ key: `k${index}`, ...each }))),
      edges: fc.array(fc.record({ from: key, to: key, label: text, look: looks }), { maxLength: 6 }),
      groups: fc.array(fc.record({ title: text, look: looks, nodes: fc.constant([]), groups: fc.constant([]) }), {
        maxLength: 2,
      }),
    });
  });

const LABEL = '"(?:[A-Za-z0-9 ,/()?._\\n-]|#\\d+;)*"';
const LINES = new RegExp(
  `^flowchart (LR|TB)(\\n(  )+(subgraph g\\d+\\[${LABEL}\\]|end|n\\d+\\[${LABEL}\\]|n\\d+ (-->|--x|-\\.->)(\\|${LABEL}\\|)? n\\d+|classDef \\w+ [\\w:#, -]+|class [ng\\d,]+ \\w+|linkStyle [\\d,]+ [\\w:#, -]+))+$`,
);

test("whatever the labels hold, the source is nothing but nodes, edges, frames and styles", () => {
  fc.assert(
    fc.property(charts, (made) => {
      expect(writeFlowchart(made)).toMatch(LINES);
    }),
  );
});

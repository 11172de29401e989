import fc from "fast-check";
import { type Flowchart, writeFlowchart } from "../../plan-review/mermaid";
import { describeWithChromium } from "../support/chromium";
import { type Picture, render } from "./render";
import { ofCases, ofDocuments } from "./sources";

/** Starting a browser is what takes time. */
const LIMIT = 150_000;

describeWithChromium("Mermaid in a real browser", (chromium) => {
  test(
    "draws every picture of the documents and of the check's cases",
    async () => {
      const sources = { ...ofDocuments(), ...ofCases() };
      const pictures = await render(chromium, sources);
      expect(Object.keys(pictures)).toEqual(Object.keys(sources));
      for (const [name, { error, labels, edges, active, width, height }] of Object.entries(pictures)) {
        const source = sources[name] ?? "";
        expect([name, error]).toEqual([name, null]);
        expect([name, labels.length]).toEqual([name, nodesIn(source)]);
        expect([name, edges >= edgesIn(source)]).toEqual([name, true]);
        expect([name, active]).toEqual([name, []]);
        expect([name, width > 100 && height > 50]).toEqual([name, true]);
      }
    },
    LIMIT,
  );

  test(
    "shows any label as the text it is, and does nothing with it",
    async () => {
      const labels = [...hostile, ...fc.sample(fc.string({ unit: "binary", maxLength: 20 }), { numRuns: 60, seed: 7 })];
      const picture = await drawn({
        direction: "TB",
        nodes: labels.map((label, index) => ({ key: `${index}`, label: [label], look: "plain" })),
        edges: labels.map((label, index) => ({ from: `${index}`, to: "0", label, look: "unknown" })),
        groups: hostile.map((title, index) => ({ title, look: "blocked", nodes: [`${index}`], groups: [] })),
      });
      expect(picture.error).toBeNull();
      expect(picture.active).toEqual([]);
      expect(picture.labels.map(withoutBreaks)).toEqual(labels.map(visible).map(withoutBreaks));
    },
    LIMIT,
  );

  test(
    "takes the largest flowchart that is written",
    async () => {
      const nodes = ["a", "b"].map((key) => ({ key, label: [key], look: "plain" as const }));
      const edges = Array.from({ length: 500 }, () => ({ from: "a", to: "b", label: "", look: "plain" as const }));
      expect(await drawn({ direction: "LR", nodes, edges, groups: [] })).toMatchObject({ error: null, edges: 500 });
    },
    LIMIT,
  );

  async function drawn(chart: Flowchart): Promise<Picture> {
    const { it } = await render(chromium, { it: writeFlowchart(chart) ?? "too large" });
    if (it === undefined) throw new Error("nothing was drawn");
    return it;
  }
});

const hostile = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  '"]; click n0 "javascript:alert(1)"',
  "%%{init: {'securityLevel': 'loose'}}%%",
  "```\n# heading",
  "style n0 fill:#f00;",
  "classDef a fill:#f00; x",
  "&lt;b&gt; &#60; #60; #quot; #lt;",
  "1. a list",
  "- another",
  "**bold** _em_ `code` [link](https://a.b)",
  "www.example.com me@example.com @team #1",
  "fa:fa-ban $$x^2$$",
  "---",
  "===",
  "end",
  "subgraph",
  "__proto__",
  'aws_subnet.private["a"]',
];

/** What people should see. */
function visible(label: string): string {
  return label.replace(/\s+/gu, " ").trim().replace(/\p{C}/gu, "?") || "?";
}

/** Where a line is broken does not matter: after a space or within a word. */
function withoutBreaks(label: string): string {
  return label.replace(/\s+/gu, "");
}

function nodesIn(source: string): number {
  return new Set(source.match(/\bn\d+(?=\[)|\b[a-z]+(?=\[)/g)).size;
}

/** At least: people write several in one line. */
function edgesIn(source: string): number {
  return source.match(/-->|--x|-\.->/g)?.length ?? 0;
}

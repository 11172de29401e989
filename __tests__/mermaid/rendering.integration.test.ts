import fc from "fast-check";
import { type Flowchart, writeFlowchart } from "../../plan-review/mermaid";
import { describeWithChromium } from "../support/chromium";
import { type Picture, render } from "./render";
import { ofComments, ofDocuments } from "./sources";

/** Starting a browser takes most of it, so that it is started once. */
const LIMIT = 150_000;

describeWithChromium("Mermaid in a real browser", (chromium) => {
  const documents = ofDocuments();
  const comments = ofComments();
  let pictures: Readonly<Record<string, Picture>> = {};
  beforeAll(async () => {
    const largest = written({
      direction: "LR",
      nodes: ["a", "b"].map((key) => ({ key, label: [key], look: "plain" })),
      edges: Array.from({ length: 500 }, () => ({ from: "a", to: "b", label: "", look: "plain" })),
      groups: [],
    });
    const hostile = written({
      direction: "TB",
      nodes: labels.map((label, index) => ({ key: `${index}`, label: [label], look: "plain" })),
      edges: labels.map((label, index) => ({ from: `${index}`, to: "0", label, look: "unknown" })),
      groups: HOSTILE.map((title, index) => ({ title, look: "blocked", nodes: [`${index}`], groups: [] })),
    });
    pictures = await render(chromium, { ...documents, ...comments, largest, hostile });
  }, LIMIT);

  test("draws every picture of the documents, and of the comments on the check's cases", () => {
    expect(Object.keys(comments).length).toBeGreaterThan(50);
    expect(Object.keys(documents).length).toBeGreaterThan(5);
    for (const [name, source] of Object.entries({ ...documents, ...comments })) {
      const { error, labels, edges, active, width, height } = pictureOf(name);
      expect([name, error]).toEqual([name, null]);
      expect([name, labels.length]).toEqual([name, nodesIn(source)]);
      expect([name, edges >= edgesIn(source)]).toEqual([name, true]);
      expect([name, active]).toEqual([name, []]);
      expect([name, width > 100 && height > 50]).toEqual([name, true]);
    }
  });

  test("shows any label as the text it is, and does nothing with it", () => {
    const { error, active, labels: shown } = pictureOf("hostile");
    expect(error).toBeNull();
    expect(active).toEqual([]);
    expect(shown.map(withoutBreaks)).toEqual(labels.map(visible).map(withoutBreaks));
  });

  test("takes the largest flowchart that is written", () => {
    expect(pictureOf("largest")).toMatchObject({ error: null, edges: 500 });
  });

  function pictureOf(name: string): Picture {
    const picture = pictures[name];
    if (picture === undefined) throw new Error(`${name} was not drawn`);
    return picture;
  }
});

const HOSTILE = [
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

const labels = [...HOSTILE, ...fc.sample(fc.string({ unit: "binary", maxLength: 20 }), { numRuns: 60, seed: 7 })];

/** What people should see. */
function visible(label: string): string {
  return label.replace(/\s+/gu, " ").trim().replace(/\p{C}/gu, "?") || "?";
}

/** Where a line is broken does not matter: after a space or within a word. */
function withoutBreaks(label: string): string {
  return label.replace(/\s+/gu, "");
}

function written(chart: Flowchart): string {
  return writeFlowchart(chart) ?? "too large";
}

function nodesIn(source: string): number {
  return new Set(source.match(/\bn\d+(?=\[)|\b[a-z]+(?=\[)/g)).size;
}

/** At least: people write several in one line. */
function edgesIn(source: string): number {
  return source.match(/-->|--x|-\.->/g)?.length ?? 0;
}

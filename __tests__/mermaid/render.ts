import { readFileSync } from "node:fs";
import type { Chromium } from "../support/chromium";
import type { Sources } from "./sources";

/** What became of a source. */
export interface Picture {
  /** What Mermaid says against it; null where it is drawn. */
  readonly error: string | null;
  /** The texts of its nodes, as people see them, in the order of their ids. */
  readonly labels: readonly string[];
  /** How many edges are drawn. */
  readonly edges: number;
  /** Names of elements that can do something: none may be there. */
  readonly active: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** Draws sources with Mermaid, set up as on GitHub, in a browser. */
export async function render(chromium: Chromium, sources: Sources): Promise<Readonly<Record<string, Picture>>> {
  return JSON.parse(decodeURIComponent(await chromium.textOf(page(sources))));
}

function page(sources: Sources): string {
  const mermaid = readFileSync(require.resolve("mermaid/dist/mermaid.min.js"), "utf8");
  return `<!doctype html><meta charset="utf-8"><div id="drawn"></div>
<script>${inScript(mermaid)}</script>
<script>
const sources = ${inScript(JSON.stringify(sources))};
(${draw})(sources, mermaid);
</script>`;
}

/** Nothing in a script may end it. */
function inScript(code: string): string {
  return code.replace(/<(?=[/!])/g, "\\x3c");
}

/** Runs in the browser. */
const draw = `async (sources, mermaid) => {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
  const drawn = document.getElementById("drawn");
  const pictures = {};
  for (const [name, source] of Object.entries(sources)) {
    let error = null;
    try {
      await mermaid.parse(source);
      drawn.innerHTML = (await mermaid.render("picture", source)).svg;
    } catch (thrown) {
      error = String(thrown.message);
      drawn.innerHTML = "";
    }
    const nodes = [...drawn.querySelectorAll("g.node")];
    const idOf = (node) => Number(node.id.match(/n(\\d+)-\\d+$/)?.[1] ?? -1);
    nodes.sort((one, other) => idOf(one) - idOf(other));
    const box = drawn.querySelector("svg")?.viewBox.baseVal;
    pictures[name] = {
      error,
      labels: nodes.map((node) => node.innerText ?? node.textContent),
      edges: drawn.querySelectorAll("path.flowchart-link").length,
      active: [...drawn.querySelectorAll("a, script, img, image, iframe, form, input, button, math, object")].map((each) => each.tagName),
      width: Math.round(box?.width ?? 0),
      height: Math.round(box?.height ?? 0),
    };
  }
  const text = document.createElement("pre");
  text.id = "text";
  text.textContent = encodeURIComponent(JSON.stringify(pictures));
  document.body.append(text);
}`;

import type { Acceptance } from "../acceptance/acceptance";
import type { Judged } from "../judge";
import { renderGitHub } from "./github";
import { renderJson } from "./json";
import { renderJUnit } from "./junit";
import { renderMarkdown } from "./markdown";
import { renderText } from "./text";

/** Renders everything that was judged; `color` is for what people read on a terminal. */
export type Render = (judged: readonly Judged[], acceptance: Acceptance, color: boolean) => string;

/** What `--format` takes. */
export const FORMATS = {
  text: renderText,
  json: renderJson,
  markdown: renderMarkdown,
  github: renderGitHub,
  junit: renderJUnit,
} satisfies Readonly<Record<string, Render>>;

export type Format = keyof typeof FORMATS;

import { explain, type Finding, type Hop, spell } from "../../../connectivity/index";

/** What to do; for facts that would decide it and that can be asserted, how. */
export function remedyOf(it: Hop | Finding): string {
  const { remedy } = explain(it);
  const text = remedy === null ? "" : spell(remedy);
  if (!("assumable" in it) || it.assumable.length === 0) return text;
  const options = it.assumable.map((fact) => `--assume '${fact}'`);
  return `${text} If you know it to be so, assert it: ${options.join(" ")}`;
}

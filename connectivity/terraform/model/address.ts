/** One step of an address or a reference: a name after a dot, or a key in brackets. */
export type Step = { readonly name: string } | { readonly key: string | number };

export type Key = string | number | undefined;

/** Longer addresses are refused: no configuration nests so deep, and every step costs. */
const MAX_STEPS = 512;

/**
 * The steps of an address or reference, such as `module.network["a.b"].aws_subnet.private[0].id`; undefined where the text
 * is not one. Keys are quoted as in Terraform: a dot or bracket inside quotes is part of the key.
 */
export function parseSteps(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    if (steps.length >= MAX_STEPS) return undefined;
    if (text[at] === "[") {
      const end = text[at + 1] === '"' ? closingQuote(text, at + 2) + 1 : text.indexOf("]", at);
      if (end <= 0 || text[end] !== "]") return undefined;
      const key = parseKey(text.slice(at + 1, end));
      if (key === undefined) return undefined;
      steps.push({ key });
      at = end + 1;
    } else {
      if (text[at] === ".") at++;
      else if (steps.length > 0) return undefined;
      const start = at;
      while (at < text.length && text[at] !== "." && text[at] !== "[") at++;
      if (at === start) return undefined;
      steps.push({ name: text.slice(start, at) });
    }
  }
  return steps.length > 0 ? steps : undefined;
}

function closingQuote(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at < text.length ? at : -1;
}

function parseKey(text: string): string | number | undefined {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  if (!text.startsWith('"')) return undefined;
  try {
    // Terraform quotes keys as JSON does, save for template markers, which it doubles.
    return String(JSON.parse(text)).replaceAll("$${", "$${").replaceAll("%%{", "%{");
  } catch {
    return text.slice(1, -1);
  }
}

export function nameAt(steps: readonly Step[], index: number): string | undefined {
  const step = steps[index];
  return step !== undefined && "name" in step ? step.name : undefined;
}

export function keyAt(steps: readonly Step[], index: number): Key {
  const step = steps[index];
  return step !== undefined && "key" in step ? step.key : undefined;
}

export function formatKey(key: Key): string {
  if (key === undefined) return "";
  return typeof key === "number" ? `[${key}]` : `[${JSON.stringify(key)}]`;
}

import {
  check,
  type ReasonCode,
  type Report,
  type RuleCode,
  reasons,
  rules,
  type SourceFile,
} from "../../../connectivity";
import { type Completion, exampleFiles, sidesOf, twinFiles } from "./completion";
import { completions } from "./completions";

export type Code = ReasonCode | RuleCode;

/** What the documentation says, by code. */
export const documented: Readonly<Record<Code, { readonly example: string }>> = { ...reasons, ...rules };

/** A documented example, completed. */
export interface Example {
  readonly code: Code;
  readonly completion: Completion;
  readonly module: string;
  readonly files: readonly SourceFile[];
  /** The same, mended. Where the base is what mends it, many examples share that. */
  readonly twin: { readonly module: string; readonly files: readonly SourceFile[]; readonly isBase: boolean };
}

export const examples: readonly Example[] = (Object.entries(completions) as [Code, Completion][]).map(
  ([code, completion]) => {
    const { example } = documented[code];
    const module = code.replaceAll("-", "_");
    const isBase = completion.mended === undefined && completion.before === undefined;
    return {
      code,
      completion,
      module,
      files: exampleFiles(sidesOf(example).after, completion),
      twin: {
        module: isBase ? `base_${completion.base ?? "endpoints"}` : `${module}_mended`,
        files: twinFiles(example, completion),
        isBase,
      },
    };
  },
);

/** The configuration as it is written, judged without a plan. */
export function judgeFiles(files: readonly SourceFile[]): Report {
  return check([{ name: "example", source: { root: ".", installed: new Map(), files: () => files } }]);
}

/** Every code in a report. */
export function codesIn({ mappings, findings }: Report): readonly string[] {
  const causes = mappings.flatMap(({ hops }) => hops.flatMap((hop) => hop.causes.map(({ code }) => code)));
  const found = [...findings, ...mappings.flatMap((mapping) => mapping.findings)].map(({ rule }) => rule);
  return [...new Set<string>([...causes, ...found])];
}

/** Every verdict in a report. */
export function verdictsIn({ mappings }: Report): readonly string[] {
  return mappings.map(({ verdict }) => verdict);
}

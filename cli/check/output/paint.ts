import type { Colors } from "picocolors/types";
import type { HopVerdict, MappingVerdict } from "../../../connectivity/index";
import type { Problem } from "./problems";

type Formatter = (text: string) => string;

/** What each kind of thing looks like on a terminal. */
export interface Paint {
  readonly bold: Formatter;
  readonly dim: Formatter;
  readonly verdict: Readonly<Record<HopVerdict | MappingVerdict, Formatter>>;
  readonly problem: Readonly<Record<Problem["kind"], Formatter>>;
}

export function paints({ bold, dim, green, red, yellow, cyan }: Colors): Paint {
  return {
    bold,
    dim,
    verdict: { works: green, reachable: green, fails: red, blocked: red, unknown: yellow },
    problem: {
      blocked: red,
      refused: red,
      error: red,
      unknown: yellow,
      warning: yellow,
      apply: cyan,
      note: cyan,
    },
  };
}

import type { Expression } from "../expressions/expression";

/** What stands in a file, or between the braces of a block: arguments and further blocks, in order. */
export interface Body {
  readonly attributes: ReadonlyMap<string, Expression>;
  readonly blocks: readonly Block[];
}

/** A block such as `resource "aws_vpc" "main" { ... }`. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
}

export const EMPTY_BODY: Body = Object.freeze({ attributes: new Map<string, Expression>(), blocks: [] });

export function blocksOf(body: Body, type: string): readonly Block[] {
  return body.blocks.filter((block) => block.type === type);
}

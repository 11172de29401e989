/** An expression of Terraform's configuration language, as far as it is understood. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "template"; readonly parts: readonly Expression[] }
  /** The first name of a reference: `var`, `local`, `aws_vpc`, or the variable of a `for`. */
  | { readonly kind: "root"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression }
  /** `of[*].rest`: `each` is evaluated for each member, which is what the root `*` stands for. */
  | { readonly kind: "splat"; readonly of: Expression; readonly each: Expression }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly spread: boolean }
  | { readonly kind: "tuple"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "conditional"; readonly condition: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  /** What this parser does not understand, or what is nested too deep. */
  | { readonly kind: "unreadable"; readonly because: "syntax" | "depth" }
  | ForExpression;

export interface ForExpression {
  readonly kind: "for";
  readonly keyName: string | null;
  readonly valueName: string;
  readonly collection: Expression;
  /** The key of an object's entry; null where the result is a tuple. */
  readonly resultKey: Expression | null;
  readonly result: Expression;
  readonly condition: Expression | null;
  readonly grouped: boolean;
}

/** The member that a splat is evaluated for. */
export const SPLAT_MEMBER = "*";

/** The expressions directly inside an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "root":
    case "unreadable":
      return [];
    case "template":
      return expression.parts;
    case "attribute":
      return [expression.of];
    case "index":
      return [expression.of, expression.key];
    case "splat":
      return [expression.of, expression.each];
    case "call":
      return expression.args;
    case "tuple":
      return expression.items;
    case "object":
      return expression.entries.flat();
    case "conditional":
      return [expression.condition, expression.yes, expression.no];
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "for": {
      const { collection, resultKey, result, condition } = expression;
      return [
        collection,
        result,
        ...(resultKey === null ? [] : [resultKey]),
        ...(condition === null ? [] : [condition]),
      ];
    }
  }
}

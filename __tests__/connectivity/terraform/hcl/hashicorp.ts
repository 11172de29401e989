import { getExpressionAst, parse } from "@cdktf/hcl2json";
import { type Comparable, comparableEntry, joined } from "./comparable";

/** HashiCorp's own parser, compiled to WebAssembly: what it makes of a file. Rejects what is no HCL. */
export function convertedByHashicorp(text: string): Promise<Record<string, unknown>> {
  return parse("main.tf", text);
}

/** What it makes of an expression. */
export async function expressionByHashicorp(text: string): Promise<Comparable> {
  const tree = await getExpressionAst("main.tf", text);
  return comparableNode(tree as unknown as Node);
}

interface Node {
  readonly type: string;
  readonly children: readonly Node[];
  readonly meta?: {
    readonly value: string;
    readonly type?: string;
    readonly operator?: string;
    readonly name?: string;
    readonly expandedFinalArgument?: boolean;
    readonly traversal?: readonly { readonly type: "nameTraversal" | "indexTraversal"; readonly segment: string }[];
    readonly keyVar?: string;
    readonly valVar?: string;
    readonly keyExpression?: string;
    readonly conditionalExpression?: string;
    readonly groupedValue?: boolean;
    readonly anonSymbolExpression?: string;
  };
}

const OPERATORS: Readonly<Record<string, string>> = {
  add: "+",
  and: "&&",
  divide: "/",
  equal: "==",
  greaterThan: ">",
  greaterThanOrEqual: ">=",
  lessThan: "<",
  lessThanOrEqual: "<=",
  logicalAnd: "&&",
  logicalNot: "!",
  logicalOr: "||",
  modulo: "%",
  multiply: "*",
  negate: "-",
  notEqual: "!=",
  or: "||",
  subtract: "-",
};

function comparableNode(node: Node): Comparable {
  const { children, meta } = node;
  const at = (index: number) => comparableNode(children[index] as Node);
  switch (node.type) {
    case "literalValue":
      return literal(meta?.type ?? "", meta?.value ?? "");
    case "template": {
      const parts = joined(children.map(comparableNode));
      if (parts.length === 0) return "";
      return parts.length === 1 && typeof parts[0] === "string" ? parts[0] : ["template", ...parts];
    }
    case "templateWrap":
      return at(0);
    case "templateJoin":
      return ["call", "join", false, "", at(0)];
    case "scopeTraversal":
      return steps(meta?.traversal?.slice(1) ?? [], ["name", meta?.traversal?.[0]?.segment]);
    case "relativeTraversal":
      return steps(meta?.traversal ?? [], at(0));
    case "index":
      return ["index", at(0), at(1)];
    case "splat":
      return ["splat", at(0), at(1)];
    case "function":
      return ["call", meta?.name, meta?.expandedFinalArgument, ...children.map(comparableNode)];
    case "tuple":
      return ["tuple", ...children.map(comparableNode)];
    case "object":
      return [
        "object",
        ...pairs(children).map(([key, value]) => comparableEntry(objectKey(key), comparableNode(value))),
      ];
    case "conditional":
      return ["conditional", at(0), at(1), at(2)];
    case "unaryOp":
      return ["unary", OPERATORS[meta?.operator ?? ""] ?? meta?.operator, at(0)];
    case "binaryOp":
      return ["binary", OPERATORS[meta?.operator ?? ""] ?? meta?.operator, at(0), at(1)];
    case "for":
      return loop(node);
    case "":
      // Parentheses have one child; what is left is the member that a splat stands for.
      return children.length === 1 ? at(0) : ["member"];
    default:
      throw new Error(`HashiCorp's parser has a kind of expression that this test does not know: ${node.type}`);
  }
}

function literal(type: string, value: string): Comparable {
  if (type === "string") return unescaped(value);
  return type === "number" ? Number(value) : type === "bool" ? value === "true" : null;
}

/** The tree shows texts as they are written. */
function unescaped(text: string): string {
  return text
    .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g, (_, short, long, letter) =>
      letter === undefined ? String.fromCodePoint(Number.parseInt(short ?? long, 16)) : (LETTERS[letter] ?? letter),
    )
    .replaceAll("$${", "${")
    .replaceAll("%%{", "%{")
    .normalize("NFC");
}

const LETTERS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function steps(traversal: NonNullable<NonNullable<Node["meta"]>["traversal"]>, from: Comparable): Comparable {
  return traversal.reduce<Comparable>((of, { type, segment }) => {
    if (type === "nameTraversal") return ["attribute", of, segment];
    // A key is shown in quotes, but not escaped.
    return ["index", of, segment.startsWith('"') ? segment.slice(1, -1) : Number(segment)];
  }, from);
}

function pairs(children: readonly Node[]): readonly (readonly [Node, Node])[] {
  return children.flatMap((child, index) => (index % 2 === 0 ? [[child, children[index + 1] as Node] as const] : []));
}

/** The tree does not show the name of a bare key. */
function objectKey(key: Node): Comparable {
  return key.children.length === 0 ? "a bare key" : comparableNode(key);
}

function loop({ meta, children }: Node): Comparable {
  const nodes = children.map(comparableNode);
  const collection = nodes.shift();
  const key = meta?.keyExpression ? nodes.shift() : null;
  const result = nodes.shift();
  const condition = meta?.conditionalExpression ? nodes.shift() : null;
  return ["for", meta?.keyVar, meta?.valVar, collection, key, result, condition, meta?.groupedValue];
}

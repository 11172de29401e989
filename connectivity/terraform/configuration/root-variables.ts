import { EvaluationBudget, Evaluator } from "../expressions/evaluator";
import type { Expression } from "../expressions/expression";
import { parseExpression } from "../expressions/expression-parser";
import { ExpressionSyntaxError } from "../expressions/expression-scanner";
import { parseBody } from "../hcl/body-parser";
import type { SourceFile } from "../model/input";
import { isObject } from "../model/json";
import type { Value } from "../model/model";
import { failure, fromJson, scalar } from "../model/values";
import type { ModuleSource } from "./module-source";
import type { ModuleSources } from "./source";
import { typeOf } from "./type-constraint";

/**
 * The values that the user gives the variables of the root module: by files, by the environment, by options.
 *
 * @see https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
export class RootVariables {
  readonly #values = new Map<string, Value>();
  // Values name nothing.
  readonly #evaluator = new Evaluator(() => failure("a-variable-s-value-names-something"), new EvaluationBudget());

  constructor(root: ModuleSource, sources: ModuleSources) {
    for (const given of sources.source.variables ?? []) {
      if (given.kind === "file") this.#addFile(given.file, sources);
      else this.#values.set(given.name, this.#fromText(given.text, root, given.name));
    }
  }

  get(name: string): Value | undefined {
    return this.#values.get(name);
  }

  #addFile({ name, text }: SourceFile, { problems }: ModuleSources): void {
    if (name.endsWith(".json")) {
      const json = parsed(text);
      if (!isObject(json)) problems.push({ file: name, found: "no JSON object", expected: "values of variables" });
      else for (const variable of Object.keys(json)) this.#values.set(variable, fromJson(json[variable]));
      return;
    }
    try {
      for (const [variable, expression] of parseBody(text).attributes)
        this.#values.set(variable, this.#evaluate(expression));
    } catch (error) {
      if (!(error instanceof ExpressionSyntaxError)) throw error;
      problems.push({ file: name, found: `line ${error.line} is not understood`, expected: `${error.expected} there` });
    }
  }

  /** A text is the value of a variable of texts as it stands, and an expression for any other. */
  #fromText(text: string, root: ModuleSource, name: string): Value {
    const type = typeOf(root.variables.get(name)?.attributes.get("type"));
    if (type.kind === "string" || type.kind === "any") return scalar(text);
    try {
      return this.#evaluate(parseExpression(text));
    } catch (error) {
      if (error instanceof ExpressionSyntaxError) return scalar(text);
      throw error;
    }
  }

  #evaluate(expression: Expression): Value {
    return this.#evaluator.evaluate(expression, new Map());
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

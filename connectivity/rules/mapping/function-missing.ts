import { isUnset } from "../../terraform/model/shown-values";
import { rule } from "../rule";
import type { Subjects } from "../subjects";

/** Required arguments that are not set. */
export const functionMissing = rule({
  code: "function-missing",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "The mapping names no function, or the function no role",
  meaning: "Both are required: Lambda invokes that function, and polls with its role.",
  example: 'resource "aws_lambda_function" "listener" { # and no role\n  function_name = "listener"\n}',
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html",
  check({ mapping, functionAndRole }: Subjects, found) {
    if (isUnset(mapping.get("function_name"))) {
      return [found(mapping, { lacks: "function", mapping: mapping.address })];
    }
    const lambda = functionAndRole.function.instance;
    if (lambda === null || lambda.mode === "data" || !isUnset(lambda.get("role"))) return [];
    return [found(lambda, { lacks: "role", function: lambda.address })];
  },
});

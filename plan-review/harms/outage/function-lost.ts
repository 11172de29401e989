import { pathsInWords } from "../../plan/path";
import type { HarmRule } from "../harm";

/** A function that is destroyed, or made anew under the same or another name. */
export const functionLost: HarmRule = {
  code: "function-lost",
  kind: "outage",
  title: "A function is destroyed or replaced",
  meaning: "Whatever invokes it gets errors while it is gone; mappings on it stop polling.",
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html",
  types: ["aws_lambda_function"],
  check(change) {
    if (!change.destroys) return undefined;
    return change.action === "replace"
      ? {
          explanation: `${change.address} is replaced${pathsInWords(change)}: it cannot be invoked until the new one is there.`,
        }
      : { explanation: `${change.address} is destroyed: it cannot be invoked any more.` };
  },
};

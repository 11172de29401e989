import { table } from "../../docs/table";
import { EXIT_CODES } from "./exit-code";

/** The parts of docs/hcp-terraform.md that are made from the command. */
export function uploadParts(): Readonly<Record<string, string>> {
  return {
    "exit codes of upload": table(
      ["exit code", "meaning"],
      Object.values(EXIT_CODES).map(({ code, meaning }) => [`${code}`, meaning]),
    ),
  };
}

import { FUNCTION_GROUPS } from "./functions";

/** The table of Terraform's functions that expressions are evaluated with. */
export function functionsTable(): string {
  const rows = [...FUNCTION_GROUPS].map(
    ([group, names]) => `| ${group} | ${names.map((name) => `\`${name}\``).join(", ")} |`,
  );
  return ["| group | functions |", "| --- | --- |", ...rows].join("\n");
}

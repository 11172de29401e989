import { settingsCatalogue, variableOf } from "../modules/settings";
import type { Setting } from "../modules/settings/catalogue";
import { options } from "./catalogue";

/** The README's table of options. */
export function optionsTable(): string {
  return table(
    ["option", "broker", "security", "cost drivers (per month)", "what can go wrong"],
    options.map(({ id, broker, security, costDrivers, whatCanGoWrong }) => [
      `[\`${id}\`](docs/options/${id}.md)`,
      broker,
      security,
      costDrivers,
      whatCanGoWrong,
    ]),
  );
}

/** The README's table of settings. */
export function settingsTable(): string {
  return table(
    ["setting", "environment variable", "default", "allowed", "meaning"],
    Object.entries<Setting<unknown>>(settingsCatalogue).map(([key, setting]) => [
      `\`${key}\``,
      [variableOf(key), ...(setting.alsoFrom ?? [])].map((name) => `\`${name}\``).join(", or "),
      setting.default === undefined ? "unset" : `\`${spelled(setting.default)}\``,
      capitalize(setting.type.allowed),
      setting.description + (setting.source === undefined ? "" : ` [Source](${setting.source})`),
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function capitalize(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}

/** As it is written in `cdktf.json`, text without its quotation marks. */
function spelled(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

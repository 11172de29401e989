import { isPerListener, settingsCatalogue, variableOf } from "../modules/settings";
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

/** The README's table of what an entry of `listeners` may set. */
export function listenerSettingsTable(): string {
  return table(
    ["setting of an entry", "where the entry does not say"],
    Object.entries<Setting<unknown>>(settingsCatalogue)
      .filter(([key]) => isPerListener(key))
      .map(([key, setting]) => [
        `\`${key}\``,
        setting.perListener === "inherited" ? `as beside \`listeners\`` : ownDefault(key, setting),
      ]),
  );
}

function ownDefault(key: string, { default: value }: Setting<unknown>): string {
  if (key === "queue") return "its name";
  return value === undefined ? "unset" : `\`${spelled(value)}\``;
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

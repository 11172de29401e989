import { Mistake } from "../mistake";
import {
  type Setting,
  type SettingKey,
  type Settings,
  settingsCatalogue,
  variableOf,
  variablePrefix,
} from "./catalogue";
import { relations } from "./relations";

/** Bad settings: everything that is wrong with them, at once. */
export class SettingsError extends Mistake {
  override readonly name = "SettingsError";

  constructor(readonly violations: readonly string[]) {
    super(`The settings are not usable:\n${violations.map((violation) => `  - ${violation}`).join("\n")}`);
  }
}

interface Given {
  readonly value: unknown;
  /** Where it was given, for messages. */
  readonly from: string;
}

/**
 * Reads the settings: environment variables over `cdktf.json` context over defaults. An empty variable counts as unset,
 * because that is how CI systems pass what they do not have.
 *
 * @param environment the environment variables, usually `process.env`
 * @param context the object `settings` of the context in `cdktf.json`, undefined if there is none
 * @param wholeContext the context around it, in which settings have no effect
 * @throws SettingsError naming every violation with value, rule and remedy
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  context: unknown,
  wholeContext: object = {},
): Settings {
  const contextSettings = isRecord(context) ? context : {};
  const violations = [
    ...misplacedKeys(wholeContext),
    ...contextShape(context),
    ...unknownKeys(contextSettings),
    ...unknownVariables(environment),
  ];
  const values: Partial<Record<SettingKey, unknown>> = {};
  const invalid = new Set<SettingKey>();

  for (const key of Object.keys(settingsCatalogue) as SettingKey[]) {
    const { type, default: defaultValue, source, alsoFrom } = settingsCatalogue[key] as Setting<unknown>;
    const given = findGiven(key, alsoFrom, environment, contextSettings);
    if (given === undefined) {
      values[key] = defaultValue;
      continue;
    }
    const parsed = type.schema.safeParse(given.value);
    if (parsed.success) {
      values[key] = parsed.data;
    } else {
      invalid.add(key);
      violations.push(
        `${key} (${given.from}) is ${JSON.stringify(given.value)}: it must be ${type.allowed}. ` +
          `Correct it or leave it unset${defaultValue === undefined ? "" : ` for ${JSON.stringify(defaultValue)}`}.${source === undefined ? "" : ` See ${source}`}`,
      );
    }
  }

  const settings = values as Settings;
  for (const { keys, broken, message } of relations) {
    if (!keys.some((key) => invalid.has(key)) && broken(settings)) {
      violations.push(message(settings));
    }
  }
  if (violations.length > 0) {
    throw new SettingsError(violations);
  }
  return settings;
}

function findGiven(
  key: SettingKey,
  alsoFrom: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  context: Readonly<Record<string, unknown>>,
): Given | undefined {
  const own = environment[variableOf(key)];
  if (own) {
    return { value: own, from: variableOf(key) };
  }
  if (Object.hasOwn(context, key)) {
    return { value: context[key], from: "settings in cdktf.json" };
  }
  const other = alsoFrom === undefined ? undefined : environment[alsoFrom];
  return other ? { value: other, from: alsoFrom as string } : undefined;
}

function contextShape(context: unknown): string[] {
  return context === undefined || isRecord(context)
    ? []
    : [
        `context.settings in cdktf.json is ${JSON.stringify(context)}: it must be an object. Write "settings": { "region": "eu-west-1" }.`,
      ];
}

/** The rest of the context is cdktf's, or somebody's own. */
function misplacedKeys(wholeContext: object): string[] {
  return Object.keys(wholeContext)
    .filter((key) => Object.hasOwn(settingsCatalogue, key) || (key !== "settings" && /^settings?$/i.test(key)))
    .map((key) => `${key} (context in cdktf.json) has no effect there: move it into context.settings.`);
}

function unknownKeys(context: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(context)
    .filter((key) => !Object.hasOwn(settingsCatalogue, key))
    .map((key) => `${key} (settings in cdktf.json) is no setting. Remove it${suggestion(key, (meant) => meant)}.`);
}

function unknownVariables(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = Object.keys(settingsCatalogue).map(variableOf);
  return Object.keys(environment)
    .filter((name) => environment[name] && name.startsWith(variablePrefix) && !known.includes(name))
    .map((name) => {
      const key = name.slice(variablePrefix.length).replaceAll("_", "");
      return `${name} sets nothing. Unset it${suggestion(key, variableOf)}.`;
    });
}

/** What was probably meant: the setting whose key begins alike, if any. */
function suggestion(key: string, spell: (key: string) => string): string {
  const commonLength = (other: string): number => {
    let length = 0;
    while (length < other.length && other[length]?.toLowerCase() === key[length]?.toLowerCase()) {
      length += 1;
    }
    return length;
  };
  const [best] = Object.keys(settingsCatalogue).sort((left, right) => commonLength(right) - commonLength(left));
  return best !== undefined && commonLength(best) >= Math.max(4, key.length / 2)
    ? `, or write ${spell(best)} if that was meant`
    : "; the README lists all settings";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

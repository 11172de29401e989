import { Mistake } from "../mistake";
import {
  type Setting,
  type SettingKey,
  type Settings,
  settingsCatalogue,
  variableOf,
  variablePrefix,
} from "./catalogue";
import { isPerListener, listenersOf } from "./each-listener";
import type { ListenerEntry } from "./listeners";
import { relations } from "./relations";
import { misspelled } from "./spelling";
import type { ValueType } from "./value-types";

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
 * @param fileViolations what is wrong with `cdktf.json` itself
 * @throws SettingsError naming every violation with value, rule and remedy
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  context: unknown,
  wholeContext: object = {},
  fileViolations: readonly string[] = [],
): Settings {
  const contextSettings = isRecord(context) ? context : {};
  const violations = [
    ...fileViolations,
    ...misplacedKeys(wholeContext),
    ...contextShape(context),
    ...unknownKeys(contextSettings),
    ...unknownVariables(environment),
  ];
  const find = (key: SettingKey) => findGiven(key, settingsCatalogue[key], environment, contextSettings);
  const read = readValues(settingKeys, find);
  const defaults = Object.fromEntries(settingKeys.map((key) => [key, settingsCatalogue[key].default]));
  const listeners = ((read.values.listeners ?? []) as readonly ListenerEntry[]).map(readEntry);
  const settings = { ...defaults, ...read.values, listeners: listeners.map(({ entry }) => entry) } as Settings;
  violations.push(
    ...read.violations,
    ...settingKeys.flatMap((key) => (read.invalid.has(key) ? [] : disagreements(key, find(key), environment))),
    ...listeners.flatMap((listener) => listener.violations),
  );

  if (fileViolations.length === 0) {
    const entriesHold = listeners.every((listener) => listener.violations.length === 0);
    const invalid = new Set<SettingKey>([...read.invalid, ...(entriesHold ? [] : (["listeners"] as const))]);
    violations.push(...brokenBy(settings, invalid));
    const [, ...further] = listenersOf(settings);
    for (const [index, { label, invalid: invalidOfEntry, entry }] of listeners.entries()) {
      const own = Object.keys(entry.given);
      const merged = further[index]?.settings ?? settings;
      // What is between listeners is said once, above.
      const broken = brokenBy(merged, new Set([...read.invalid, ...invalidOfEntry, "listeners"]), own);
      violations.push(...broken.map((violation) => `${label}: ${violation}`));
    }
  }
  if (violations.length > 0) {
    throw new SettingsError(violations);
  }
  return settings;
}

const settingKeys = Object.keys(settingsCatalogue) as SettingKey[];

/** Reads those of some settings that are given, each by its type. */
function readValues(keys: readonly SettingKey[], find: (key: SettingKey) => Given | undefined) {
  const values: Partial<Record<SettingKey, unknown>> = {};
  const invalid = new Set<SettingKey>();
  const violations: string[] = [];
  for (const key of keys) {
    const given = find(key);
    if (given === undefined) {
      continue;
    }
    const { type, default: defaultValue, source } = settingsCatalogue[key] as Setting<unknown>;
    const parsed = type.schema.safeParse(given.value);
    if (parsed.success) {
      values[key] = parsed.data;
    } else {
      invalid.add(key);
      const rule = explain(given.value, type, defaultValue);
      violations.push(`${key} (${given.from}) is ${rule}${source === undefined ? "" : ` See ${source}`}`);
    }
  }
  return { values, invalid, violations };
}

/** Reads an entry of `listeners`: settings that a listener may have values of its own for. */
function readEntry({ name, given }: ListenerEntry) {
  const label = `listeners, ${name}`;
  const keys = Object.keys(given);
  const read = readValues(keys.filter(isPerListener), (key) => ({ value: given[key], from: label }));
  const unknown = keys
    .filter((key) => !isPerListener(key))
    .map((key) =>
      Object.hasOwn(settingsCatalogue, key)
        ? `${key} (${label}) is the same for all listeners. Move it up, beside listeners.`
        : `${key} (${label}) is no setting. Remove it${suggestion(key, (meant) => meant)}.`,
    );
  return {
    label,
    entry: { name, given: read.values },
    invalid: read.invalid,
    violations: [...unknown, ...read.violations],
  };
}

/** What relations are broken between settings of which all are valid. @param among of relations about one of these alone */
function brokenBy(settings: Settings, invalid: ReadonlySet<SettingKey>, among?: readonly string[]): string[] {
  return relations
    .filter(({ keys }) => !keys.some((key) => invalid.has(key)))
    .filter(({ keys }) => among === undefined || keys.some((key) => among.includes(key)))
    .filter(({ broken }) => broken(settings))
    .map(({ message }) => message(settings));
}

function findGiven(
  key: SettingKey,
  { alsoFrom = [] }: Setting<unknown>,
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
  const other = alsoFrom.find((name) => environment[name]);
  return other === undefined ? undefined : { value: environment[other], from: other };
}

/** Variables that other tools heed, and that say otherwise than the setting. */
function disagreements(
  key: SettingKey,
  given: Given | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  if (given === undefined) {
    return [];
  }
  const { value, from } = given;
  const { alsoFrom = [], otherwise } = settingsCatalogue[key] as Setting<unknown>;
  return alsoFrom
    .filter((name) => otherwise !== undefined && environment[name] && environment[name] !== value)
    .map(
      (name) =>
        `${name} is ${JSON.stringify(environment[name])}, and ${key} (${from}) is ${JSON.stringify(value)}: ${otherwise} ` +
        `Unset ${name}, or give both the same value.`,
    );
}

function contextShape(context: unknown): string[] {
  return context === undefined || isRecord(context)
    ? []
    : [
        `context.settings in cdktf.json is ${JSON.stringify(context)}: it must be an object. Write "settings": { "region": "eu-west-1" }.`,
      ];
}

/** A value that its type refuses: value, rule and remedy. */
function explain(value: unknown, { schema, allowed }: ValueType<unknown>, defaultValue: unknown): string {
  const shown = JSON.stringify(value);
  // JSON's 4.2 where the text "4.2" was meant.
  if ((typeof value === "number" || typeof value === "boolean") && schema.safeParse(shown).success) {
    return `the ${typeof value} ${shown}: it must be text, ${allowed}. Write "${shown}", in quotes.`;
  }
  const unset = defaultValue === undefined ? "" : ` for ${JSON.stringify(defaultValue)}`;
  return `${shown}: it must be ${allowed}. Correct it or leave it unset${unset}.`;
}

/** The rest of the context is cdktf's, or somebody's own. */
function misplacedKeys(wholeContext: object): string[] {
  return Object.entries(wholeContext).flatMap(([key, value]) => {
    if (Object.hasOwn(settingsCatalogue, key)) {
      return [`${key} (context in cdktf.json) has no effect there: move it into context.settings.`];
    }
    const holdsSettings =
      isRecord(value) && Object.keys(value).some((inner) => Object.hasOwn(settingsCatalogue, inner));
    return key !== "settings" && (holdsSettings || misspelled(key, ["settings"]).length > 0)
      ? [`${key} (context in cdktf.json) sets nothing: rename it to settings.`]
      : [];
  });
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

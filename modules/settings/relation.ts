import type { SettingKey, Settings } from "./catalogue";

/** A rule between settings that are each fine by themselves. */
export interface Relation {
  /** The settings that the rule is about: it is checked only when all of them are valid. */
  readonly keys: readonly SettingKey[];
  readonly broken: (settings: Settings) => boolean;
  /** Given values, rule and remedy. */
  readonly message: (settings: Settings) => string;
}

import { type Setting, type SettingKey, type Settings, settingsCatalogue } from "./catalogue";

/** One listener, with what the settings say of it. */
export interface ListenerSettings {
  /**
   * What its names, addresses and RabbitMQ user end with: nothing for the first, so that what is deployed stays where it is, and `-`
   * and the name for the others.
   */
  readonly suffix: string;
  /** All settings, those of the listener among them. */
  readonly settings: Settings;
}

/** A list that is never empty. */
export type AtLeastOne<T> = readonly [T, ...T[]];

/** What is made of each item. */
export function mapEach<T, R>([first, ...others]: AtLeastOne<T>, make: (item: T) => R): AtLeastOne<R> {
  return [make(first), ...others.map(make)];
}

/** Whether each listener has a value of its own for a setting. */
export function isPerListener(key: string): key is SettingKey {
  const setting: Setting<unknown> | undefined = Object.hasOwn(settingsCatalogue, key)
    ? settingsCatalogue[key as SettingKey]
    : undefined;
  return setting?.perListener !== undefined;
}

/** What the further listeners do not take over from the first: its filters, say, would lose their messages. */
const ownDefaults = Object.fromEntries(
  Object.entries<Setting<unknown>>(settingsCatalogue)
    .filter(([, { perListener }]) => perListener === "own")
    .map(([key, setting]) => [key, setting.default]),
);

/** The listeners on the broker: the one that the settings themselves describe, and those of `listeners`, in that order. */
export function listenersOf(settings: Settings): AtLeastOne<ListenerSettings> {
  return [
    { suffix: "", settings },
    ...settings.listeners.map(({ name, given }) => ({
      suffix: `-${name}`,
      settings: { ...settings, ...ownDefaults, queue: name, ...given },
    })),
  ];
}

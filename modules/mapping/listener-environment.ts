import type { Settings } from "../settings";

/** The environment variables of a listener: those for somebody's code, and those that say how ours works. */
export function listenerEnvironment(settings: Settings): Readonly<Record<string, string>> {
  const { listenerEnvironment: ofCode, listenerLogsBodies, listenerUndecodableMessages: undecodable } = settings;
  return {
    ...ofCode,
    LOG_BODIES: String(listenerLogsBodies),
    ...(undecodable === undefined ? {} : { UNDECODABLE_MESSAGES: undecodable }),
  };
}

import { activemq } from "./activemq";
import { rabbitmq } from "./rabbitmq";
import type { EventSource } from "./source";

/** The kinds of event source that are judged. A new one is registered here, with its facts and words in the files beside. */
export const eventSources = [rabbitmq, activemq] as const satisfies readonly EventSource[];

/** What their pollers connect to, each name once. */
export const sourceTargets: readonly string[] = [...new Set(eventSources.map(({ target }) => target.name))];

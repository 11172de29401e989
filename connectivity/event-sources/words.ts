import type { FindingWords } from "../wording/finding-words";
import { activemqFindings } from "./activemq/words";
import type { EventSourceFindings } from "./facts";

/** Findings that one kind of event source alone has, in words. Part of the wording layer: nothing that judges imports it. */
export const eventSourceFindings: FindingWords<EventSourceFindings> = activemqFindings;

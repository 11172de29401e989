import type { ActivemqFindings } from "./activemq/facts";

/** Facts of findings that one kind of event source alone has. Registered here, with `index.ts` and `words.ts`. */
export interface EventSourceFindings extends ActivemqFindings {}

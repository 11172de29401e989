import { listenerHandler } from "../../../../../lambda-src/listener/handler";
import { processMessage } from "./process-message";

/** What Lambda calls. */
export const handler = listenerHandler(processMessage);

import { version } from "./package/package.json";

/** The version of the installed package. */
export const VERSION: string = version;

import type { Resource } from "./state";

/** Something that an account's APIs did not tell. */
export interface Unread {
  /** In the plural, such as `private hosted zones`. */
  readonly what: string;
  /** What the caller needs to be allowed to read it, such as `ec2:DescribeDhcpOptions`. */
  readonly actions: readonly string[];
  /** The API's error. */
  readonly why: string;
}

/** What is read where it can be: what only few accounts have, so that few callers may read it. */
export class Readable {
  readonly unread: Unread[] = [];

  /** Reads, or notes that it could not. */
  async read(
    what: Unread["what"],
    actions: Unread["actions"],
    reading: () => Promise<readonly Resource[]>,
  ): Promise<readonly Resource[]> {
    return (await this.attempt(what, actions, reading)) ?? [];
  }

  /** The same, where having read nothing is no answer. @returns undefined where it could not be read */
  async attempt<T>(
    what: Unread["what"],
    actions: Unread["actions"],
    reading: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await reading();
    } catch (error) {
      const { name, message } = error as Error;
      this.unread.push({ what, actions, why: `${name}: ${message}` });
      return undefined;
    }
  }
}

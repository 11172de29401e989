import { mayBeDone } from "./client";
import { GitHubError } from "./error";

/** A comment or an issue, as far as it is looked at. */
export interface Text {
  readonly id: number;
  readonly body: string | null;
  readonly user: { readonly login: string } | null;
}

/** Who writes for a workflow's own token. */
const WORKFLOWS = "github-actions[bot]";

/** Which of the texts somebody wrote is the one that a workflow keeps up to date. */
export interface Mark {
  /** An HTML comment, which nobody sees, at the very beginning. */
  readonly line: string;
  /** Anybody may write that line: only this author's counts. */
  readonly author: string;
}

/** @param what text that tells one kept text from another, of letters, digits, spaces and `._-` */
export function markOf(what: string, author: string = WORKFLOWS): Mark {
  return { line: `<!-- mqesm: ${what} -->`, author };
}

/** Those with the mark, the oldest first. */
export function marked<T extends Text>(texts: readonly T[], { line, author }: Mark): T[] {
  return texts.filter(({ body, user }) => user?.login === author && body?.startsWith(`${line}\n`)).sort(byAge);
}

function byAge(left: Text, right: Text): number {
  return left.id - right.id;
}

/** Where texts are kept: what differs between comments and issues. */
export interface Shelf<T extends Text> {
  readonly list: () => Promise<readonly T[]>;
  readonly create: (body: string) => Promise<T>;
  readonly update: (text: T, body: string) => Promise<unknown>;
  /** Takes away what is there twice. */
  readonly remove: (text: T) => Promise<unknown>;
}

/** How often creating is tried, where GitHub does not say whether it did. */
const ATTEMPTS = 3;

/**
 * Sees to it that there is one text with the mark, and that it has this body. Two runs at the same time that both find none make two:
 * each looks again afterwards, and both keep the older one.
 *
 * @param body without the mark
 */
export async function keepOne<T extends Text>(shelf: Shelf<T>, mark: Mark, body: string): Promise<void> {
  const whole = `${mark.line}\n${body}`;
  const look = async () => marked(await shelf.list(), mark);
  let found = await look();
  for (let attempt = 1; found.length === 0; attempt += 1) {
    try {
      const created = await shelf.create(whole);
      // GitHub's list may not have it yet.
      found = [...(await look()).filter(({ id }) => id !== created.id), created].sort(byAge);
    } catch (error) {
      if (!mayBeDone(error) || attempt === ATTEMPTS) throw error;
      found = await look();
    }
  }
  const [kept, ...others] = found;
  // What is as it should be is left alone: each change is a line in the history that people can look at.
  if (kept !== undefined && !isSame(kept.body, whole)) await shelf.update(kept, whole);
  for (const other of others) await unlessGone(() => shelf.remove(other));
}

/** GitHub ends lines as browsers do, and takes away what is empty at the end. */
function isSame(kept: string | null, wanted: string): boolean {
  return kept?.replaceAll("\r\n", "\n").trimEnd() === wanted.trimEnd();
}

/** The other run may have removed it already. */
async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof GitHubError && (error.status === 404 || error.status === 410))) throw error;
  }
}

/**
 * Matching of policy patterns against names of which parts may not be known yet, such as the ARN of a broker that is
 * still to be created. Both are sequences of pieces; time is linear in the product of their lengths, so that no pattern
 * can hang the check.
 */
import type { Answer } from "../../proof/answer";

/** Exactly one character, of that class. */
interface One {
  readonly kind: "one";
  readonly of: "digit" | "alphanumeric";
}

/** Any number of characters, none of them a colon where `colons` is false. */
interface Run {
  readonly kind: "run";
  readonly colons: boolean;
}

/** A piece of a name: a character, or characters that the input does not show. */
export type NamePiece = string | One | Run;

/** A piece of a pattern: a character, a wildcard, a piece of where the input is deployed, or a part that the input does not show. */
export type PatternPiece = string | { readonly wildcard: "?" | "*" } | Own | Hidden;

/** Where the input is deployed, which it does not show: a digit of the account's id, or the partition. */
interface Own {
  readonly own: "digit" | "partition";
}

interface Hidden {
  /** Whether colons may be in it. */
  readonly hidden: "text" | "segment";
}

/** A name such as an ARN, in pieces. */
export type Name = readonly NamePiece[];

export type Pattern = readonly PatternPiece[];

/** One unseen run of characters within a colon-separated part, such as a generated id. */
export const UNSEEN: Name = [{ kind: "run", colons: false }];

/** Any text at all. */
export const ANYTHING: Name = [{ kind: "run", colons: true }];

/** An account id. @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export const UNSEEN_ACCOUNT: Name = Array.from({ length: 12 }, () => ({ kind: "one", of: "digit" }) as const);

/** The id of the account that the input is deployed to: what is not seen to be in another account is in that one. */
export const OWN_ACCOUNT: Pattern = Array.from({ length: 12 }, () => ({ own: "digit" }) as const);

/** The partition that the input is deployed to: what one input deploys is in one. */
export const OWN_PARTITION: Pattern = [{ own: "partition" }];

/** @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html (six random characters) */
export const SECRET_SUFFIX: Name = Array.from({ length: 6 }, () => ({ kind: "one", of: "alphanumeric" }) as const);

/** Longest name or pattern that is matched; IAM's own limit for ARNs is 2,048 characters. */
const LONGEST = 4096;

/** Longest name times longest pattern that is matched: far more than any that AWS has, and no time at all. */
const MOST_WORK = 262_144;

export function name(...parts: readonly (string | Name)[]): Name {
  // One character more than is matched says that it is too long, and costs nothing.
  return parts.flatMap((part) => (typeof part === "string" ? [...part.slice(0, LONGEST + 1)] : part));
}

/** A name of which every character is known, as text; null where one is not, or it is too long for a name. */
export function knownTextOf(pieces: Name): string | null {
  return pieces.length <= LONGEST && pieces.every((piece) => typeof piece === "string") ? pieces.join("") : null;
}

/**
 * Reads a pattern of a policy. `${*}`, `${?}` and `${$}` are those characters; any other `${...}` is a policy variable
 * or a template, whose value is not shown.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parsePattern(text: string, wildcards = true): Pattern {
  const pieces: PatternPiece[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.startsWith("${", at) ? text.indexOf("}", at) : -1;
    if (end > 0) {
      const variable = text.slice(at + 2, end);
      pieces.push(variable === "*" || variable === "?" || variable === "$" ? variable : { hidden: "text" });
      at = end + 1;
      continue;
    }
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    pieces.push(wildcards && (char === "*" || char === "?") ? { wildcard: char } : char);
    at += char.length;
  }
  return pieces;
}

/** What a name matches, whatever its unseen parts turn out to be. */
export function patternOf(pieces: Name): Pattern {
  return pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    if (piece.kind === "one") return { wildcard: "?" };
    return { hidden: piece.colons ? "text" : "segment" };
  });
}

/** Whether a pattern matches whatever the name's unseen parts turn out to be (yes), or none of it (no). */
export function match(pattern: Pattern, pieces: Name): Answer {
  if (pattern.length > LONGEST || pieces.length > LONGEST) return "unknown";
  const [patternLeft, piecesLeft] = withoutSameStart(pattern, pieces);
  const [last] = patternLeft;
  if (patternLeft.length === 1 && last !== undefined && isMany(last, "certainly")) return "yes";
  if (patternLeft.length * piecesLeft.length > MOST_WORK) return "unknown";
  if (isAllShown(patternLeft, piecesLeft)) return isWalked(patternLeft, piecesLeft) ? "yes" : "no";
  if (!reaches(patternLeft, piecesLeft, "possibly")) return "no";
  return reaches(patternLeft, piecesLeft, "certainly") ? "yes" : "unknown";
}

/** Whether nothing is unseen, so that what is possible is certain, and there is a shorter way to tell. */
function isAllShown(pattern: Pattern, pieces: Name): boolean {
  return (
    pieces.every((piece) => typeof piece === "string") &&
    pattern.every((piece) => typeof piece === "string" || "wildcard" in piece)
  );
}

/** Whether a pattern of characters and wildcards matches the whole name: only the last `*` may have to take more of it. */
function isWalked(pattern: Pattern, pieces: Name): boolean {
  let [at, from, star, taken] = [0, 0, -1, 0];
  while (from < pieces.length) {
    const piece = pattern[at];
    const isWildcard = typeof piece === "object" && "wildcard" in piece;
    if (isWildcard && piece.wildcard === "*") {
      star = at++;
      taken = from;
    } else if (isWildcard || (piece !== undefined && piece === pieces[from])) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++taken;
    } else return false;
  }
  return pattern.slice(at).every((piece) => typeof piece === "object" && "wildcard" in piece && piece.wildcard === "*");
}

/** What is left of both behind the characters, the partition and the account that they begin with in common. */
function withoutSameStart(pattern: Pattern, pieces: Name): readonly [Pattern, Name] {
  let [at, from] = [0, 0];
  for (; at < pattern.length; at++) {
    const piece = pattern[at];
    if (typeof piece === "object" && "own" in piece && piece.own === "partition") {
      const end = endOfSegment(pieces, from);
      if (pattern[at + 1] !== ":" || end < 0) break;
      from = end;
    } else if (isSame(piece, pieces[from])) from++;
    else break;
  }
  return [pattern.slice(at), pieces.slice(from)];
}

function isSame(piece: PatternPiece | undefined, subject: NamePiece | undefined): boolean {
  if (typeof piece === "string" || piece === undefined) return piece === subject && piece !== undefined;
  return "own" in piece && typeof subject === "object" && subject.kind === "one" && subject.of === "digit";
}

/** Where the next colon is; negative where there is none, or it may be within what is unseen. */
function endOfSegment(pieces: Name, from: number): number {
  const end = pieces.indexOf(":", from);
  return pieces.slice(from, end).some((piece) => isRun(piece) && piece.colons) ? -1 : end;
}

type Sureness = "possibly" | "certainly";

/** Whether the pattern can be walked to its end along the name; `states[i]`: its first i pieces match what was read. */
function reaches(pattern: Pattern, pieces: Name, how: Sureness): boolean {
  const many = pattern.map((piece) => isMany(piece, how));
  let states = new Uint8Array(pattern.length + 1);
  let next = new Uint8Array(pattern.length + 1);
  states[0] = 1;
  skipEmpty(many, states);
  for (const subject of pieces) {
    if (isRun(subject) && how === "possibly") afterRun(pattern, states, subject, next);
    else after(pattern, many, states, subject, how, next);
    [states, next] = [next, states];
    if (!states.includes(1)) return false;
    skipEmpty(many, states);
  }
  return states[pattern.length] === 1;
}

function after(
  pattern: Pattern,
  many: readonly boolean[],
  states: Uint8Array,
  subject: NamePiece,
  how: Sureness,
  next: Uint8Array,
): void {
  next.fill(0);
  for (let at = 0; at < pattern.length; at++) {
    const piece = pattern[at];
    if (states[at] === 0 || piece === undefined) continue;
    if (many[at]) {
      if (holds(piece, subject)) next[at] = 1;
    } else if (fits(piece, subject, how)) next[at + 1] = 1;
  }
}

/** A run may be empty, and may hold several of the pattern's pieces. */
function afterRun(pattern: Pattern, states: Uint8Array, run: Run, next: Uint8Array): void {
  next.set(states);
  for (let at = 0; at < pattern.length; at++) {
    if (next[at] === 1 && (pattern[at] !== ":" || run.colons)) next[at + 1] = 1;
  }
}

function skipEmpty(many: readonly boolean[], states: Uint8Array): void {
  for (let at = 0; at < many.length; at++) {
    if (states[at] === 1 && many[at]) states[at + 1] = 1;
  }
}

/** Whether the piece stands for any number of characters. */
function isMany(piece: PatternPiece, how: Sureness): boolean {
  if (typeof piece === "string") return false;
  if ("own" in piece) return piece.own === "partition";
  return "hidden" in piece ? how === "possibly" : piece.wildcard === "*";
}

/** Whether a piece that stands for any number of characters may stand for this one too. */
function holds(piece: PatternPiece, subject: NamePiece): boolean {
  if (subject !== ":" || typeof piece === "string" || "wildcard" in piece) return true;
  return "hidden" in piece && piece.hidden === "text";
}

/** Whether a piece that stands for one character matches the subject. */
function fits(piece: PatternPiece, subject: NamePiece, how: Sureness): boolean {
  if (isRun(subject) || (typeof piece === "object" && "hidden" in piece)) return false;
  if (typeof piece === "object" && "own" in piece) {
    return typeof subject === "string" ? how === "possibly" && CLASSES.digit.test(subject) : subject.of === "digit";
  }
  if (typeof piece === "object") return true;
  if (typeof subject === "string") return piece === subject;
  return how === "possibly" && CLASSES[subject.of].test(piece);
}

const CLASSES = { digit: /^[0-9]$/, alphanumeric: /^[A-Za-z0-9]$/ };

function isRun(subject: NamePiece): subject is Run {
  return typeof subject === "object" && subject.kind === "run";
}

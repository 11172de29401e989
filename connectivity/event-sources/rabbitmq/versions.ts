/** A version of RabbitMQ as people write it: "3.13", or with a patch level "3.13.7". */
export interface Version {
  /** Major and minor number: "3.13". */
  readonly series: string;
  readonly patch: number | null;
}

/**
 * The series of RabbitMQ on Amazon MQ, in order: a broker is upgraded from one to the next, and never back.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/version-upgrades.html
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-43.html
 */
const SERIES = ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "4.2", "4.3"];

/**
 * The series that Amazon MQ takes, for new brokers and for upgrades.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-management.html
 */
export const OFFERED: readonly string[] = SERIES.slice(SERIES.indexOf("3.13"));

export function versionOf(text: string | null): Version | null {
  const parts = /^(\d{1,4}\.\d{1,4})(?:\.(\d{1,4}))?$/.exec(text ?? "");
  if (parts?.[1] === undefined) return null;
  return { series: parts[1], patch: parts[2] === undefined ? null : Number(parts[2]) };
}

/** Less than 0 where the first is the older one; two of one series differ where both show a patch level. */
export function compare(one: Version, other: Version): number {
  const [[major, minor], [otherMajor, otherMinor]] = [numbersOf(one), numbersOf(other)];
  if (major !== otherMajor) return major - otherMajor;
  if (minor !== otherMinor) return minor - otherMinor;
  return one.patch === null || other.patch === null ? 0 : one.patch - other.patch;
}

function numbersOf({ series }: Version): readonly [number, number] {
  const [major, minor] = series.split(".");
  return [Number(major), Number(minor)];
}

/** Whether a series is newer than what is known here. */
export function isNewer(version: Version): boolean {
  return compare(version, { series: SERIES.at(-1) ?? "", patch: null }) > 0;
}

/** The series that a broker has to be upgraded to before a later one; undefined where none lies between. */
export function between(from: Version, to: Version): string | undefined {
  const [start, end] = [SERIES.indexOf(from.series), SERIES.indexOf(to.series)];
  return start >= 0 && end > start + 1 ? SERIES[start + 1] : undefined;
}

/** Whether Amazon MQ chooses the patch level, and takes no brokers without automatic minor version upgrades. */
export function isPatchedByAmazon(version: Version): boolean {
  return compare(version, { series: "3.13", patch: null }) >= 0;
}

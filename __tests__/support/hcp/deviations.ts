import type { Deviation } from "./script";

/** Which requests are answered otherwise, as a script says. */
export class Deviations {
  readonly #left: { readonly deviation: Deviation; after: number; times: number }[];

  constructor(deviations: readonly Deviation[]) {
    this.#left = deviations.map((deviation) => ({
      deviation,
      after: deviation.after ?? 0,
      times: deviation.times ?? 1,
    }));
  }

  /** @param call as "POST /runs" */
  next(call: string): Deviation | undefined {
    for (const each of this.#left) {
      if (each.times === 0 || (each.deviation.on !== call && (each.deviation.on !== "*" || call.endsWith(" blob"))))
        continue;
      if (each.after > 0) {
        each.after -= 1;
        continue;
      }
      each.times -= 1;
      return each.deviation;
    }
    return undefined;
  }
}

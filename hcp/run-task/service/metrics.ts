/** What a metric is, in Prometheus' words. */
interface Described {
  readonly name: string;
  readonly help: string;
}

type Labels = Readonly<Record<string, string>>;

/** A number that only grows, for each combination of labels. */
export class Counter {
  readonly #values = new Map<string, number>();

  constructor(readonly described: Described) {}

  add(labels: Labels): void {
    const key = inBraces(labels);
    this.#values.set(key, (this.#values.get(key) ?? 0) + 1);
  }

  lines(): readonly string[] {
    return [
      ...head(this.described, "counter"),
      ...[...this.#values].map(([key, value]) => `${this.described.name}${key} ${value}`),
    ];
  }
}

/** A number that is looked up when it is asked for. */
export class Gauge {
  constructor(
    readonly described: Described,
    private readonly value: () => number,
  ) {}

  lines(): readonly string[] {
    return [...head(this.described, "gauge"), `${this.described.name} ${this.value()}`];
  }
}

/** How often something took how long. */
export class Histogram {
  readonly #counts: number[];
  #sum = 0;
  #count = 0;

  /** @param bounds upper bounds, ascending, without the infinite one */
  constructor(
    readonly described: Described,
    private readonly bounds: readonly number[],
  ) {
    this.#counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    this.#sum += value;
    this.#count += 1;
    for (const [index, bound] of this.bounds.entries()) {
      if (value <= bound) this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    }
  }

  lines(): readonly string[] {
    const { name } = this.described;
    return [
      ...head(this.described, "histogram"),
      ...this.bounds.map((bound, index) => `${name}_bucket{le="${bound}"} ${this.#counts[index]}`),
      `${name}_bucket{le="+Inf"} ${this.#count}`,
      `${name}_sum ${this.#sum}`,
      `${name}_count ${this.#count}`,
    ];
  }
}

/**
 * Metrics as Prometheus reads them.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function exposition(metrics: readonly { lines(): readonly string[] }[]): string {
  return metrics
    .flatMap((metric) => metric.lines())
    .map((line) => `${line}\n`)
    .join("");
}

function head({ name, help }: Described, type: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function inBraces(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, "_")}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

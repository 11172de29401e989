import type { Judged } from "../judging/judge-request";
import { Counter, exposition, Gauge, Histogram } from "./metrics";

/** Upper bounds of how long a result takes, in seconds: HCP Terraform waits for ten minutes. */
const SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

/** What the service counts. No label names an organization, a workspace or a run. */
export class ServiceMetrics {
  readonly #requests = new Counter({
    name: "mqesm_run_task_requests_total",
    help: "Requests, by what became of them.",
  });
  readonly #results = new Counter({
    name: "mqesm_run_task_results_total",
    help: "Results, by verdict, by status, and by whether HCP Terraform has them.",
  });
  readonly #duration = new Histogram(
    { name: "mqesm_run_task_duration_seconds", help: "From a request to its final result." },
    SECONDS,
  );
  readonly #gauges: readonly Gauge[];

  constructor(desk: { readonly working: number; readonly waiting: number }) {
    this.#gauges = [
      new Gauge({ name: "mqesm_run_task_working", help: "Requests that are being judged." }, () => desk.working),
      new Gauge({ name: "mqesm_run_task_waiting", help: "Requests that wait." }, () => desk.waiting),
      new Gauge({ name: "process_resident_memory_bytes", help: "Memory that the process holds." }, () =>
        process.memoryUsage.rss(),
      ),
    ];
  }

  request(answer: string): void {
    this.#requests.add({ answer });
  }

  result({ verdict, status, told }: Judged, seconds: number): void {
    this.#results.add({ verdict, status, told });
    this.#duration.observe(seconds);
  }

  text(): string {
    return exposition([this.#requests, this.#results, this.#duration, ...this.#gauges]);
  }
}

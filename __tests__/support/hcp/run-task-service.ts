import { theOutside } from "../../../hcp/api/index";
import {
  DEFAULT_SETTINGS,
  jsonLog,
  type Service,
  type ServiceOptions,
  startService,
} from "../../../hcp/run-task/index";
import { KEY } from "./run-task-payload";

/** A service under test: it logs into a list, and its pauses are short. */
export interface TestedService {
  readonly service: Service;
  /** Where HCP Terraform asks. */
  readonly url: string;
  /** Lines of its log, as they are written. */
  readonly log: string[];
}

/** @param hostname of the installation that it is for */
export async function serviceFor(
  hostname: string,
  judge: string,
  different: Partial<ServiceOptions> = {},
): Promise<TestedService> {
  const log: string[] = [];
  const service = await startService({
    address: "127.0.0.1",
    port: 0,
    requirements: { key: KEY, hostname },
    limits: { concurrency: 2, queue: 100 },
    judging: DEFAULT_SETTINGS,
    judges: { program: { file: judge }, count: 2, memory: 512, longest: 60_000 },
    log: jsonLog(
      (text) => log.push(text),
      () => new Date(),
    ),
    outside: {
      ...theOutside,
      sleep: (milliseconds, signal) => theOutside.sleep(Math.min(milliseconds, 5), signal),
    },
    ...different,
  });
  return { service, url: `http://127.0.0.1:${service.port}/run-task`, log };
}

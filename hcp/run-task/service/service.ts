import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Outside } from "../../api/index";
import { faultOf } from "../fault";
import { type Judged, type JudgeSettings, judgeRequest } from "../judging/judge-request";
import type { RunTaskRequest } from "../request/request";
import type { Requirements } from "../request/verify";
import { Desk, type DeskLimits } from "./desk";
import { type JudgeOptions, Judges } from "./judges";
import { type Log, levelOf, namesOf } from "./log";
import { runTaskServer } from "./server";
import { ServiceMetrics } from "./service-metrics";

export interface ServiceOptions {
  /** The address to listen at. */
  readonly address: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly requirements: Requirements;
  readonly limits: DeskLimits;
  readonly judging: JudgeSettings;
  readonly judges: JudgeOptions;
  readonly log: Log;
  /** What is outside; by default, this machine's. */
  readonly outside?: Outside;
}

/** The run task as a service. */
export interface Service {
  readonly port: number;
  /**
   * Takes no more requests, and comes back when all have their result.
   *
   * @param grace how long what is being judged may go on, in milliseconds
   */
  stop(grace: number): Promise<void>;
}

/** @throws the system's error when it cannot listen there */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { address, port, requirements, limits, judging, log, outside } = options;
  const judges = new Judges(options.judges);
  const assess = judges.assess.bind(judges);
  const desk: Desk = new Desk(limits, async (request, receivedAt, signal) => {
    const judged = await judgeRequest(request, {
      settings: judging,
      assess,
      signal,
      receivedAt,
      ...(outside === undefined ? {} : { outside }),
    }).catch((error): Judged => ({ ...UNTOLD, fault: faultOf(error) }));
    tell(request, judged, (Date.now() - receivedAt) / 1000);
  });
  const metrics = new ServiceMetrics(desk);
  const tell = (request: RunTaskRequest, judged: Judged, seconds: number) => {
    metrics.result(judged, seconds);
    log(levelOf(judged), WORDS[judged.told], { ...namesOf(request), ...judged, seconds });
  };

  const server = runTaskServer({ requirements, desk, metrics, log });
  server.listen(port, address);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    stop: async (grace) => {
      await desk.stop(grace);
      await judges.end();
      server.closeIdleConnections();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A fault that could not even be told: HCP Terraform takes the task for failed when its time is over. */
const UNTOLD: Judged = { verdict: "not-judged", status: "failed", told: "unreachable" };

const WORDS: Readonly<Record<Judged["told"], string>> = {
  told: "HCP Terraform has the result.",
  "already-final": "The result was final already: nothing has changed.",
  "token-expired":
    "HCP Terraform no longer accepts the request's token, or knows no such result: nothing more can be told.",
  refused: "HCP Terraform refuses the result.",
  unreachable: "HCP Terraform gives no answer: the result cannot be told.",
};

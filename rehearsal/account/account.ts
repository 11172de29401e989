import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { freePorts } from "../brokers/ports";
import type { ServerCommand } from "./server-command";

/** An AWS account on this machine, in every Region: empty but for its default VPCs. */
export class EmulatedAccount {
  #server: ChildProcessWithoutNullStreams | undefined;
  #port = "";

  constructor(private readonly server: ServerCommand) {}

  /**
   * Waits until it answers: a few seconds.
   *
   * @param noteProcess told the server's process, at once
   */
  async start(noteProcess: (pid: number) => void = () => {}): Promise<void> {
    const [port = 0] = await freePorts(1);
    const [program, ...args] = this.server.command(port);
    // Ctrl-C is for this process, which then ends the server.
    const server = spawn(program, args, { stdio: "pipe", detached: true });
    this.#server = server;
    if (server.pid !== undefined) noteProcess(server.pid);
    const errors: string[] = [];
    server.on("error", ({ message }) => errors.push(message));
    server.stdin.on("error", () => {});
    server.stderr.on("data", (text) => errors.push(String(text)));
    for await (const line of createInterface({ input: server.stdout })) {
      const [word, ready] = line.split(" ");
      if (word === "ready" && ready !== undefined) {
        this.#port = ready;
        return;
      }
    }
    throw new Error(`The emulated account ended:\n${errors.join("")}`);
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "close");
    server.stdin.end();
    server.stdout.resume();
    await ended;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The variables that send Terraform and SDKs here; those of whoever runs the tests are taken away. */
  get env(): NodeJS.ProcessEnv {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
      // A hole in the emulation fails in seconds instead of minutes.
      AWS_MAX_ATTEMPTS: "3",
      AWS_CA_BUNDLE: undefined,
      AWS_DEFAULT_REGION: undefined,
      AWS_PROFILE: undefined,
      AWS_REGION: undefined,
      AWS_SESSION_TOKEN: undefined,
    };
  }

  /** Names of the brokers in a Region, sorted. */
  async brokers(region: string): Promise<readonly string[]> {
    return (await this.#brokers(region)).map(({ brokerName }) => brokerName).sort();
  }

  /** Takes a broker away, as somebody at the console would. */
  async deleteBroker(name: string, region: string): Promise<void> {
    const { brokerId } = (await this.#brokers(region)).find(({ brokerName }) => brokerName === name) ?? {};
    await this.#send("mq", region, `/v1/brokers/${brokerId}`, { method: "DELETE" });
  }

  /** Makes a bucket in us-east-1. */
  async makeBucket(name: string): Promise<void> {
    await this.#send("s3", "us-east-1", `/${name}`, { method: "PUT" });
  }

  /** Takes a bucket's policy away: what it refuses under a condition the emulation refuses always. */
  async deleteBucketPolicy(name: string, region: string): Promise<void> {
    await this.#send("s3", region, `/${name}?policy`, { method: "DELETE" });
  }

  async putObject(bucket: string, key: string, body: string): Promise<void> {
    await this.#send("s3", "us-east-1", `/${bucket}/${key}`, { method: "PUT", body });
  }

  async deleteObject(bucket: string, key: string): Promise<void> {
    await this.#send("s3", "us-east-1", `/${bucket}/${key}`, { method: "DELETE" });
  }

  async #brokers(region: string): Promise<readonly { readonly brokerName: string; readonly brokerId: string }[]> {
    const response = await this.#send("mq", region, "/v1/brokers", {});
    return ((await response.json()) as { brokerSummaries: [] }).brokerSummaries;
  }

  /** The service and the Region are in a request's signature, which nobody checks. */
  async #send(service: string, region: string, path: string, request: RequestInit): Promise<Response> {
    const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const response = await fetch(`${this.url}${path}`, { ...request, headers: { authorization } });
    if (!response.ok) throw new Error(`${service} answers ${response.status}: ${await response.text()}`);
    return response;
  }
}

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { unzipSync } from "fflate";
import type { AccountApi } from "../account/api";
import type { Record as ProcessRecord } from "../processes/record";
import { type Answer, FunctionProcess } from "./function-process";
import { LogStream } from "./logs";

/** What the account reports of a function. */
interface Configuration {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Handler: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
  readonly LoggingConfig?: { readonly LogGroup?: string };
}

interface Deployed {
  readonly region: string;
  readonly name: string;
  /** The folder of its unpacked code. */
  code: string;
  /** Counts what has changed of it. */
  revision: number;
  process: FunctionProcess | undefined;
  starting: Promise<FunctionProcess> | undefined;
  /** Resolves when the processes before have answered what they were given. */
  retired: Promise<unknown>;
}

/** The functions of the account, each in a process of its own once it is invoked. */
export class Functions {
  readonly #deployed = new Map<string, Deployed>();
  #versions = 0;

  constructor(
    private readonly api: AccountApi,
    /** For their code: below the project, whose SDK stands for the one of Lambda's runtime. */
    private readonly folder: string,
    /** What every function is told about its surroundings. */
    private readonly surroundings: () => Readonly<Record<string, string>>,
    /** Told which processes run. */
    private readonly record: Pick<ProcessRecord, "noteProcess">,
  ) {}

  /** Takes a function's deployment package. */
  deploy(region: string, name: string, zip: Uint8Array): void {
    const key = keyOf(region, name);
    const code = this.#unpack(name, zip);
    const known = this.#deployed.get(key);
    if (known === undefined) {
      this.#deployed.set(key, {
        ...{ region, name, code, revision: 0, process: undefined, starting: undefined },
        retired: Promise.resolve(),
      });
    } else {
      known.code = code;
      this.changed(region, name);
    }
  }

  has(region: string, name: string): boolean {
    return this.#deployed.has(keyOf(region, name));
  }

  /**
   * The next invocation has a new process: the function's code or configuration is another. It begins when the process before has
   * answered, so that answers keep coming in the order of the invocations: a poller acknowledges by that.
   */
  changed(region: string, name: string): void {
    const deployed = this.#deployed.get(keyOf(region, name));
    if (deployed === undefined) return;
    deployed.revision += 1;
    if (deployed.process !== undefined) deployed.retired = deployed.process.retire();
    deployed.process = undefined;
  }

  delete(region: string, name: string): void {
    const deployed = this.#deployed.get(keyOf(region, name));
    deployed?.process?.stop();
    this.#deployed.delete(keyOf(region, name));
  }

  /** @param event JSON. @throws Error when there is no such function */
  async invoke(region: string, name: string, event: Uint8Array): Promise<Answer> {
    const deployed = this.#deployed.get(keyOf(region, name));
    if (deployed === undefined) throw noSuchFunction({ region, name });
    if (deployed.process !== undefined) return deployed.process.invoke(event);
    deployed.starting ??= this.#start(deployed).finally(() => {
      deployed.starting = undefined;
    });
    return (await deployed.starting).invoke(event);
  }

  stopAll(): void {
    for (const { process } of this.#deployed.values()) process?.stop();
    this.#deployed.clear();
  }

  async #start(deployed: Deployed): Promise<FunctionProcess> {
    for (;;) {
      const { revision } = deployed;
      await deployed.retired;
      const configuration = await this.#configurationOf(deployed);
      if (!this.#isDeployed(deployed)) throw noSuchFunction(deployed);
      if (revision !== deployed.revision) continue;
      deployed.process = this.#process(deployed, configuration);
      return deployed.process;
    }
  }

  /** It may have been deleted meanwhile. */
  #isDeployed(deployed: Deployed): boolean {
    return this.#deployed.get(keyOf(deployed.region, deployed.name)) === deployed;
  }

  async #configurationOf({ region, name }: Deployed): Promise<Configuration> {
    const path = `/2015-03-31/functions/${encodeURIComponent(name)}`;
    const described = await this.api.rest<{ Configuration: Configuration }>("lambda", region, "GET", path);
    if (described === undefined) throw noSuchFunction({ region, name });
    return described.Configuration;
  }

  #process({ region, name, code }: Deployed, configuration: Configuration): FunctionProcess {
    const logGroup = configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`;
    const process = new FunctionProcess(
      {
        ...{ name, code, logGroup },
        arn: configuration.FunctionArn,
        handler: configuration.Handler,
        timeout: configuration.Timeout,
        memory: configuration.MemorySize,
        environment: {
          AWS_REGION: region,
          AWS_DEFAULT_REGION: region,
          ...configuration.Environment?.Variables,
          ...this.surroundings(),
        },
      },
      (line, time) => log.write(line, time),
      (pid) => this.record.noteProcess(pid),
    );
    const log = new LogStream(this.api, region, logGroup, process.logStream);
    return process;
  }

  #unpack(name: string, zip: Uint8Array): string {
    this.#versions += 1;
    const code = resolve(this.folder, `${name}-${this.#versions}`);
    for (const [path, content] of Object.entries(unzipSync(zip))) {
      const file = resolve(code, path);
      if (!file.startsWith(code + sep) || path.endsWith("/")) continue;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    return code;
  }
}

function noSuchFunction({ region, name }: Pick<Deployed, "region" | "name">): Error {
  return new Error(`There is no function ${name} in ${region}.`);
}

function keyOf(region: string, name: string): string {
  return `${region}/${name}`;
}

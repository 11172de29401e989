import type { IncomingHttpHeaders } from "node:http";
import { OBJECTS } from "./blobs";

/** A request that came, and how it was answered. */
export interface SeenRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** With names of parameters in place of what they are: as the API documents it; undefined for what the stand-in does not know. */
  readonly route: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  /** What JSON was sent. */
  readonly body: unknown;
  readonly status: number;
  /** Milliseconds since 1970, on the stand-in's clock. */
  readonly at: number;
}

/** What a stand-in saw, in order: for tests to assert absences. */
export class Seen {
  /** Requests to the API. */
  readonly api: SeenRequest[] = [];
  /** Requests to blob URLs. */
  readonly blobs: SeenRequest[] = [];

  /** Requests to the API as "POST /runs", as the API documents them. */
  get calls(): readonly string[] {
    return this.api.map(({ method, route, path }) => `${method} ${route ?? path}`);
  }

  /** @param call as "POST /runs" */
  requests(call: string): readonly SeenRequest[] {
    return this.api.filter(({ method, route }) => `${method} ${route}` === call);
  }

  /** Blob URLs that somebody sent credentials to. */
  get credentialsAtBlobs(): readonly string[] {
    return this.blobs
      .filter(({ path, headers }) => path.startsWith(OBJECTS) && headers.authorization !== undefined)
      .map(({ method }) => method);
  }

  /** Forgets everything. */
  clear(): void {
    this.api.length = 0;
    this.blobs.length = 0;
  }

  /** How many runs were asked for and made. */
  get runsCreated(): number {
    return this.requests("POST /runs").filter(({ status }) => status === 201).length;
  }

  /** Configuration versions that were to start a run by themselves: the default where the attribute is left out. */
  get autoQueued(): readonly SeenRequest[] {
    return this.requests("POST /workspaces/{workspace_id}/configuration-versions").filter(
      ({ body }) => (body as Sent | undefined)?.data?.attributes?.["auto-queue-runs"] !== false,
    );
  }
}

interface Sent {
  readonly data?: { readonly attributes?: Readonly<Record<string, unknown>> };
}

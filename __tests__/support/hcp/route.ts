import type { ZodType } from "zod";
import type { Answer, Resource } from "./json-api";
import type { Permission } from "./tokens";
import type { World } from "./world";

/** A request to the API. */
export interface Asked {
  /** Parts of the path that the route names. */
  readonly at: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What was sent under `data`. */
  readonly data: SentResource;
  /** All that was sent. */
  readonly body: unknown;
  /** Whether the holder of the token may do something. */
  may(permission: Permission): boolean;
}

export interface SentResource {
  readonly id?: string;
  readonly type?: string;
  readonly attributes: Record<string, unknown>;
  readonly relationships: Readonly<Record<string, { readonly data: { readonly id: string } | null }>>;
}

/** What a request and its answers look like. */
export interface Contract {
  /** Where it is documented. */
  readonly source: string;
  /** What is sent; undefined where nothing may be. */
  readonly request?: ZodType;
  /** By status. Errors have one shape everywhere and need no entry; undefined stands for an answer without a body. */
  readonly answers: Readonly<Record<number, ZodType | undefined>>;
}

/** An endpoint. */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** As HashiCorp's published description has it, without "/api/v2". */
  readonly path: string;
  readonly contract: Contract;
  /** What the token must allow: without it nothing is there. */
  readonly needs?: Permission;
  answer(world: World, asked: Asked): Answer | Resource | undefined;
}

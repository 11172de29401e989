/** What points at a resource. */
export interface Reference {
  readonly type: string;
  readonly id: string;
}

export type Relations = Readonly<Record<string, Reference | readonly Reference[] | null>>;

/** A resource as the stand-in keeps it. */
export interface Resource extends Reference {
  attributes: Record<string, unknown>;
  relations: Relations;
}

/** What is answered: JSON, or bytes. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Titles of errors that the API documents. */
const titles: Readonly<Record<number, string>> = {
  400: "bad request",
  401: "unauthorized",
  404: "not found",
  409: "conflict",
  422: "invalid attribute",
  429: "Too many requests",
  500: "internal server error",
};

/**
 * An error as the API writes it. The documents' own sample for 429 has a number as status, the rest texts.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs#error-responses
 */
export function errorAnswer(status: number, detail?: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const title = titles[status] ?? "error";
  const error = { status: status === 429 ? status : `${status}`, title, ...(detail === undefined ? {} : { detail }) };
  return { status, headers, body: { errors: [error] } };
}

/** What does not exist, or may not be seen: the API makes no difference. */
export const notFound: Answer = errorAnswer(404);

/** A resource as the API writes it; a relation to nothing is left out. */
export function written({ id, type, attributes, relations }: Resource): object {
  const there = Object.entries(relations).filter(([, data]) => data !== null);
  const relationships = Object.fromEntries(there.map(([name, data]) => [name, { data }]));
  return { id, type, attributes, relationships };
}

/** What a relation points at, as a list. */
export function references(relation: Relations[string] | undefined): readonly Reference[] {
  if (relation === null || relation === undefined) return [];
  return Array.isArray(relation) ? relation : [relation as Reference];
}

/** The reference alone. */
export function reference({ type, id }: Reference): Reference {
  return { type, id };
}

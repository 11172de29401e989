import { readFileSync } from "node:fs";
import Ajv, { type ValidateFunction } from "ajv";
import type { Answer } from "./json-api";
import type { Route } from "./route";

const MEDIA_TYPE = "application/vnd.api+json";

/** The variable that names a copy of HashiCorp's description of the API, OpenAPI 3.0 as JSON. */
export const variable = "HCP_OPENAPI_DESCRIPTION";

/** What the documents say otherwise, or what only a future version of the API would do. */
const knownDifferences: readonly RegExp[] = [
  // https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run has these actions.
  /^POST \/runs\/\{run_id\}\/actions\/(discard|cancel|force-cancel) is not in the published description$/,
  // https://developer.hashicorp.com/terraform/cloud-docs/api-docs/organizations#show-the-entitlement-set
  /^GET \/organizations\/\{organization_name\}\/entitlement-set is not in/,
  // Terraform's command line asks for them.
  /^GET \/runs\/\{run_id\}\/run-events is not in/,
  // https://developer.hashicorp.com/terraform/cloud-docs/api-docs/configuration-versions#download-configuration-files
  /configuration-version(s\/\{configuration_version_id\})?\/download is answered 302, which is not in/,
  // https://developer.hashicorp.com/terraform/cloud-docs/api-docs/stability-policy
  /\/data(\/\d+)?\/attributes\/status must be equal to one of the allowed values$/,
];

interface Operation {
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

interface Body {
  readonly content?: Readonly<Record<string, object>>;
}

/**
 * HashiCorp's own description of the API, which is not ours to copy and in no package registry: where a copy is at hand, requests
 * and answers are compared with it too.
 *
 * @see https://github.com/hashicorp/go-tfe/blob/0fa6b09/v2/openapi/spec.json
 */
export class PublishedDescription {
  readonly #ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  readonly #paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly #compiled = new Map<string, ValidateFunction>();

  /** @param file where the copy is */
  constructor(file: string) {
    const description = JSON.parse(readFileSync(file, "utf8"));
    this.#paths = description.paths;
    this.#ajv.addSchema(description, "published");
  }

  /** What it says against a request and its answer. */
  violations(route: Route, body: unknown, answer: Answer): readonly string[] {
    const all = [...this.#ofRequest(route, body), ...this.#ofAnswer(route, answer)];
    return all.filter((text) => !knownDifferences.some((known) => known.test(text)));
  }

  #ofRequest({ method, path }: Route, body: unknown): readonly string[] {
    const operation = this.#paths[path]?.[method.toLowerCase()];
    if (operation?.requestBody === undefined || body === undefined) return [];
    return this.#violations(
      pointer(path, method, "requestBody"),
      operation.requestBody,
      body,
      `${method} ${path} is sent`,
    );
  }

  #ofAnswer({ method, path }: Route, { status, body }: Answer): readonly string[] {
    const operation = this.#paths[path]?.[method.toLowerCase()];
    const where = `${method} ${path} is answered ${status}`;
    if (operation === undefined) return [`${method} ${path} is not in the published description`];
    const name = `${status}` in operation.responses ? `${status}` : "default";
    const response = operation.responses[name];
    if (response === undefined || (name === "default" && status < 400))
      return [`${where}, which is not in the published description`];
    if (body === undefined || Buffer.isBuffer(body)) return [];
    return this.#violations(pointer(path, method, "responses", name), response, body, where);
  }

  #violations(at: string, { content = {} }: Body, body: unknown, where: string): readonly string[] {
    if (content[MEDIA_TYPE] === undefined) return [`${where} JSON, which is not in the published description`];
    const reference = `published#${at}/content/${escaped(MEDIA_TYPE)}/schema`;
    const validate = this.#compiled.get(reference) ?? this.#ajv.compile({ $ref: reference });
    this.#compiled.set(reference, validate);
    if (validate(body)) return [];
    const errors = validate.errors ?? [];
    return errors.map(({ instancePath, message }) => `${where}: ${instancePath} ${message}`);
  }
}

function pointer(path: string, method: string, ...rest: readonly string[]): string {
  return ["", "paths", path, method.toLowerCase(), ...rest].map(escaped).join("/");
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}

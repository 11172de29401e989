import { type ApiRequest, type ApiResponse, errorResponse, jsonOf } from "../front/exchange";
import type { Service } from "../front/server";
import type { Functions } from "../functions/functions";

const FUNCTIONS = /^\/2015-03-31\/functions\/?$/;
const ONE_FUNCTION = /^\/2015-03-31\/functions\/([^/]+)(?:\/(code|configuration|invocations))?\/?$/;

/** How much of a log comes along with an answer where it is asked for: 4 KB. */
const TAIL = 4096;

/**
 * Lambda whose functions run: packages are kept as they pass, and an invocation runs them. All else of Lambda is the
 * account's.
 */
export function lambdaFunctions(functions: Functions): Service {
  async function create(request: ApiRequest, forward: () => Promise<ApiResponse>): Promise<ApiResponse> {
    const { FunctionName = "", Code } = jsonOf<{ FunctionName?: string; Code?: { ZipFile?: string } }>(request) ?? {};
    if (Code?.ZipFile === undefined) return noPackage();
    const response = await forward();
    if (response.status === 201) {
      functions.deploy(request.region, nameOf(FunctionName), Buffer.from(Code.ZipFile, "base64"));
    }
    return response;
  }

  async function updateCode(request: ApiRequest, name: string, forward: () => Promise<ApiResponse>) {
    const { ZipFile } = jsonOf<{ ZipFile?: string }>(request) ?? {};
    if (ZipFile === undefined) return noPackage();
    const response = await forward();
    if (response.status === 200) functions.deploy(request.region, name, Buffer.from(ZipFile, "base64"));
    return response;
  }

  async function updateConfiguration({ region }: ApiRequest, name: string, forward: () => Promise<ApiResponse>) {
    const response = await forward();
    if (response.status === 200) functions.changed(region, name);
    return response;
  }

  async function remove({ region }: ApiRequest, name: string, forward: () => Promise<ApiResponse>) {
    const response = await forward();
    if (response.status < 300) functions.delete(region, name);
    return response;
  }

  async function invoke({ region, headers, body }: ApiRequest, name: string): Promise<ApiResponse> {
    if (!functions.has(region, name)) {
      return errorResponse(404, "ResourceNotFoundException", `Function not found: ${name}`);
    }
    const kind = headers["x-amz-invocation-type"] ?? "RequestResponse";
    if (kind === "DryRun") return { status: 204, headers: {}, body: Buffer.alloc(0) };
    const event = body.length === 0 ? Buffer.from("{}") : body;
    if (jsonOf({ body: event }) === undefined) {
      return errorResponse(400, "InvalidRequestContentException", "Could not parse request body into json");
    }
    const answered = functions.invoke(region, name, event);
    if (kind === "Event") {
      answered.catch(() => {});
      return { status: 202, headers: {}, body: Buffer.alloc(0) };
    }
    const { requestId, failed, body: result, log } = await answered;
    const tail = headers["x-amz-log-type"] === "Tail" ? Buffer.from(log.slice(-TAIL)).toString("base64") : undefined;
    return {
      status: 200,
      headers: {
        "content-type": "application/json",
        "x-amzn-requestid": requestId,
        "x-amz-executed-version": "$LATEST",
        ...(failed && { "x-amz-function-error": "Unhandled" }),
        ...(tail !== undefined && { "x-amz-log-result": tail }),
      },
      body: result,
    };
  }

  return (request, forward) => {
    if (request.service !== "lambda") return undefined;
    const { method, path } = request;
    if (method === "POST" && FUNCTIONS.test(path)) return create(request, forward);
    const [, given, part] = ONE_FUNCTION.exec(path) ?? [];
    if (given === undefined) return undefined;
    const name = nameOf(decodeURIComponent(given));
    if (part === "invocations" && method === "POST") return invoke(request, name);
    if (part === "code" && method === "PUT") return updateCode(request, name, forward);
    if (part === "configuration" && method === "PUT") return updateConfiguration(request, name, forward);
    return part === undefined && method === "DELETE" ? remove(request, name, forward) : undefined;
  };
}

/** A function can be named by its name, by a part of its ARN, or by its ARN, with a version or without. */
export function nameOf(given: string): string {
  return /(?:^|:)function:([^:]+)/.exec(given)?.[1] ?? given.replace(/:.*$/, "");
}

function noPackage(): ApiResponse {
  return errorResponse(
    400,
    "InvalidParameterValueException",
    "The rehearsal runs functions whose package comes with the request, as a zip file: not from S3 and no images.",
  );
}

import type { AccountApi } from "../account/api";
import { type ApiRequest, type ApiResponse, errorResponse, jsonOf, jsonResponse } from "../front/exchange";
import type { Service } from "../front/server";
import type { InterfacePlace } from "../mappings/interfaces";
import { type Mapping, type MappingArguments, shownOf } from "../mappings/mapping";
import { brokerIdOf, type Mappings } from "../mappings/mappings";
import { violationOf } from "../mappings/validation";
import { nameOf } from "./lambda-functions";

const MAPPINGS = /^\/2015-03-31\/event-source-mappings(?:\/([^/]*))?$/;
const TAGS = /^\/2017-03-31\/tags\/(.*:event-source-mapping:.*)$/;

/** What Lambda answers in place of making a mapping, by what the account says of its function; undefined where it makes it. */
export type Refusal = (given: MappingArguments, functionArn: string, region: string) => Promise<string | undefined>;

/** Lambda's API of event source mappings on Amazon MQ. Those on other sources are the account's. */
export function lambdaMappings(mappings: Mappings, api: AccountApi, refusal: Refusal): Service {
  async function create(request: ApiRequest): Promise<ApiResponse> {
    const given = jsonOf<MappingArguments>(request) ?? {};
    const violation = violationOf(given);
    if (violation !== undefined) return invalid(violation);
    const { region } = request;
    const functionArn = await functionArnOf(region, given.FunctionName ?? "");
    if (functionArn === undefined) return invalid(`Function not found: ${given.FunctionName}`);
    const broker = await api.rest<Broker>("mq", region, "GET", `/v1/brokers/${brokerIdOf({ arguments: given })}`);
    if (broker === undefined || broker.brokerArn !== given.EventSourceArn) {
      return invalid("Broker does not exist. Specify a valid broker ARN.");
    }
    const same = mappings.all.find(
      ({ arguments: { EventSourceArn, Queues } }) =>
        EventSourceArn === given.EventSourceArn && Queues?.[0] === given.Queues?.[0],
    );
    if (same !== undefined && same.functionArn === functionArn) {
      const text = `An event source mapping with event source arn ("${given.EventSourceArn}") and function ("${nameOf(functionArn)}") already exists. Please update or delete the existing mapping with UUID ${same.uuid}`;
      return errorResponse(409, "ResourceConflictException", text);
    }
    // What is half made may not be readable: that is no refusal.
    const refused = await refusal(given, functionArn, region).catch(() => undefined);
    if (refused !== undefined) return invalid(refused);
    return shown(202, mappings.create(region, given, functionArn, placeOf(broker)));
  }

  async function update({ region, ...request }: ApiRequest, mapping: Mapping): Promise<ApiResponse> {
    const given = jsonOf<MappingArguments>(request) ?? {};
    const violation = violationOf({ ...mapping.arguments, ...given });
    if (violation !== undefined) return invalid(violation);
    if (/ing$/.test(mapping.state)) {
      const text = `Cannot update the event source mapping because it is in use.`;
      return errorResponse(400, "ResourceInUseException", text);
    }
    const functionArn =
      given.FunctionName === undefined ? mapping.functionArn : await functionArnOf(region, given.FunctionName);
    if (functionArn === undefined) return invalid(`Function not found: ${given.FunctionName}`);
    mappings.update(mapping, given, functionArn);
    return shown(202, mapping);
  }

  function remove(mapping: Mapping): ApiResponse {
    if (/^(Creating|Updating|Enabling|Disabling)$/.test(mapping.state)) {
      const text = `Cannot delete the event source mapping because it is in use.`;
      return errorResponse(400, "ResourceInUseException", text);
    }
    if (mapping.state !== "Deleting") mappings.delete(mapping);
    return shown(202, mapping);
  }

  async function list({ query, region }: ApiRequest, forward: () => Promise<ApiResponse>): Promise<ApiResponse> {
    const others = jsonOf<{ EventSourceMappings?: object[] }>(await forward())?.EventSourceMappings ?? [];
    const source = query.get("EventSourceArn");
    const name = query.get("FunctionName");
    const own = mappings.all.filter(
      (each) =>
        each.region === region &&
        (source === null || each.arguments.EventSourceArn === source) &&
        (name === null || nameOf(each.functionArn) === nameOf(name)),
    );
    return jsonResponse(200, { EventSourceMappings: [...own.map(shownOf), ...others] });
  }

  function tags(request: ApiRequest, mapping: Mapping): ApiResponse {
    if (request.method === "GET") return jsonResponse(200, { Tags: mapping.tags });
    if (request.method === "POST") {
      Object.assign(mapping.tags, jsonOf<{ Tags?: object }>(request)?.Tags);
    } else {
      for (const key of request.query.getAll("tagKeys")) delete mapping.tags[key];
    }
    return { status: 204, headers: {}, body: Buffer.alloc(0) };
  }

  async function functionArnOf(region: string, name: string): Promise<string | undefined> {
    const path = `/2015-03-31/functions/${encodeURIComponent(nameOf(name))}`;
    const found = await api.rest<{ Configuration: { FunctionArn: string } }>("lambda", region, "GET", path);
    return found?.Configuration.FunctionArn;
  }

  return (request, forward) => {
    if (request.service !== "lambda") return undefined;
    const { method, path } = request;
    const [, arn] = TAGS.exec(decodeURIComponent(path)) ?? [];
    if (arn !== undefined) {
      const mapping = mappings.byArn(arn);
      return mapping === undefined ? undefined : Promise.resolve(tags(request, mapping));
    }
    const match = MAPPINGS.exec(path);
    if (match === null) return undefined;
    const uuid = match[1] ?? "";
    if (uuid === "") {
      if (method === "GET") return list(request, forward);
      return isOnAmazonMq(request) ? create(request) : undefined;
    }
    const mapping = mappings.get(uuid);
    if (mapping === undefined || mapping.region !== request.region) return undefined;
    if (method === "GET") return Promise.resolve(shown(200, mapping));
    return method === "DELETE" ? Promise.resolve(remove(mapping)) : update(request, mapping);
  };
}

/** What the account reports of a broker. */
interface Broker {
  readonly brokerArn?: string;
  readonly publiclyAccessible?: boolean;
  readonly subnetIds?: readonly string[];
  readonly securityGroups?: readonly string[];
}

/** A mapping on a public broker has no interfaces. */
function placeOf({ publiclyAccessible, subnetIds = [], securityGroups = [] }: Broker): InterfacePlace | undefined {
  return publiclyAccessible === true ? undefined : { subnetIds, securityGroupIds: securityGroups };
}

function isOnAmazonMq(request: ApiRequest): boolean {
  return jsonOf<MappingArguments>(request)?.EventSourceArn?.split(":")[2] === "mq";
}

function shown(status: number, mapping: Mapping): ApiResponse {
  return jsonResponse(status, shownOf(mapping));
}

function invalid(message: string): ApiResponse {
  return errorResponse(400, "InvalidParameterValueException", message);
}

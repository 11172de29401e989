import type { AccountApi } from "../account/api";
import type { Brokers } from "../brokers/brokers";
import { type ApiRequest, type ApiResponse, jsonOf, jsonResponse } from "../front/exchange";
import type { Service } from "../front/server";

interface CreateBroker {
  readonly users?: readonly { readonly username?: string; readonly password?: string }[];
  readonly deploymentMode?: string;
  readonly configuration?: { readonly id?: string; readonly revision?: number };
}

const ONE_BROKER = /^\/v1\/brokers\/(b-[^/]+)(\/reboot)?$/;

/**
 * Amazon MQ whose brokers run. The emulated account validates and keeps them; here a RabbitMQ server is started and stopped
 * for each, and shown as its endpoint.
 */
export function amazonMq(brokers: Brokers, api: AccountApi): Service {
  /** Why servers did not start, by broker. */
  const failed = new Set<string>();

  async function create(request: ApiRequest, forward: () => Promise<ApiResponse>): Promise<ApiResponse> {
    const response = await forward();
    const { brokerId } = jsonOf<{ brokerId?: string }>(response) ?? {};
    if (response.status !== 200 || brokerId === undefined || brokers.get(brokerId) !== undefined) return response;
    const wanted = jsonOf<CreateBroker>(request) ?? {};
    const [{ username = "", password = "" } = {}] = wanted.users ?? [];
    try {
      // Answered only now: nobody has to look again and again whether the broker runs.
      await brokers.start({
        id: brokerId,
        user: { username, password },
        deploymentMode: wanted.deploymentMode ?? "SINGLE_INSTANCE",
        configuration: await configurationLines(request.region, wanted.configuration),
      });
    } catch (error) {
      failed.add(brokerId);
      process.stderr.write(`The broker ${brokerId} failed: ${(error as Error).message}\n`);
    }
    return response;
  }

  async function configurationLines(region: string, configuration: CreateBroker["configuration"]) {
    if (configuration?.id === undefined) return [];
    const path = `/v1/configurations/${configuration.id}/revisions/${configuration.revision ?? 1}`;
    const { data = "" } = (await api.rest<{ data?: string }>("mq", region, "GET", path)) ?? {};
    const lines = Buffer.from(data, "base64").toString().split("\n");
    return lines.filter((line) => RABBITMQ_LINE.test(line));
  }

  async function describe(id: string, forward: () => Promise<ApiResponse>): Promise<ApiResponse> {
    const response = await forward();
    const description = jsonOf<object>(response);
    const broker = brokers.get(id);
    if (response.status !== 200 || description === undefined) return response;
    if (broker === undefined) {
      return jsonResponse(200, {
        ...description,
        ...(failed.has(id) && { brokerState: "CREATION_FAILED" }),
        brokerInstances: [],
      });
    }
    const { access, amqps } = broker.server;
    const instance = { consoleURL: access.url, endpoints: [amqps], ipAddress: "" };
    return jsonResponse(200, { ...description, brokerInstances: [instance] });
  }

  async function remove(id: string, forward: () => Promise<ApiResponse>): Promise<ApiResponse> {
    const response = await forward();
    if (response.status === 200) await brokers.delete(id);
    return response;
  }

  async function reboot(id: string, forward: () => Promise<ApiResponse>): Promise<ApiResponse> {
    const response = await forward();
    const server = brokers.get(id)?.server;
    await server?.stop();
    await server?.start();
    return response;
  }

  return (request, forward) => {
    if (request.service !== "mq") return undefined;
    const { method, path } = request;
    if (method === "POST" && path === "/v1/brokers") return create(request, forward);
    const [, id, isReboot] = ONE_BROKER.exec(path) ?? [];
    if (id === undefined) return undefined;
    if (isReboot !== undefined) return reboot(id, forward);
    if (method === "GET") return describe(id, forward);
    return method === "DELETE" ? remove(id, forward) : undefined;
  };
}

/** Comments, and what Amazon MQ's own defaults for ActiveMQ are, say nothing to RabbitMQ. */
const RABBITMQ_LINE = /^[a-z][a-z0-9_.]* *= *\S/;

import type { IncomingMessage } from "node:http";
import { type EmulatedAnswer, HttpEmulator } from "./http-emulator";

/** A network interface in the emulated account. */
export interface EmulatedInterface {
  readonly id: string;
  readonly description: string;
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
  readonly status: "in-use" | "available";
}

/** An error to answer with. */
export interface EmulatedFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** How many interfaces a page holds at the most, whatever the caller asks for: EC2 may always give fewer. */
const PAGE = 2;

/**
 * The part of EC2 and Lambda that finds interfaces of mappings, over their own protocols: EC2's Query protocol with XML
 * answers, Lambda's REST.
 */
export class Ec2AndLambdaEmulator extends HttpEmulator {
  interfaces: readonly EmulatedInterface[] = [];
  /** States of mappings by UUID: such as Enabled, Disabled, Deleting. */
  mappings: Readonly<Record<string, string>> = {};
  /** Errors that EC2 answers with before anything else, in order. */
  readonly ec2Failures: EmulatedFailure[] = [];
  /** Errors that Lambda answers with before anything else, in order. */
  readonly lambdaFailures: EmulatedFailure[] = [];
  /** Every page of interfaces that was asked for. */
  readonly pages: URLSearchParams[] = [];

  protected override answer(request: IncomingMessage, body: string): EmulatedAnswer {
    const [, uuid] = /^\/2015-03-31\/event-source-mappings\/([^/]+)$/.exec(request.url ?? "") ?? [];
    return uuid === undefined ? this.#describeNetworkInterfaces(new URLSearchParams(body)) : this.#getMapping(uuid);
  }

  #getMapping(uuid: string): EmulatedAnswer {
    const state = this.mappings[uuid];
    const failure =
      this.lambdaFailures.shift() ??
      (state === undefined
        ? { status: 404, code: "ResourceNotFoundException", message: "The resource you requested does not exist." }
        : undefined);
    if (failure === undefined) return { status: 200, body: JSON.stringify({ UUID: uuid, State: state }) };
    return {
      status: failure.status,
      headers: { "x-amzn-errortype": failure.code },
      body: JSON.stringify({ Type: "User", Message: failure.message }),
    };
  }

  #describeNetworkInterfaces(query: URLSearchParams): EmulatedAnswer {
    const failure = this.ec2Failures.shift();
    if (failure !== undefined) {
      const error = `<Error><Code>${failure.code}</Code><Message>${failure.message}</Message></Error>`;
      return xml(failure.status, `<Response><Errors>${error}</Errors></Response>`);
    }
    this.pages.push(query);
    const found = this.interfaces.filter((one) => matchesFilters(one, query));
    const start = Number(query.get("NextToken") ?? 0);
    const items = found
      .slice(start, start + PAGE)
      .map(interfaceXml)
      .join("");
    const next = start + PAGE < found.length ? `<nextToken>${start + PAGE}</nextToken>` : "";
    const set = `<networkInterfaceSet>${items}</networkInterfaceSet>${next}`;
    return xml(200, `<DescribeNetworkInterfacesResponse>${set}</DescribeNetworkInterfacesResponse>`);
  }
}

/** Filters are joined by "and", the values of one filter by "or"; `*` stands for anything. */
function matchesFilters(one: EmulatedInterface, query: URLSearchParams): boolean {
  const fields: Readonly<Record<string, readonly string[]>> = {
    "subnet-id": [one.subnetId],
    "group-id": one.securityGroupIds,
    description: [one.description],
  };
  for (let index = 1; query.has(`Filter.${index}.Name`); index += 1) {
    const values = [...query].filter(([key]) => key.startsWith(`Filter.${index}.Value.`)).map(([, value]) => value);
    const held = fields[query.get(`Filter.${index}.Name`) ?? ""];
    if (held === undefined || !held.some((field) => values.some((value) => matches(field, value)))) return false;
  }
  return true;
}

function matches(field: string, pattern: string): boolean {
  return pattern.endsWith("*") ? field.startsWith(pattern.slice(0, -1)) : field === pattern;
}

function interfaceXml({ id, description, subnetId, securityGroupIds, status }: EmulatedInterface): string {
  const groupSet = securityGroupIds.map((groupId) => `<item><groupId>${groupId}</groupId></item>`).join("");
  const fields = { networkInterfaceId: id, description, subnetId, groupSet, status };
  return `<item>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join("")}</item>`;
}

function xml(status: number, content: string): EmulatedAnswer {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
  return { status, headers: { "content-type": "text/xml;charset=UTF-8" }, body: declaration + content };
}

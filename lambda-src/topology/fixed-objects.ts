import { isDeepStrictEqual } from "node:util";
import { ExplainedError } from "../shared/explained-error";
import type { Changes } from "./changes";
import type { ExchangeType } from "./event";
import type { ManagementApi } from "./management-api";

/** A queue or exchange: once it exists, RabbitMQ changes none of its properties. */
export interface FixedObject {
  readonly kind: "queue" | "exchange";
  readonly name: string;
  /** Every property, as the management API shows it. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * A quorum queue with nothing but its type among its arguments: all else is policy, which can change.
 *
 * @see https://www.rabbitmq.com/docs/quorum-queues
 */
export function quorumQueue(name: string): FixedObject {
  return {
    kind: "queue",
    name,
    properties: {
      type: "quorum",
      durable: true,
      auto_delete: false,
      exclusive: false,
      arguments: { "x-queue-type": "quorum" },
    },
  };
}

/** An exchange that gives every message to every queue bound to it. */
export function fanoutExchange(name: string): FixedObject {
  return exchangeOfType("fanout", name);
}

/** An exchange that outlives the broker's restarts. */
export function exchangeOfType(type: ExchangeType, name: string): FixedObject {
  return {
    kind: "exchange",
    name,
    properties: { type, durable: true, auto_delete: false, internal: false, arguments: {} },
  };
}

/**
 * Finds out which of the objects are there already, and changes nothing.
 *
 * @returns those that are missing
 * @throws ExplainedError that lists every object that is there with other properties
 */
export async function missingAmong(
  broker: ManagementApi,
  virtualHost: string,
  objects: readonly FixedObject[],
): Promise<readonly FixedObject[]> {
  const missing: FixedObject[] = [];
  const conflicts: string[] = [];
  for (const object of objects) {
    const existing = await broker.get<Record<string, unknown>>(pathOf(virtualHost, object));
    if (existing === undefined) missing.push(object);
    else conflicts.push(...conflictsOf(virtualHost, object, existing));
  }
  if (conflicts.length === 0) return missing;
  throw new ExplainedError(
    "DeclaredDifferently",
    [
      ...conflicts,
      "RabbitMQ cannot change these on what exists. Nothing was changed, and no message was lost. Either choose another " +
        "queue name, or move the messages elsewhere, delete what is named here, and deploy again. " +
        "https://www.rabbitmq.com/docs/queues#property-equivalence",
    ].join("\n"),
  );
}

/** Declares an object that is missing. */
export async function declare(
  broker: ManagementApi,
  virtualHost: string,
  object: FixedObject,
  changes: Changes,
): Promise<void> {
  await broker.put(pathOf(virtualHost, object), object.properties);
  changes.made(`declared ${object.kind} ${JSON.stringify(object.name)}`);
}

function pathOf(virtualHost: string, { kind, name }: FixedObject): string[] {
  return [`${kind}s`, virtualHost, name];
}

function conflictsOf(virtualHost: string, object: FixedObject, existing: Record<string, unknown>): string[] {
  const differences = Object.entries(object.properties)
    .filter(([property, expected]) => !isDeepStrictEqual(existing[property], expected))
    .map(
      ([property, expected]) =>
        `its ${property} is ${JSON.stringify(existing[property])} and must be ${JSON.stringify(expected)}`,
    );
  if (differences.length === 0) return [];
  const where = `in virtual host ${JSON.stringify(virtualHost)}`;
  return [`The ${object.kind} ${JSON.stringify(object.name)} ${where} exists already: ${differences.join(", ")}.`];
}

import { sourceAccesses } from "../../aws/iam/credentials";
import { givenOf, isUnset, text } from "../../aws/iam/values";
import type { Instance, Value } from "../../terraform/model/model";
import { scalar } from "../../terraform/model/values";
import type { Finding } from "../../verdict";
import { declarersOf } from "./declarers";
import { finding } from "./finding";
import { notShown } from "./mapping-arguments";
import type { Subjects } from "./subjects";

/** Longest name of a queue that a mapping takes. @see https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html */
const LONGEST_NAME = 1000;

/** The queue that the mapping reads, and where it comes from. */
export function queue({ mapping, model }: Subjects): readonly Finding[] {
  const queues = mapping.get("queues");
  const names = queues.kind === "list" ? queues.items : isUnset(queues) ? [] : [queues];
  const open = queues.kind === "unknown" || (queues.kind === "list" && queues.open !== null);
  if (names.length !== 1 || open) {
    if (open && names.length < 2) return [notShown(mapping, "queues")];
    return [finding("queues", mapping, { mapping: mapping.address, wrong: "count", count: names.length })];
  }
  const name = names[0] === undefined ? null : text(names[0]);
  const length = name === null ? null : [...name].length;
  if (length !== null && (length === 0 || length > LONGEST_NAME)) {
    return [finding("queues", mapping, { mapping: mapping.address, wrong: "length", length, most: LONGEST_NAME })];
  }
  const declared = name === null ? [] : model.ofType("rabbitmq_queue").filter((one) => text(one.get("name")) === name);
  return [...otherVirtualHost(mapping, declared), ...undeclared(mapping, declared)];
}

/** The virtual host of a mapping or a queue that names none. */
const DEFAULT_HOST = scalar("/");

function hostIn(value: Value): Value {
  return isUnset(value) ? DEFAULT_HOST : value;
}

function otherVirtualHost(mapping: Instance, declared: readonly Instance[]): readonly Finding[] {
  const [first] = declared;
  const host = virtualHostOf(mapping);
  if (first === undefined || host === null) return [];
  const hosts = declared.map((one) => hostIn(one.get("vhost")));
  if (hosts.some((other) => text(other) === null || text(other) === text(host))) return [];
  const declaredIn = givenOf(hosts[0] ?? DEFAULT_HOST);
  const facts = { mapping: mapping.address, queue: first.address, declaredIn, readFrom: givenOf(host) };
  return [finding("virtual-host", mapping, facts)];
}

/** The virtual host that the mapping reads from; null when the input does not show it. */
function virtualHostOf(mapping: Instance): Value | null {
  const accesses = mapping.get("source_access_configuration");
  const given = sourceAccesses(accesses).find((access) => text(access.get("type")) === "VIRTUAL_HOST");
  if (given !== undefined) return text(given.get("uri")) === null ? null : given.get("uri");
  return accesses.kind === "list" && accesses.open === null ? DEFAULT_HOST : null;
}

function undeclared(mapping: Instance, declared: readonly Instance[]): readonly Finding[] {
  const isNew = mapping.change === "create" || mapping.change === "replace";
  if (!isNew || declared.length > 0 || declarersOf(mapping).length > 0) return [];
  return [finding("queue-undeclared", mapping, { mapping: mapping.address })];
}

import { sourceAccesses } from "../../../aws/iam/credentials";
import { rule } from "../../../rules/rule";
import type { Subjects } from "../../../rules/subjects";
import type { Instance, Value } from "../../../terraform/model/model";
import { givenOf, givenTextOf, isUnset, textOf } from "../../../terraform/model/shown-values";
import { scalar } from "../../../terraform/model/values";
import { declaredQueues } from "./queue-undeclared";

/** The virtual host of a mapping or a queue that names none. */
const DEFAULT_HOST = scalar("/");

/** A mapping and its queue in different virtual hosts. */
export const virtualHost = rule({
  code: "virtual-host",
  severity: "warning",
  effect: "none",
  kind: "outcome",
  title: "The queue is declared in another virtual host",
  meaning: 'A mapping without VIRTUAL_HOST reads from "/". Messages in a queue of another virtual host are never read.',
  example:
    'resource "rabbitmq_queue" "orders" {\n  name  = "orders"\n  vhost = "shop" # the mapping names no VIRTUAL_HOST\n}',
  source: "https://github.com/serverless/serverless/issues/10813",
  check(subjects: Subjects, found) {
    const { mapping } = subjects;
    const declared = declaredQueues(subjects);
    const [first] = declared;
    const host = virtualHostOf(mapping);
    if (first === undefined || host === null) return [];
    const hosts = declared.map((one) => hostIn(one.get("vhost")));
    if (hosts.some((other) => givenTextOf(other) === null || givenTextOf(other) === givenTextOf(host))) return [];
    return [
      found(mapping, {
        mapping: mapping.address,
        queue: first.address,
        declaredIn: givenOf(hosts[0] ?? DEFAULT_HOST),
        readFrom: givenOf(host),
      }),
    ];
  },
});

function hostIn(value: Value): Value {
  return isUnset(value) ? DEFAULT_HOST : value;
}

/** The virtual host that the mapping reads from; null when the input does not show it. */
function virtualHostOf(mapping: Instance): Value | null {
  const accesses = mapping.get("source_access_configuration");
  const given = sourceAccesses(accesses).find((access) => textOf(access.get("type")) === "VIRTUAL_HOST");
  if (given !== undefined) return givenTextOf(given.get("uri")) === null ? null : given.get("uri");
  return accesses.kind === "list" && accesses.open === null ? DEFAULT_HOST : null;
}

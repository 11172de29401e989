import { ENDPOINT_PREFIXES } from "../../aws-provider/partitions";
import { missingFact } from "../../causes/missing-fact";
import type { Instance, MissingFact, Model, Value } from "../../terraform/model/model";
import { isLeftToAws, itemsOf, missingOf, textOf } from "../../terraform/model/shown-values";
import { Ties } from "../ties";
import { isIpv6, type Range, rangeOf } from "./addresses";
import { parseServiceName } from "./service-names";
import { filterValue } from "./vpcs";

/** The IPv4 addresses of a prefix list, as far as they matter to this check. */
export interface PrefixListEntries {
  readonly ranges: readonly Range[];
  /** What is missing to know whether there are more. */
  readonly missing: readonly MissingFact[];
}

const TYPES = ["aws_ec2_managed_prefix_list", "aws_prefix_list"];

/** Services that have gateway endpoints: no address in their lists is one of STS, Secrets Manager or Lambda. */
const WITH_GATEWAY_ENDPOINTS = new Set(["s3", "s3express", "dynamodb"]);

/** The prefix lists of a model. */
export class PrefixLists {
  readonly #read = new Map<Instance, PrefixListEntries>();
  #entries: Ties | undefined;

  constructor(private readonly model: Model) {}

  /** The addresses of every list that a value denotes. */
  entriesOf(value: Value): PrefixListEntries {
    const links = this.model.links(value, TYPES);
    const lists = links.certain.map(({ instance }) => this.#ofInstance(instance));
    const possible = links.possible.map(({ instance }) => missingFact("prefix-list-meant", { list: instance.address }));
    const outside = links.outside.map((id) => missingFact("prefix-list-entries", { list: id }));
    return {
      ranges: lists.flatMap((list) => list.ranges),
      missing: [...lists.flatMap((list) => list.missing), ...possible, ...outside, ...links.missing],
    };
  }

  #ofInstance(instance: Instance): PrefixListEntries {
    let read = this.#read.get(instance);
    if (read === undefined) {
      read = this.#readInstance(instance);
      this.#read.set(instance, read);
    }
    return read;
  }

  #readInstance(instance: Instance): PrefixListEntries {
    // A gateway endpoint's `prefix_list_id` is the list of S3 or DynamoDB.
    if (instance.type === "aws_vpc_endpoint") return { ranges: [], missing: [] };
    const names = [instance.get("name"), ...itemsOf(filterValue(instance, "prefix-list-name") ?? instance.get("name"))];
    if (names.some(isOfGatewayService)) return { ranges: [], missing: [] };
    const attribute =
      instance.mode === "managed" ? "entry" : instance.type === "aws_prefix_list" ? "cidr_blocks" : "entries";
    if (instance.mode === "data" && isLeftToAws(instance, attribute)) {
      return { ranges: [], missing: [missingFact("prefix-list-read", { list: instance.address }, "reading")] };
    }
    this.#entries ??= this.#separateEntries();
    const blocks = itemsOf(instance.get(attribute)).map((item) => (item.kind === "block" ? item.get("cidr") : item));
    const ranges: Range[] = [];
    const entries = this.#entries.of(instance);
    const missing = entries.flatMap(({ doubt }) => doubt ?? []);
    const separate = entries.filter(({ doubt }) => doubt === null).map((entry) => entry.instance.get("cidr"));
    for (const value of [...blocks, ...separate]) {
      const text = textOf(value);
      const range = text === null ? undefined : rangeOf(text);
      if (range !== undefined) ranges.push(range);
      else if (text === null || !isIpv6(text)) missing.push(missingOf(value, { part: "entry", of: instance.address }));
    }
    return { ranges, missing };
  }

  #separateEntries(): Ties {
    const entries = this.model.ofType("aws_ec2_managed_prefix_list_entry");
    return new Ties(this.model, entries, (entry) => entry.get("prefix_list_id"), TYPES);
  }
}

/** AWS names its lists as the service's endpoint service, and nobody else may use these names. */
function isOfGatewayService(name: Value): boolean {
  const { prefix, service } = parseServiceName(textOf(name) ?? "") ?? {};
  return prefix !== undefined && ENDPOINT_PREFIXES.includes(prefix) && WITH_GATEWAY_ENDPOINTS.has(service ?? "");
}

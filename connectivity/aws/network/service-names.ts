import { DNS_SUFFIXES } from "../../aws-provider/partitions";
import type { Service } from "../../causes/party";
import type { Instance, Model, Value } from "../../terraform/model/model";
import { itemsOf, textOf } from "../../terraform/model/shown-values";
import { filterValue } from "./vpcs";

export type { Service } from "../../causes/party";

export const SERVICES: readonly Service[] = ["sts", "secretsmanager", "lambda"];

/** The parts of an endpoint service's name, such as `com.amazonaws.eu-west-1.sts`. */
export interface ServiceName {
  readonly prefix: string;
  readonly region: string;
  /** Such as `sts`; `sts-fips` is another service with another DNS name. */
  readonly service: string;
}

const NAME = /^([a-z0-9.-]+?)\.([a-z]{2,4}(?:-[a-z]+)+-\d+)\.(.+)$/;

export function parseServiceName(text: string): ServiceName | undefined {
  const [, prefix, region, service] = NAME.exec(text) ?? [];
  return prefix === undefined || region === undefined || service === undefined
    ? undefined
    : { prefix, region, service };
}

/**
 * Whether AWS has an endpoint service of that name. In China the prefix is that of the service: STS and Lambda are
 * `cn.com.amazonaws`, Secrets Manager is `com.amazonaws`.
 */
export function isOffered({ prefix, region, service }: ServiceName): boolean {
  if (!region.startsWith("cn-")) return true;
  return (prefix === "cn.com.amazonaws") === (service === "sts" || service === "lambda");
}

const SUFFIX = DNS_SUFFIXES.map((suffix) => suffix.replaceAll(".", "\\.")).join("|");
const DNS_NAME = new RegExp(`^([a-z]+)\\.([a-z0-9-]+)\\.(?:${SUFFIX})$`);
const OF_REGION = new RegExp(`^([a-z0-9-]+)\\.(?:${SUFFIX})$`);
const OF_BROKERS = new RegExp(`^(?:mq\\.)?([a-z0-9-]+)\\.(?:on\\.aws|${SUFFIX})$`);

/** Whether a DNS name is the one that the pollers call in a Region; in any Region where it is not known which. */
export function isDnsNameOf(service: Service, name: string, region: string | null): boolean {
  const [, called, where] = DNS_NAME.exec(name) ?? [];
  return called === service && isRegion(where, region);
}

/** Whether the name of a service in a Region is in a domain: is it, or is below it. */
export function holdsNameOf(service: Service, domain: string, region: string | null): boolean {
  return isDnsNameOf(service, domain, region) || isAboveServices(domain, region);
}

/** Whether a domain is above the services' names in a Region, such as `amazonaws.com` or `eu-west-1.amazonaws.com`. */
export function isAboveServices(domain: string, region: string | null): boolean {
  if (DNS_SUFFIXES.some((suffix) => suffix === domain || suffix.endsWith(`.${domain}`))) return true;
  const where = OF_REGION.exec(domain)?.[1];
  return where !== undefined && isRegion(where, region);
}

/**
 * Whether a domain is above the names of brokers in a Region, such as `b-1234.mq.eu-west-1.amazonaws.com`, or `.on.aws` for
 * newer ones.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-basic-elements.html
 */
export function isAboveBrokers(domain: string, region: string | null): boolean {
  if (domain === "aws" || domain === "on.aws") return true;
  const where = OF_BROKERS.exec(domain)?.[1];
  return where === undefined ? isAboveServices(domain, region) : isRegion(where, region);
}

/** A DNS name as names are compared: lower case, without the final dot. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function isRegion(found: string | undefined, region: string | null): boolean {
  return region === null || found === region;
}

/** Names of the endpoint service that a value denotes: spelled, or looked up by a data source; none where it is not shown. */
export function serviceNamesOf(model: Model, value: Value): readonly ServiceName[] {
  const text = textOf(value);
  if (text !== null) return parsed([text]);
  const links = model.links(value, ["aws_vpc_endpoint_service"]);
  const [target] = links.certain;
  return target === undefined || links.possible.length > 0 ? [] : lookedUp(target.instance);
}

function lookedUp(data: Instance): readonly ServiceName[] {
  const spelled = [data.get("service_name"), ...itemsOf(filterValue(data, "service-name") ?? data.get("service_name"))];
  const names = parsed(spelled.flatMap((value) => textOf(value) ?? []));
  if (names.length > 0) return names;
  // The provider makes the name of the Region and this; what it finds exists, whichever prefix the service has there.
  const service = textOf(data.get("service"));
  const region = textOf(data.get("region")) ?? "";
  return service === null ? [] : ["com.amazonaws", "cn.com.amazonaws"].map((prefix) => ({ prefix, region, service }));
}

function parsed(texts: readonly string[]): readonly ServiceName[] {
  return texts.flatMap((text) => parseServiceName(text) ?? []);
}

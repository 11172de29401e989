import type { Instance, Model, Value } from "../reading/model";
import { itemsOf, textOf } from "./values";
import { filterValue } from "./vpcs";

/** The AWS services that a mapping's pollers call. */
export type Service = "sts" | "secretsmanager" | "lambda";

export const SERVICES: readonly Service[] = ["sts", "secretsmanager", "lambda"];

/** What to call a service in a sentence. */
export const SERVICE_TITLES: Readonly<Record<Service, string>> = {
  sts: "STS",
  secretsmanager: "Secrets Manager",
  lambda: "Lambda",
};

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

/** The DNS name that the pollers call. */
export function isDnsNameOf(service: Service, name: string): boolean {
  const plain = name.toLowerCase().replace(/\.$/, "");
  return new RegExp(`^${service}\\.[a-z0-9-]+\\.amazonaws\\.(com|com\\.cn|eu)$`).test(plain);
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
  // The provider makes the name of the Region and this.
  const short = textOf(data.get("service"));
  return short === null ? [] : [{ prefix: "com.amazonaws", region: textOf(data.get("region")) ?? "", service: short }];
}

function parsed(texts: readonly string[]): readonly ServiceName[] {
  return texts.flatMap((text) => parseServiceName(text) ?? []);
}

/** The Region of an availability or local zone, such as `us-west-2` of `us-west-2-lax-1a`. */
export function regionOfZone(zone: string | null): string | null {
  return zone === null ? null : (/^[a-z]{2,4}(?:-[a-z]+)+-\d+/.exec(zone)?.[0] ?? null);
}

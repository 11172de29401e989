import type { Instance } from "../../terraform/model/model";
import { textOf } from "../../terraform/model/shown-values";
import type { Subnet } from "./subnets";
import type { Vpc } from "./vpcs";

/** The Region of a VPC and of subnets in it: by their zones, or by what their resources or providers say. */
export function regionOf(vpc: Vpc, subnets: readonly Subnet[]): string | null {
  const zones = subnets.map(({ zone }) => regionOfZone(zone));
  const said = [vpc, ...subnets].flatMap(({ sources }) => sources).map((source) => textOf(source.get("region")));
  return [...zones, ...said].find((region) => region !== null) ?? null;
}

/** The Region of an availability or local zone, such as `us-west-2` of `us-west-2-lax-1a`. */
export function regionOfZone(zone: string | null): string | null {
  return zone === null ? null : (/^[a-z]{2,4}(?:-[a-z]+)+-\d+/.exec(zone)?.[0] ?? null);
}

/** Whether a data source certainly looked in another Region: a filter finds nothing there, without an error. */
export function isElsewhere(lookUp: Instance, region: string | null): boolean {
  const own = textOf(lookUp.get("region"));
  return own !== null && region !== null && own !== region;
}

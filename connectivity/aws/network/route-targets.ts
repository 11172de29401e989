import { missingFact } from "../../causes/missing-fact";
import type { Instance, MissingFact, Model, Target, Value } from "../../terraform/model/model";
import { isUnset, textOf } from "../../terraform/model/shown-values";

export type TargetKind =
  | "local"
  | "internet-gateway"
  | "egress-only-gateway"
  | "nat-gateway"
  | "transit-gateway"
  | "peering"
  /** Something that forwards elsewhere, by rules that no plan shows. */
  | "opaque"
  | "blackhole";

/** Where a route leads. */
export interface RouteTarget {
  readonly kind: TargetKind;
  /** What to call it. */
  readonly address: string;
  readonly instance: Instance | null;
}

/** The targets that a route may have: one, or several where the input lost which. */
export interface RouteTargets {
  readonly targets: readonly RouteTarget[];
  readonly missing: readonly MissingFact[];
}

/** Every argument of a route that names a target. */
const ARGUMENTS = [
  "gateway_id",
  "nat_gateway_id",
  "transit_gateway_id",
  "vpc_peering_connection_id",
  "egress_only_gateway_id",
  "network_interface_id",
  "instance_id",
  "vpc_endpoint_id",
  "carrier_gateway_id",
  "local_gateway_id",
  "core_network_arn",
  "odb_network_arn",
];

const KIND_OF_TYPE = new Map<string, TargetKind>([
  ["aws_internet_gateway", "internet-gateway"],
  ["aws_egress_only_internet_gateway", "egress-only-gateway"],
  ["aws_nat_gateway", "nat-gateway"],
  ["aws_ec2_transit_gateway", "transit-gateway"],
  ["aws_vpc_peering_connection", "peering"],
  ["aws_vpc_peering_connection_accepter", "peering"],
  ["aws_vpn_gateway", "opaque"],
  ["aws_network_interface", "opaque"],
  ["aws_instance", "opaque"],
  ["aws_vpc_endpoint", "opaque"],
  ["aws_ec2_carrier_gateway", "opaque"],
  ["aws_ec2_local_gateway", "opaque"],
  ["aws_networkmanager_core_network", "opaque"],
]);

const TYPES = [...KIND_OF_TYPE.keys()];

/** Ids begin with what they are for. */
const KIND_OF_ID: readonly (readonly [RegExp, TargetKind])[] = [
  [/^local$/, "local"],
  [/^igw-/, "internet-gateway"],
  [/^eigw-/, "egress-only-gateway"],
  [/^nat-/, "nat-gateway"],
  [/^tgw-/, "transit-gateway"],
  [/^pcx-/, "peering"],
];

/** The targets of a route, read by the argument's name. */
export function targetsOf(model: Model, read: (argument: string) => Value, subject: string): RouteTargets {
  const values = ARGUMENTS.map(read).filter((value) => !isUnset(value));
  const links = values.map((value) => model.links(value, TYPES));
  const found = links
    .flatMap(({ certain, possible }) => [...certain, ...possible])
    .map((target) => pointed(model, target));
  const named = links.flatMap(({ outside }) => outside.map(identified));
  const targets = [...new Map([...found, ...named].map((target) => [target.address, target])).values()];
  const missing = links.flatMap((link) => link.missing);
  const isGone = textOf(read("state")) === "blackhole";
  if (isGone || (targets.length === 0 && missing.length === 0)) {
    return { targets: [{ kind: "blackhole", address: targets[0]?.address ?? "nothing", instance: null }], missing: [] };
  }
  // Arguments that the provider computes are unknown beside the one that is set.
  if (targets.length > 0) return { targets, missing: [] };
  return {
    targets,
    missing: missing.length > 0 ? missing : [missingFact("value", { value: { part: "target", of: subject } }, "apply")],
  };
}

function pointed(model: Model, { instance, attribute }: Target): RouteTarget {
  const kind = KIND_OF_TYPE.get(instance.type);
  if (kind !== undefined) return { kind, address: instance.address, instance };
  // Such as an attachment's `transit_gateway_id`.
  const [behind] = model.links(instance.get(attribute), TYPES).certain;
  const kindBehind = behind === undefined ? undefined : KIND_OF_TYPE.get(behind.instance.type);
  return behind === undefined || kindBehind === undefined
    ? { kind: "opaque", address: instance.address, instance }
    : { kind: kindBehind, address: behind.instance.address, instance: behind.instance };
}

function identified(id: string): RouteTarget {
  const kind = KIND_OF_ID.find(([pattern]) => pattern.test(id))?.[1] ?? "opaque";
  return { kind, address: id, instance: null };
}

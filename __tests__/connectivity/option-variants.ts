import { options } from "../../stacks/catalogue";

/** One way to set an option. */
export interface OptionVariant {
  readonly name: string;
  readonly option: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

function variant(option: string, ...given: readonly Readonly<Record<string, unknown>>[]): OptionVariant {
  const settings = Object.assign({}, ...given);
  return { name: [option, ...Object.values(settings).map(String)].join(" "), option, settings };
}

const cluster = { brokerDeploymentMode: "CLUSTER_MULTI_AZ" };

/** All options in both deployment modes. */
export const optionsInBothModes: readonly OptionVariant[] = options.flatMap(({ id }) => [
  variant(id, { brokerDeploymentMode: "SINGLE_INSTANCE" }),
  variant(id, cluster),
]);

/** Settings that change an option's network or permissions beyond the deployment mode. */
export const furtherVariants: readonly OptionVariant[] = [
  variant("option-3-private-nat", cluster, { natGateways: "one-per-zone" }),
  variant("option-4-isolated", cluster, { availabilityZones: ["us-east-1a", "us-east-1b"] }),
  variant("option-5-public-subnets", { virtualHost: "/orders", queue: "orders.new" }),
];

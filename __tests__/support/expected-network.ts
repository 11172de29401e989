import type { NetworkFacts } from "./network-facts";

/** The five options by id, as the users of the stacks know them. */
export const optionIds = [
  "option-1-public-broker",
  "option-2-default-vpc",
  "option-3-private-nat",
  "option-4-isolated",
  "option-5-public-subnets",
] as const;
export type OptionId = (typeof optionIds)[number];

/** Both deployment modes, with the number of zones of an own VPC. */
export const deploymentModes = [
  { mode: "SINGLE_INSTANCE", zones: 1 },
  { mode: "CLUSTER_MULTI_AZ", zones: 3 },
] as const;

/** Every option in every deployment mode. */
export const everyVariant = optionIds.flatMap((id) => deploymentModes.map((variant) => ({ id, ...variant })));

/** What each option promises to put on the network, written from the table of the options and not from the stacks. */
export function expectedNetwork(id: OptionId, zones: number): NetworkFacts {
  return expected[id](zones);
}

const expected: Record<OptionId, (zones: number) => NetworkFacts> = {
  "option-1-public-broker": () => ({
    broker: "public, in the subnets that Amazon MQ picks with groups left blank",
    functions: ["listener outside any VPC", "publisher outside any VPC", "topology outside any VPC"],
    rules: [],
    routes: [],
    endpoints: [],
    internetGateways: 0,
    natGateways: [],
  }),

  "option-2-default-vpc": () => ({
    broker: "private, in the subnets that Amazon MQ picks with groups left blank",
    functions: functionsIn("the subnets that Amazon MQ picks"),
    rules: [
      "clients reaches default on tcp 443",
      "clients reaches default on tcp 5671",
      "clients reaches endpoints on tcp 443",
      "default admits clients on tcp 443",
      "default admits clients on tcp 5671",
      "default reaches endpoints on tcp 443",
      "endpoints admits each range of the VPC on tcp 443",
    ],
    routes: [],
    endpoints: endpointsIn("the subnets that Amazon MQ picks"),
    internetGateways: 0,
    natGateways: [],
  }),

  "option-3-private-nat": (zones) => ({
    broker: `private, in ${subnets("private", zones)} with broker`,
    functions: functionsIn(subnets("private", zones)),
    rules: [...brokerAndClients, "broker reaches 0.0.0.0/0 on tcp 443", "clients reaches 0.0.0.0/0 on tcp 443"].sort(),
    routes: [
      ...each(zones, (zone) => `private-${zone}: 0.0.0.0/0 to the NAT gateway in public-1`),
      "public-1: 0.0.0.0/0 to the internet gateway",
    ],
    endpoints: [],
    internetGateways: 1,
    natGateways: ["public-1"],
  }),

  "option-4-isolated": (zones) => ({
    broker: `private, in ${subnets("isolated", zones)} with broker`,
    functions: functionsIn(subnets("isolated", zones)),
    rules: [...brokerAndClients, ...throughEndpoints].sort(),
    routes: [],
    endpoints: endpointsIn(subnets("isolated", zones)),
    internetGateways: 0,
    natGateways: [],
  }),

  "option-5-public-subnets": (zones) => ({
    broker: `private, in ${subnets("public", zones)} with broker`,
    functions: functionsIn(subnets("public", zones)),
    rules: [...brokerAndClients, ...throughEndpoints].sort(),
    routes: each(zones, (zone) => `public-${zone}: 0.0.0.0/0 to the internet gateway`),
    endpoints: endpointsIn(subnets("public", zones)),
    internetGateways: 1,
    natGateways: [],
  }),
};

/** The mapping's interfaces carry the broker's group, the functions the client group. */
const brokerAndClients = [
  "broker admits broker on tcp 5671",
  "broker admits clients on tcp 443",
  "broker admits clients on tcp 5671",
  "broker reaches broker on tcp 5671",
  "clients reaches broker on tcp 443",
  "clients reaches broker on tcp 5671",
];

const throughEndpoints = [
  "broker reaches endpoints on tcp 443",
  "clients reaches endpoints on tcp 443",
  "endpoints admits broker on tcp 443",
  "endpoints admits clients on tcp 443",
];

/** The topology and the publisher stand where any client stands; nothing else of ours is inside the network. */
function functionsIn(place: string): string[] {
  return [
    "interface-waiter outside any VPC",
    "listener outside any VPC",
    `publisher in ${place} with clients`,
    `topology in ${place} with clients`,
  ];
}

function endpointsIn(place: string): string[] {
  return ["lambda", "secretsmanager", "sts"].map(
    (service) => `${service} (Interface, private DNS) in ${place} with endpoints`,
  );
}

function subnets(kind: string, zones: number): string {
  return each(zones, (zone) => `${kind}-${zone}`).join(" and ");
}

function each(zones: number, line: (zone: number) => string): string[] {
  return Array.from({ length: zones }, (_, index) => line(index + 1));
}

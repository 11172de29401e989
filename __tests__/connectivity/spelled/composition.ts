import type { Random } from "../fuzz/random";

/** Services that a mapping's interfaces must reach. */
export const SERVICES = ["sts", "secretsmanager", "lambda"] as const;
export type Service = (typeof SERVICES)[number];

/** What a small configuration of a broker and its mapping says, whatever way it is written. */
export interface Composition {
  /** How the broker's subnets reach the internet. */
  readonly route: "none" | "nat-gateway" | "internet-gateway";
  readonly endpoints: readonly Service[];
  readonly privateDns: boolean;
  /** Whom the endpoints' group lets in on 443. */
  readonly endpointsAdmit: "network" | "broker" | "others";
  /** Whom the broker's group lets in on 5671; `https` is the network, on 443 only. */
  readonly brokerAdmits: "itself" | "network" | "others" | "https";
  readonly nodes: "one" | "three";
  readonly lacks: "nothing" | "mq:DescribeBroker" | "secretsmanager:GetSecretValue" | "ec2:CreateNetworkInterface";
  readonly secret: "whole" | "without password";
}

/** @returns a composition in which at most a few things are wrong, so that about half of them work. */
export function someComposition(random: Random): Composition {
  const rarely = <T>(usual: T, ...others: readonly T[]) => (random.next() < 0.15 ? random.pick(others) : usual);
  const route = random.pick(["none", "nat-gateway", "nat-gateway", "internet-gateway"] as const);
  const endpoints =
    route === "nat-gateway" ? SERVICES.filter(() => random.next() < 0.2) : SERVICES.filter(() => random.next() < 0.9);
  return {
    route,
    endpoints,
    privateDns: rarely(true, false),
    endpointsAdmit: rarely<Composition["endpointsAdmit"]>(random.pick(["network", "broker"]), "others"),
    brokerAdmits: rarely<Composition["brokerAdmits"]>(random.pick(["itself", "network"]), "others", "https"),
    nodes: random.pick(["one", "three"]),
    lacks: rarely<Composition["lacks"]>(
      "nothing",
      "mq:DescribeBroker",
      "secretsmanager:GetSecretValue",
      "ec2:CreateNetworkInterface",
    ),
    secret: rarely<Composition["secret"]>("whole", "without password"),
  };
}

/** What AWS does with it, from its documentation and not from the check. */
export function verdictOf(composition: Composition): "works" | "fails" {
  const { route, endpoints, privateDns, endpointsAdmit, brokerAdmits, lacks, secret } = composition;
  const reached = SERVICES.every((service) =>
    endpoints.includes(service) && privateDns ? endpointsAdmit !== "others" : route === "nat-gateway",
  );
  const polled = brokerAdmits === "itself" || brokerAdmits === "network";
  return reached && polled && lacks === "nothing" && secret === "whole" ? "works" : "fails";
}

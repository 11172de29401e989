import { type Hop, isService } from "../../connectivity";
import type { Subject } from "./subject";

/** How a message gets from a client to the listener, step by step, as the check proves it and the settings have it. */
export function requestFlow({ blocks, mapping, settings }: Subject): string {
  const roleOf = (address: string | null) =>
    blocks.find((block) => block.address === address)?.role ?? "the broker's subnet";
  const way = (target: string) => {
    const hop = mapping.hops.find((each) => each.target === target);
    return hop === undefined
      ? ""
      : WAYS[hop.via ?? "vpc"](hop.through.map((address) => `\`${roleOf(address)}\``).join(", "));
  };
  const [place] = mapping.hops.map(({ from }: Hop) => from);
  const pollers =
    place === null || place === undefined
      ? "in Lambda's own network"
      : `in \`${roleOf(place)}\`, with the broker's security group and private addresses`;
  const broker = mapping.hops.find(({ target }) => !isService(target));
  const { queue, virtualHost, deliveryLimit, mappingBatchSize } = settings;
  const steps = [
    `While Terraform applies, the topology function declares the queue \`${queue}\` in the virtual host \`${virtualHost}\`, its dead-letter queue, and the users of the mapping and the publisher, over HTTPS on 443.`,
    `A client, such as the publisher function, publishes to the queue over AMQPS on ${broker?.port}.`,
    `The mapping's pollers run ${pollers}. They assume the listener's role: they reach STS ${way("sts")}.`,
    `They read the mapping's user name and password: they reach Secrets Manager ${way("secretsmanager")}.`,
    `They take messages from the queue on ${broker?.port}: they reach the broker ${way("broker")}.`,
    `They invoke your listener with up to ${mappingBatchSize} messages: they reach Lambda ${way("lambda")}.`,
    `When the listener returns, the batch is acknowledged. When it throws, RabbitMQ delivers the batch again, and after ${deliveryLimit} deliveries moves it to \`${queue}.dead-letter\`.`,
  ];
  return steps.map((step, index) => `${index + 1}. ${step}`).join("\n");
}

const WAYS: Readonly<Record<NonNullable<Hop["via"]>, (through: string) => string>> = {
  public: () => "at its public address, without any network of yours",
  vpc: () => "inside the VPC",
  "interface-endpoint": (through) => `through the interface endpoint ${through}`,
  "nat-gateway": (through) => `through the NAT gateway ${through} and the internet gateway`,
};

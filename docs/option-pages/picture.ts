import type { Block } from "../../__tests__/connectivity/mutations/document";
import { type Hop, isService, targetName } from "../../connectivity";
import { Drawing, type Flowchart, type FlowGroup, type Look, writeFlowchart } from "../../plan-review/mermaid";
import { ofType, referredBy, type Subject } from "./subject";

/** An option as a picture: what the stack makes, where it is, and who reaches what. */
export function pictureOf(subject: Subject): string {
  const source = writeFlowchart(new Picture(subject).chart());
  if (source === null) throw new Error(`${subject.option.id} is too large to draw.`);
  return `\`\`\`mermaid\n${source}\n\`\`\``;
}

/** The functions of the stack that talk to the broker, and on which port. */
const QUEUE_CLIENTS = [
  { role: "publisher/function", label: "publisher function", port: "5671" },
  { role: "topology/function/function", label: "topology function", port: "443" },
] as const;

class Picture {
  readonly #drawing = new Drawing();
  /** Keys of what is in a subnet, by the subnet's address. */
  readonly #inSubnet = new Map<string, string[]>();

  constructor(private readonly subject: Subject) {}

  chart(): Flowchart {
    const [broker] = ofType(this.subject, "aws_mq_broker");
    if (broker === undefined) throw new Error("no broker");
    const subnet = this.#subnetOf(broker, "subnet_ids");
    for (const client of QUEUE_CLIENTS) this.#client(client);
    this.#node("pollers", ["the mapping's pollers"], "place", subnet);
    const kind = subnet === null ? "public RabbitMQ broker" : "RabbitMQ broker";
    this.#node("broker", [kind, `queue ${this.subject.settings.queue}`], "plain", subnet);
    for (const hop of this.subject.mapping.hops) this.#hop(hop);
    this.#uselessInternetGateway();
    this.#node("listener", ["your listener"], "reachable", null);
    this.#drawing.edge("target lambda", "listener", "invokes", "reachable");
    return { direction: "LR", nodes: this.#drawing.nodes, edges: this.#drawing.edges, groups: this.#frames() };
  }

  #client({ role, label, port }: (typeof QUEUE_CLIENTS)[number]): void {
    const block = ofType(this.subject, "aws_lambda_function").find((each) => each.role === role);
    if (block === undefined) throw new Error(`no function ${role}`);
    this.#node(role, [label], "plain", this.#subnetOf(block, "vpc_config"));
    this.#drawing.edge(role, "broker", port, "plain");
  }

  #hop({ target, port, through, via }: Hop): void {
    const end = isService(target) ? `target ${target}` : "broker";
    if (isService(target)) this.#node(end, [targetName(target)], "plain", null);
    const ways = through.flatMap((address) => this.subject.blocks.filter((block) => block.address === address));
    for (const way of ways) {
      const isNat = via === "nat-gateway";
      const key = this.#node(
        way.address,
        [isNat ? "NAT gateway" : "interface endpoint"],
        "plain",
        this.#subnetOf(way, isNat ? "subnet_id" : "subnet_ids"),
      );
      this.#drawing.edge("pollers", key, `${port}`, "reachable");
      this.#drawing.edge(isNat ? this.#internetGateway(key) : key, end, "", "reachable");
    }
    if (ways.length === 0) this.#drawing.edge("pollers", end, `${port}`, "reachable");
  }

  /** The subnet has a route there, which looks like a way out. */
  #uselessInternetGateway(): void {
    const [gateway] = ofType(this.subject, "aws_internet_gateway");
    if (gateway === undefined || this.#drawing.has(gateway.address)) return;
    this.#node(gateway.address, ["internet gateway", "serves no private address"], "blocked", null);
    this.#drawing.edge("pollers", gateway.address, "", "blocked");
  }

  /** The way out of a NAT gateway. */
  #internetGateway(nat: string): string {
    const [gateway] = ofType(this.subject, "aws_internet_gateway");
    if (gateway === undefined) throw new Error("no internet gateway");
    const key = this.#node(gateway.address, ["internet gateway"], "plain", null);
    this.#drawing.edge(nat, key, "", "reachable");
    return key;
  }

  /** The address of the subnet that something is in; that of the broker's where only Amazon MQ knows it; null for outside of a VPC. */
  #subnetOf({ values }: Block, argument: string): string | null {
    const isBroker = argument === "subnet_ids" && values.engine_type !== undefined;
    if (isBroker && values.publicly_accessible === true) return null;
    if (isBroker && values.subnet_ids === undefined) return PICKED;
    if (values[argument] === undefined) return null;
    const block = referredBy(this.subject, argument === "vpc_config" ? subnetsIn(values.vpc_config) : values[argument]);
    return block?.type === "aws_subnet" ? block.address : PICKED;
  }

  #frames(): readonly FlowGroup[] {
    const subnets = [...this.#inSubnet].map(([address, nodes]): FlowGroup => {
      return { title: this.#subnetTitle(address), look: "place", nodes, groups: [] };
    });
    const [vpc] = ofType(this.subject, "aws_vpc");
    if (subnets.length === 0 || vpc === undefined) return subnets;
    const title = vpc.mode === "data" ? "the default VPC" : `own VPC ${vpc.values.cidr_block}`;
    return [{ title, look: "plain", nodes: [], groups: subnets }];
  }

  #subnetTitle(address: string): string {
    const block = this.subject.blocks.find((each) => each.address === address);
    return block === undefined ? "the subnet that Amazon MQ picks" : block.role.replace(/^.*\//, "");
  }

  #node(key: string, label: readonly string[], look: Look, subnet: string | null): string {
    if (subnet !== null && !this.#drawing.has(key)) {
      this.#inSubnet.set(subnet, [...(this.#inSubnet.get(subnet) ?? []), key]);
    }
    return this.#drawing.node(key, label, look);
  }
}

/** Stands for the subnet that only Amazon MQ knows. */
const PICKED = "picked";

function subnetsIn(vpcConfig: unknown): unknown {
  return (vpcConfig as { readonly subnet_ids?: unknown }).subnet_ids;
}

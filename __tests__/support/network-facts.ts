import type { Block, StackView } from "./stack-view";

/** What a stack puts on the network, in words: what tests compare with the table of the options. */
export interface NetworkFacts {
  readonly broker: string;
  /** Each function and where it runs. */
  readonly functions: readonly string[];
  /** Who admits or may reach whom, on which port. */
  readonly rules: readonly string[];
  readonly routes: readonly string[];
  readonly endpoints: readonly string[];
  readonly internetGateways: number;
  /** The subnet of each NAT gateway. */
  readonly natGateways: readonly string[];
}

/** Reads off a stack, synthesized or applied, what it puts on the network. Lists are sorted. */
export function networkFacts(view: StackView): NetworkFacts {
  const facts = new Facts(view);
  return {
    broker: facts.broker(),
    functions: view.resources("aws_lambda_function").map(facts.functionPlace).sort(),
    rules: [
      ...view.resources("aws_vpc_security_group_ingress_rule").map((rule) => facts.rule(rule, "admits")),
      ...view.resources("aws_vpc_security_group_egress_rule").map((rule) => facts.rule(rule, "reaches")),
    ]
      // In state, a rule for each range of the VPC is as many rules.
      .filter((rule, index, all) => all.indexOf(rule) === index)
      .sort(),
    routes: view.resources("aws_route").map(facts.route).sort(),
    endpoints: view.resources("aws_vpc_endpoint").map(facts.endpoint).sort(),
    internetGateways: view.resources("aws_internet_gateway").length,
    natGateways: view
      .resources("aws_nat_gateway")
      .map(({ values }) => facts.subnet(values.subnet_id))
      .sort(),
  };
}

class Facts {
  constructor(private readonly view: StackView) {}

  readonly broker = (): string => {
    const { values } = this.view.one("aws_mq_broker");
    const access = values.publicly_accessible === true ? "public" : "private";
    return `${access}, in ${this.subnets(values.subnet_ids)} with ${this.groups(values.security_groups)}`;
  };

  readonly functionPlace = (lambda: Block): string => {
    const [config] = [lambda.values.vpc_config ?? []].flat() as Readonly<Record<string, unknown>>[];
    const place =
      config === undefined
        ? "outside any VPC"
        : `in ${this.subnets(config.subnet_ids)} with ${this.groups(config.security_group_ids)}`;
    return `${this.view.shortName(lambda)} ${place}`;
  };

  readonly rule = ({ values }: Block, verb: "admits" | "reaches"): string => {
    const ports = values.from_port === values.to_port ? values.from_port : `${values.from_port}-${values.to_port}`;
    const peer = values.referenced_security_group_id
      ? this.group(values.referenced_security_group_id)
      : this.range(values.cidr_ipv4);
    return `${this.group(values.security_group_id)} ${verb} ${peer} on ${values.ip_protocol} ${ports}`;
  };

  readonly route = ({ values }: Block): string => {
    const subnets = this.view
      .resources("aws_route_table_association")
      .filter((association) => association.values.route_table_id === values.route_table_id)
      .map((association) => this.subnet(association.values.subnet_id));
    const nat = this.view.findMeant("aws_nat_gateway", values.nat_gateway_id);
    const target =
      nat !== undefined
        ? `the NAT gateway in ${this.subnet(nat.values.subnet_id)}`
        : this.view.findMeant("aws_internet_gateway", values.gateway_id) && "the internet gateway";
    return `${subnets.join(" and ")}: ${values.destination_cidr_block} to ${target}`;
  };

  readonly endpoint = ({ values }: Block): string => {
    const name = String(values.service_name).split(".").at(-1);
    const dns = values.private_dns_enabled === true ? "private DNS" : "no private DNS";
    return `${name} (${values.vpc_endpoint_type}, ${dns}) in ${this.subnets(values.subnet_ids)} with ${this.groups(values.security_group_ids)}`;
  };

  readonly subnet = (id: unknown): string => {
    const subnet = this.view.findMeant("aws_subnet", id);
    return subnet === undefined ? String(id) : this.view.shortName(subnet);
  };

  private readonly subnets = (ids: unknown): string => {
    if (Array.isArray(ids) && ids.every((id) => this.view.findMeant("aws_subnet", id) !== undefined)) {
      return ids.map(this.subnet).sort().join(" and ");
    }
    const broker = this.view.one("aws_mq_broker");
    const reported = [this.view.attribute(broker, "subnet_ids"), `\${tolist(${broker.address}.subnet_ids)}`];
    const isReported = reported.some((each) => JSON.stringify(each) === JSON.stringify(ids));
    return ids === undefined || isReported ? "the subnets that Amazon MQ picks" : String(ids);
  };

  private readonly groups = (ids: unknown): string =>
    ids === undefined || ids === null ? "groups left blank" : (ids as unknown[]).map(this.group).join(" and ");

  private readonly group = (id: unknown): string => {
    const group = this.view.findMeant("aws_security_group", id);
    return group === undefined ? String(id) : this.view.shortName(group);
  };

  private readonly range = (cidr: unknown): unknown => {
    const associations = this.view
      .dataSources("aws_vpc")
      .flatMap(({ values }) => (values.cidr_block_associations ?? []) as { cidr_block: string }[]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
    const isEach = cidr === "${each.value.cidr_block}" || associations.some(({ cidr_block }) => cidr_block === cidr);
    return isEach ? "each range of the VPC" : cidr;
  };
}

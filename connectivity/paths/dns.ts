import { subjectOf } from "../aws/network/objects";
import { anyOf } from "../aws/network/refs";
import { plainName } from "../aws/network/service-names";
import { factSubjectOf, hiddenFact, placeKeyOf, SOME_VPC, type Vpc, type Vpcs } from "../aws/network/vpcs";
import { cause } from "../causes/cause";
import { missingFact } from "../causes/missing-fact";
import type { Asked } from "../causes/party";
import { addTo } from "../multimap";
import type { Assumptions } from "../proof/assumptions";
import { type Judgement, no, unknown, YES } from "../proof/judgement";
import type { Instance, Links, Model } from "../terraform/model/model";
import { flagOf, isLeftToAws, itemsOf, textOf } from "../terraform/model/shown-values";

type Attribute = "enable_dns_support" | "enable_dns_hostnames";

/** What AWS gives a VPC that says nothing. */
const DEFAULTS: Readonly<Record<Attribute, (instance: Instance) => boolean>> = {
  enable_dns_support: () => true,
  enable_dns_hostnames: (instance) => instance.type === "aws_default_vpc",
};

const FACTS: Readonly<Record<Attribute, string>> = {
  enable_dns_support: "dns-support",
  enable_dns_hostnames: "dns-hostnames",
};

/** A Route 53 Resolver rule that sends a domain's names to other resolvers; every name where its domain is "". */
interface ForwardingRule {
  /** The rule; its association where the input does not show the rule. */
  readonly instance: Instance;
  /** Null where the input does not show it. */
  readonly domain: string | null;
}

const ASSOCIATION = "aws_route53_resolver_rule_association";

/** Name resolution in VPCs. */
export class Dns {
  /** DHCP options with resolvers of their own, by VPC. */
  readonly #resolvers = new Map<string, Instance>();
  readonly #forwarding = new Map<string, ForwardingRule[]>();

  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
    private readonly assumptions: Assumptions,
  ) {
    for (const association of model.ofType("aws_vpc_dhcp_options_association")) {
      const options = this.#optionsOf(association);
      if (options === undefined) continue;
      for (const key of this.#placesOf(association)) this.#resolvers.set(key, options);
    }
    for (const vpc of model.ofType("aws_vpc")) if (vpc.mode === "data") this.#readLookedUp(vpc);
    for (const association of model.ofType(ASSOCIATION)) this.#readRule(association);
  }

  /** Whether the VPC answers DNS queries at all. */
  support(vpc: Vpc): Judgement {
    const isOn = this.#flag(vpc, "enable_dns_support");
    if (typeof isOn !== "boolean") return isOn;
    const own = this.#resolvers.get(vpc.key) ?? this.#resolvers.get(SOME_VPC);
    if (own !== undefined) {
      const assumable = [`${own.address}:resolves-like-amazon-dns`];
      const about = { options: own.address, vpc: vpc.name };
      const fact = missingFact("own-resolvers", about, "nothing", { assumable });
      return this.assumptions.judge(fact, cause("dns-resolvers-hidden", own, { by: "dhcp-options" }));
    }
    if (isOn) return YES;
    return no(cause("dns-support-off", subjectOf(vpc), { vpc: vpc.name }));
  }

  /** Whether private names, such as those of endpoints, resolve to private addresses. */
  hostnames(vpc: Vpc): Judgement {
    const isOn = this.#flag(vpc, "enable_dns_hostnames");
    if (typeof isOn !== "boolean") return isOn;
    if (isOn) return YES;
    return no(cause("dns-hostnames-off", subjectOf(vpc), { vpc: vpc.name }));
  }

  /** Whether the name of a private broker resolves. AWS asks for both DNS attributes; what happens without host names is not documented. */
  brokerName(vpc: Vpc): Judgement {
    const hostnames = this.hostnames(vpc);
    if (hostnames.verdict !== "no") return hostnames;
    const assumable = [`${factSubjectOf(vpc)}:broker-name-resolves`];
    const fact = missingFact("broker-name-without-hostnames", { vpc: vpc.name }, "nothing", { assumable });
    const facts = { open: "hostnames", vpc: vpc.name } as const;
    return this.assumptions.judge(fact, cause("broker-name", subjectOf(vpc), facts));
  }

  /**
   * Whether Amazon's resolver answers for a name itself: no resolver rule sends it elsewhere.
   *
   * @param isWithin whether it is in a domain
   */
  answersItself(vpc: Vpc, asked: Asked, isWithin: (domain: string) => boolean): Judgement {
    const rules = [vpc.key, SOME_VPC].flatMap((key) => this.#forwarding.get(key) ?? []);
    const rule = rules.find(({ domain }) => domain === null || domain === "" || isWithin(domain))?.instance;
    if (rule === undefined) return YES;
    const about = { rule: rule.address, asked };
    const fact =
      rule.type === ASSOCIATION ? missingFact("forwarded-by", about) : missingFact("forwarded-name", about, "nothing");
    return unknown(cause("dns-resolvers-hidden", rule, { by: "rule", ...about }, [fact]));
  }

  #flag(vpc: Vpc, attribute: Attribute): boolean | Judgement {
    const value = this.vpcs.attribute(vpc, attribute);
    const flag = value === undefined ? null : flagOf(value);
    if (flag !== null) return flag;
    const manager = vpc.sources.find((source) => source.mode === "managed");
    if (manager !== undefined && isLeftToAws(manager, attribute)) return DEFAULTS[attribute](manager);
    const assumable = [`${factSubjectOf(vpc)}:${FACTS[attribute]}`];
    const fact = hiddenFact(vpc, missingFact("dns-attribute", { vpc: vpc.name, attribute }, "input", { assumable }));
    const isLookedUp = vpc.sources.some(({ mode }) => mode === "data");
    return this.assumptions.judge(fact, cause("dns-unknown", subjectOf(vpc), { vpc: vpc.name, isLookedUp }));
  }

  /** DHCP options that name resolvers other than Amazon's. */
  #optionsOf(association: Instance): Instance | undefined {
    const types = ["aws_vpc_dhcp_options", "aws_default_vpc_dhcp_options"];
    const links = this.model.links(association.get("dhcp_options_id"), types);
    const options = [...links.certain, ...links.possible].map(({ instance }) => instance);
    return options.find(hasOwnResolvers) ?? (isHidden(links) ? association : undefined);
  }

  /** The DHCP options that a VPC has, where data sources show both. */
  #readLookedUp(vpc: Instance): void {
    const { certain } = this.model.links(vpc.get("dhcp_options_id"), ["aws_vpc_dhcp_options"]);
    const own = certain.map(({ instance }) => instance).find(hasOwnResolvers);
    const { key } = this.vpcs.of(vpc);
    if (own !== undefined && !this.#resolvers.has(key)) this.#resolvers.set(key, own);
  }

  #readRule(association: Instance): void {
    const types = ["aws_route53_resolver_rule"];
    const links = this.model.links(association.get("resolver_rule_id"), types);
    const rules = [...links.certain, ...links.possible].map(({ instance }) => instance).filter(forwards);
    const read = rules.map((instance) => ({ instance, domain: domainOf(instance) }));
    const hidden = isHidden(links) ? [{ instance: association, domain: null }] : [];
    for (const key of this.#placesOf(association)) addTo(this.#forwarding, key, ...read, ...hidden);
  }

  /** The VPCs that an association is, or may be, for. */
  #placesOf(association: Instance): readonly string[] {
    const refs = this.vpcs.refs(association.get("vpc_id"));
    const keys = anyOf(refs).map(placeKeyOf);
    return refs.missing.length > 0 ? [...keys, SOME_VPC] : keys;
  }
}

/** Whether something may be meant that the input does not show. */
function isHidden({ outside, missing }: Links): boolean {
  return outside.length + missing.length > 0;
}

function hasOwnResolvers(options: Instance): boolean {
  if (options.type === "aws_default_vpc_dhcp_options") return false;
  const servers = itemsOf(options.get("domain_name_servers"));
  return servers.some((server) => textOf(server) !== "AmazonProvidedDNS");
}

function forwards(rule: Instance): boolean {
  return textOf(rule.get("rule_type"))?.toUpperCase() !== "SYSTEM";
}

function domainOf(rule: Instance): string | null {
  const domain = textOf(rule.get("domain_name"));
  return domain === null ? null : plainName(domain);
}

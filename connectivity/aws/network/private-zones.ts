import { addTo } from "../../multimap";
import type { Answer } from "../../proof/answer";
import { inputFact, sentenceOf } from "../../proof/facts";
import { type Judgement, unknown, YES } from "../../proof/judgement";
import type { Instance, MissingFact, Model, Value } from "../../terraform/model/model";
import type { Endpoint, Endpoints } from "./endpoints";
import { join, type Refs } from "./refs";
import { holdsNameOf, isAboveBrokers, isDnsNameOf, plainName, SERVICES, type Service } from "./service-names";
import { blocksOf, isNothing, itemsOf, textOf } from "./values";
import type { Vpc, Vpcs } from "./vpcs";

/** What a private hosted zone makes of a service's name in a VPC. */
export interface ZoneAnswer {
  readonly zone: Instance;
  /** Where its record leads. */
  readonly endpoints: readonly Endpoint[];
  /** What is missing to know whether the zone is the VPC's, or where its record leads; null when nothing is. */
  readonly doubt: MissingFact | null;
}

/** A private hosted zone that may hold names of the services or of brokers. */
interface Zone {
  readonly instance: Instance;
  /** Without the final dot. */
  readonly name: string;
  readonly vpcs: Refs<Vpc>;
}

/** Route 53 private hosted zones, with which a name can lead to endpoints that have no private DNS, or to another VPC's. */
export class PrivateZones {
  readonly #zones: readonly Zone[];
  readonly #records = new Map<Instance, Instance[]>();

  constructor(
    private readonly model: Model,
    vpcs: Vpcs,
    private readonly endpoints: Endpoints,
  ) {
    const associated = new Map<Instance, Value[]>();
    for (const association of model.ofType("aws_route53_zone_association")) {
      for (const { instance } of model.links(association.get("zone_id"), ["aws_route53_zone"]).certain) {
        addTo(associated, instance, association.get("vpc_id"));
      }
    }
    this.#zones = model.ofType("aws_route53_zone").flatMap((instance): readonly Zone[] => {
      const name = plainName(textOf(instance.get("name")) ?? "");
      if (!isOfInterest(name)) return [];
      const own = blocksOf(instance.get("vpc"), instance.address).blocks.map((block) => block.get("vpc_id"));
      const data = instance.mode === "data" ? [instance.get("vpc_id")] : [];
      const values = [...own, ...data, ...(associated.get(instance) ?? [])].filter((value) => !isNothing(value));
      return values.length === 0 ? [] : [{ instance, name, vpcs: join(values.map((value) => vpcs.refs(value))) }];
    });
    for (const record of model.ofType("aws_route53_record")) {
      for (const { instance } of model.links(record.get("zone_id"), ["aws_route53_zone"]).certain) {
        addTo(this.#records, instance, record);
      }
    }
  }

  /** The answer of the zone that is most specific for the service's name; undefined where the VPC has none. */
  answerOf(service: Service, vpc: Vpc, region: string | null): ZoneAnswer | undefined {
    const fitting = this.#zones
      .filter(({ name }) => holdsNameOf(service, name, region))
      .sort((one, other) => other.name.length - one.name.length);
    const zone = fitting.find(({ vpcs }) => isAssociated(vpcs, vpc) === "yes");
    if (zone !== undefined) return this.#answer(zone, service, region);
    const maybe = fitting.find(({ vpcs }) => isAssociated(vpcs, vpc) === "unknown");
    if (maybe === undefined) return undefined;
    const doubt = inputFact(`whether ${maybe.instance.address} is associated with ${vpc.address} is not in this input`);
    return { ...this.#answer(maybe, service, region), doubt };
  }

  /**
   * Whether zones leave the broker's name alone. One above it answers for it in AWS's place, and what AWS will call the
   * broker is not in a plan.
   */
  sparesBroker(vpc: Vpc, region: string | null): Judgement {
    const zone = this.#zones.find(({ name, vpcs }) => isAboveBrokers(name, region) && isAssociated(vpcs, vpc) !== "no");
    if (zone === undefined) return YES;
    const { address } = zone.instance;
    const fact = inputFact(
      `whether ${address}, which answers for ${zone.name}, has the broker's name is not in this input`,
    );
    return unknown({
      code: "broker-name",
      resource: zone.instance,
      explanation: sentenceOf([fact]),
      remedy: `Give ${address} the name of the service that it is for, so that it answers for nothing else.`,
      missing: [fact],
    });
  }

  #answer({ instance, name }: Zone, service: Service, region: string | null): ZoneAnswer {
    const records = (this.#records.get(instance) ?? []).filter((record) => isFor(record, service, name, region));
    const values = records.flatMap((record) => [
      ...blocksOf(record.get("alias"), record.address).blocks.map((block) => block.get("name")),
      ...itemsOf(record.get("records")),
    ]);
    const found = values.map((value) => this.#endpointOf(value));
    const endpoints = found.filter((endpoint) => endpoint !== undefined);
    const lost = values.find((_, index) => found[index] === undefined);
    const hidden =
      lost === undefined
        ? instance.mode === "data" && values.length === 0
          ? inputFact(`the records of ${instance.address} are not in this input`)
          : null
        : inputFact(`where the record of ${instance.address} for the service leads is not in this input`);
    return { zone: instance, endpoints, doubt: hidden };
  }

  #endpointOf(value: Value): Endpoint | undefined {
    const id = /^(vpce-[0-9a-f]+)-/.exec(textOf(value) ?? "")?.[1];
    const named: Value = id === undefined ? value : { kind: "scalar", value: id };
    const { certain, possible } = this.model.links(named, ["aws_vpc_endpoint"]);
    const [target] = certain;
    return target === undefined || possible.length > 0
      ? undefined
      : this.endpoints.all.find(({ instance }) => instance === target.instance);
  }
}

function isFor(record: Instance, service: Service, zone: string, region: string | null): boolean {
  const type = textOf(record.get("type"));
  if (type !== null && type !== "A" && type !== "CNAME") return false;
  const name = record.get("name");
  const text = textOf(name);
  if (text === null) return isNothing(name) ? isDnsNameOf(service, zone, region) : true;
  const plain = plainName(text);
  return plain === "*" || [plain, `${plain}.${zone}`].some((full) => isDnsNameOf(service, full, region));
}

function isAssociated(vpcs: Refs<Vpc>, vpc: Vpc): Answer {
  if (vpcs.certain.some(({ key }) => key === vpc.key)) return "yes";
  return vpcs.possible.some(({ key }) => key === vpc.key) || vpcs.missing.length > 0 ? "unknown" : "no";
}

function isOfInterest(name: string): boolean {
  return isAboveBrokers(name, null) || SERVICES.some((service) => isDnsNameOf(service, name, null));
}

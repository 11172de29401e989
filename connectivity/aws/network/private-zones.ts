import { cause } from "../../causes/cause";
import { missingFact } from "../../causes/missing-fact";
import { type Answer, every } from "../../proof/answer";
import { type Judgement, unknown, YES } from "../../proof/judgement";
import type { Instance, MissingFact, Model, Value } from "../../terraform/model/model";
import { blocksOf, isUnset, itemsOf, textOf } from "../../terraform/model/shown-values";
import { Ties } from "../ties";
import type { Endpoint, Endpoints } from "./endpoints";
import { anyOf, join, perhaps, type Refs } from "./refs";
import { holdsNameOf, isAboveBrokers, isDnsNameOf, plainName, SERVICES, type Service } from "./service-names";
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
  readonly #records: Ties;

  constructor(
    private readonly model: Model,
    vpcs: Vpcs,
    private readonly endpoints: Endpoints,
  ) {
    const ties = (type: string) =>
      new Ties(model, model.ofType(type), (tie) => tie.get("zone_id"), ["aws_route53_zone"]);
    const associations = ties("aws_route53_zone_association");
    this.#records = ties("aws_route53_record");
    this.#zones = model.ofType("aws_route53_zone").flatMap((instance): readonly Zone[] => {
      const name = plainName(textOf(instance.get("name")) ?? "");
      if (!isOfInterest(name)) return [];
      const { blocks, missing } = blocksOf(instance.get("vpc"), `${instance.address}.vpc`);
      const own = blocks.map((block) => vpcs.refs(block.get("vpc_id")));
      const data = instance.mode === "data" ? [vpcs.refs(instance.get("vpc_id"))] : [];
      const associated = associations.of(instance).map(({ instance: association, doubt }) => {
        const refs = vpcs.refs(association.get("vpc_id"));
        return doubt === null ? refs : perhaps(refs);
      });
      const all = join<Vpc>([...own, ...data, ...associated, { certain: [], possible: [], missing }]);
      return anyOf(all).length + all.missing.length === 0 ? [] : [{ instance, name, vpcs: all }];
    });
  }

  /** The answer of the zone that is most specific for the service's name; undefined where the VPC has none. */
  answerOf(service: Service, vpc: Vpc, region: string | null): ZoneAnswer | undefined {
    const fitting = this.#zones
      .filter(({ name }) => holdsNameOf(service, name, region))
      .map((zone) => ({ zone, associated: isAssociated(zone.vpcs, vpc) }))
      .filter(({ associated }) => associated !== "no")
      // A VPC has one zone of a name: where one certainly is, another is not.
      .sort((one, other) => other.zone.name.length - one.zone.name.length || (one.associated === "yes" ? -1 : 1));
    const [first] = fitting;
    if (first === undefined) return undefined;
    const { zone, associated } = first;
    if (associated === "yes") return this.#answer(zone, service, region);
    const doubt = missingFact("zone-of-vpc", { zone: zone.instance.address, vpc: vpc.name });
    return { ...this.#answer(zone, service, region), doubt };
  }

  /**
   * Whether zones leave the broker's name alone. One above it answers for it in AWS's place, and what AWS will call the
   * broker is not in a plan.
   */
  sparesBroker(vpc: Vpc, region: string | null): Judgement {
    const zone = this.#zones.find(({ name, vpcs }) => isAboveBrokers(name, region) && isAssociated(vpcs, vpc) !== "no");
    if (zone === undefined) return YES;
    const { address } = zone.instance;
    const fact = missingFact("broker-name-in-zone", { zone: address, name: zone.name });
    return unknown(cause("broker-name", zone.instance, { open: "zone", zone: address }, [fact]));
  }

  #answer({ instance, name }: Zone, service: Service, region: string | null): ZoneAnswer {
    const records = this.#records
      .of(instance)
      .map(({ instance: record, doubt }) => ({ record, doubt, isFor: isFor(record, service, name, region) }))
      .filter((found) => found.isFor !== "no");
    const values = records.flatMap(({ record }) => {
      const { blocks, missing } = blocksOf(record.get("alias"), `${record.address}.alias`);
      const open = missing.map((fact): Value => ({ kind: "unknown", missing: fact }));
      return [...blocks.map((block) => block.get("name")), ...itemsOf(record.get("records")), ...open];
    });
    const found = values.map((value) => this.#endpointOf(value));
    const endpoints = found.filter((endpoint) => endpoint !== undefined);
    const doubts = records.flatMap(({ record, doubt, isFor: fits }) => {
      if (doubt !== null) return [doubt];
      return fits === "yes" ? [] : [missingFact("name-of-record", { record: record.address })];
    });
    if (instance.mode === "data" && values.length === 0)
      doubts.push(missingFact("records-of-zone", { zone: instance.address }));
    if (found.includes(undefined)) doubts.push(missingFact("target-of-records", { zone: instance.address }));
    return { zone: instance, endpoints, doubt: doubts[0] ?? null };
  }

  #endpointOf(value: Value): Endpoint | undefined {
    const id = /^(vpce-[0-9a-f]+)-/.exec(textOf(value) ?? "")?.[1];
    const named: Value = id === undefined ? value : { kind: "scalar", value: id };
    const { certain, possible, missing } = this.model.links(named, ["aws_vpc_endpoint"]);
    const [target] = certain;
    return target === undefined || possible.length + missing.length > 0
      ? undefined
      : this.endpoints.all.find(({ instance }) => instance === target.instance);
  }
}

/** Whether a record is for the name of a service. */
function isFor(record: Instance, service: Service, zone: string, region: string | null): Answer {
  const type = textOf(record.get("type"));
  if (type !== null && type !== "A" && type !== "CNAME") return "no";
  const named = isNamedFor(record.get("name"), service, zone, region);
  return type === null ? every(["unknown", named]) : named;
}

function isNamedFor(name: Value, service: Service, zone: string, region: string | null): Answer {
  const text = textOf(name);
  if (text === null && !isUnset(name)) return "unknown";
  const plain = plainName(text ?? "");
  const names = plain === "" ? [zone] : [plain, `${plain}.${zone}`];
  return plain === "*" || names.some((full) => isDnsNameOf(service, full, region)) ? "yes" : "no";
}

function isAssociated(vpcs: Refs<Vpc>, vpc: Vpc): Answer {
  if (vpcs.certain.some(({ key }) => key === vpc.key)) return "yes";
  return vpcs.possible.some(({ key }) => key === vpc.key) || vpcs.missing.length > 0 ? "unknown" : "no";
}

function isOfInterest(name: string): boolean {
  return isAboveBrokers(name, null) || SERVICES.some((service) => isDnsNameOf(service, name, null));
}

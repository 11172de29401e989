import type { Dns } from "./dns";
import { all, type Judgement } from "./judgement";
import type { PrivateZones } from "./private-zones";
import { regionOf } from "./regions";
import { isAboveBrokers } from "./service-names";
import type { Subnet } from "./subnets";
import type { Vpc } from "./vpcs";

/** Whether the names of brokers resolve. What AWS calls a broker is known once it exists, not before. */
export class BrokerNames {
  constructor(
    private readonly dns: Dns,
    private readonly zones: PrivateZones,
  ) {}

  resolve(subnet: Subnet, vpc: Vpc): Judgement {
    const { dns, zones } = this;
    const region = regionOf(vpc, [subnet]);
    const itself = dns.answersItself(vpc, "the broker's name", (domain) => isAboveBrokers(domain, region));
    return all([dns.brokerName(vpc), itself, zones.sparesBroker(vpc, region)]);
  }
}

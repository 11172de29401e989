import type { PrivateZones } from "../aws/network/private-zones";
import { regionOf } from "../aws/network/regions";
import { isAboveBrokers } from "../aws/network/service-names";
import type { Subnet } from "../aws/network/subnets";
import type { Vpc } from "../aws/network/vpcs";
import { all, type Judgement } from "../proof/judgement";
import type { Dns } from "./dns";

/** Whether the names of event sources resolve. What AWS calls one is known once it exists, not before. */
export class SourceNames {
  constructor(
    private readonly dns: Dns,
    private readonly zones: PrivateZones,
  ) {}

  /** @param called what reports call the event source, such as "broker" */
  resolve(subnet: Subnet, vpc: Vpc, called: string): Judgement {
    const { dns, zones } = this;
    const region = regionOf(vpc, [subnet]);
    const itself = dns.answersItself(vpc, { source: called }, (domain) => isAboveBrokers(domain, region));
    return all([dns.brokerName(vpc), itself, zones.sparesBroker(vpc, region)]);
  }
}

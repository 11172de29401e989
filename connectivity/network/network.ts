import type { Model } from "../reading/model";
import { AclPassage } from "./acl-passage";
import { Acls } from "./acls";
import { BrokerNames } from "./broker-names";
import { Carriers } from "./carriers";
import { Dns } from "./dns";
import { EndpointNames } from "./endpoint-names";
import { EndpointPassage } from "./endpoint-passage";
import { Endpoints } from "./endpoints";
import { type Carried, type End, endIn } from "./ends";
import type { Assumptions } from "./facts";
import { Gateways } from "./gateways";
import { GroupPassage } from "./group-passage";
import { RuleBook } from "./group-rules";
import { Groups } from "./groups";
import { Internet } from "./internet";
import { PrefixLists } from "./prefix-lists";
import { PrivateZones } from "./private-zones";
import { PublicAccess } from "./public-access";
import { RouteTables } from "./route-tables";
import { PeerReader } from "./rule-peers";
import { ServicePaths } from "./service-paths";
import { SubnetTables } from "./subnet-tables";
import { type Subnet, Subnets } from "./subnets";
import { VpcConnections } from "./vpc-connections";
import { type Vpc, Vpcs } from "./vpcs";

/** The networks of a model. Built once, in time linear in its size. */
export class Network {
  readonly vpcs: Vpcs;
  readonly subnets: Subnets;
  readonly groups: Groups;
  readonly rules: RuleBook;
  readonly endpoints: Endpoints;
  readonly endpointNames: EndpointNames;
  readonly dns: Dns;
  readonly brokerNames: BrokerNames;
  readonly groupPassage: GroupPassage;
  readonly acls: AclPassage;
  readonly connections: VpcConnections;
  readonly subnetTables: SubnetTables;
  readonly services: ServicePaths;

  constructor(model: Model, assumptions: Assumptions) {
    const vpcs = new Vpcs(model);
    const subnets = new Subnets(model, vpcs);
    const groups = new Groups(model, vpcs);
    const prefixLists = new PrefixLists(model);
    const rules = new RuleBook(model, groups, new PeerReader(model, vpcs, subnets, groups, prefixLists));
    const tables = new RouteTables(model, vpcs, prefixLists);
    const subnetTables = new SubnetTables(model, vpcs, subnets, tables);
    const endpoints = new Endpoints(model, vpcs, subnets, groups);
    const acls = new AclPassage(new Acls(model, vpcs, subnets), assumptions);
    const groupPassage = new GroupPassage(rules, vpcs, new Carriers(model, groups, endpoints), assumptions);
    const connections = new VpcConnections(model, vpcs, subnets, tables, subnetTables);
    const dns = new Dns(model, vpcs, assumptions);
    const gateways = new Gateways(model, vpcs, subnets);
    const publicAccess = new PublicAccess(model, vpcs, subnets);
    const internet = new Internet({ vpcs, tables, subnetTables, gateways, publicAccess, acls, assumptions });
    const passage = new EndpointPassage(endpoints, vpcs, groupPassage, acls, connections);
    const zones = new PrivateZones(model, vpcs, endpoints);
    this.vpcs = vpcs;
    this.subnets = subnets;
    this.groups = groups;
    this.rules = rules;
    this.endpoints = endpoints;
    this.endpointNames = new EndpointNames(model, vpcs, endpoints, dns);
    this.dns = dns;
    this.brokerNames = new BrokerNames(dns, zones);
    this.groupPassage = groupPassage;
    this.acls = acls;
    this.connections = connections;
    this.subnetTables = subnetTables;
    this.services = new ServicePaths({
      vpcs,
      names: this.endpointNames,
      passage,
      zones,
      dns,
      groups: groupPassage,
      internet,
      assumptions,
    });
  }

  /** Interfaces in a subnet, as one end of a connection. */
  end(subnet: Subnet, vpc: Vpc, carried: Carried, what: string): End {
    return endIn(subnet, vpc, carried, what, this.vpcs);
  }
}

import { Acls } from "../aws/network/acls";
import { Carriers } from "../aws/network/carriers";
import { Endpoints } from "../aws/network/endpoints";
import { Gateways } from "../aws/network/gateways";
import { RuleBook } from "../aws/network/group-rules";
import { Groups } from "../aws/network/groups";
import { PrefixLists } from "../aws/network/prefix-lists";
import { PrivateZones } from "../aws/network/private-zones";
import { PublicAccess } from "../aws/network/public-access";
import { RouteTables } from "../aws/network/route-tables";
import { PeerReader } from "../aws/network/rule-peers";
import { ShownEndpoints } from "../aws/network/shown-endpoints";
import { SubnetTables } from "../aws/network/subnet-tables";
import { type Subnet, Subnets } from "../aws/network/subnets";
import { type Vpc, Vpcs } from "../aws/network/vpcs";
import type { Party } from "../causes/party";
import type { Assumptions } from "../proof/assumptions";
import type { Model } from "../terraform/model/model";
import { type Carried, type End, endIn } from "./connection-end";
import { Dns } from "./dns";
import { EndpointNames } from "./endpoint-names";
import { EndpointPath } from "./endpoint-path";
import { Internet } from "./internet";
import { InternetGatewayRoutes } from "./internet-gateway";
import { NetworkAclPath } from "./network-acl-path";
import { SecurityGroupPath } from "./security-group-path";
import { ServicePaths } from "./service-paths";
import { SourceNames } from "./source-names";
import { VpcConnections } from "./vpc-connections";

/** The networks of a model. Built once, in time linear in its size. */
export class Network {
  readonly vpcs: Vpcs;
  readonly subnets: Subnets;
  readonly groups: Groups;
  readonly rules: RuleBook;
  readonly endpoints: Endpoints;
  readonly endpointNames: EndpointNames;
  readonly dns: Dns;
  readonly sourceNames: SourceNames;
  readonly groupPath: SecurityGroupPath;
  readonly acls: NetworkAclPath;
  readonly connections: VpcConnections;
  readonly subnetTables: SubnetTables;
  readonly services: ServicePaths;
  readonly internetGateways: InternetGatewayRoutes;

  constructor(model: Model, assumptions: Assumptions) {
    const vpcs = new Vpcs(model);
    const subnets = new Subnets(model, vpcs);
    const groups = new Groups(model, vpcs);
    const prefixLists = new PrefixLists(model);
    const rules = new RuleBook(model, groups, new PeerReader(model, vpcs, subnets, groups, prefixLists));
    const tables = new RouteTables(model, vpcs, prefixLists);
    const subnetTables = new SubnetTables(model, vpcs, subnets, tables);
    const endpoints = new Endpoints(model, vpcs, subnets, groups);
    const acls = new NetworkAclPath(new Acls(model, vpcs, subnets), assumptions);
    const groupPath = new SecurityGroupPath(rules, vpcs, new Carriers(model, groups, endpoints), assumptions);
    const connections = new VpcConnections(model, vpcs, subnets, tables, subnetTables);
    const dns = new Dns(model, vpcs, assumptions);
    const gateways = new Gateways(model, vpcs, subnets);
    const publicAccess = new PublicAccess(model, vpcs, subnets);
    const internet = new Internet({ vpcs, tables, subnetTables, gateways, publicAccess, acls, assumptions });
    const endpointPath = new EndpointPath(endpoints, vpcs, groupPath, acls, connections);
    const zones = new PrivateZones(model, vpcs, endpoints);
    this.vpcs = vpcs;
    this.subnets = subnets;
    this.groups = groups;
    this.rules = rules;
    this.endpoints = endpoints;
    this.endpointNames = new EndpointNames(model, vpcs, endpoints, dns);
    this.dns = dns;
    this.sourceNames = new SourceNames(dns, zones);
    this.groupPath = groupPath;
    this.acls = acls;
    this.connections = connections;
    this.subnetTables = subnetTables;
    this.internetGateways = new InternetGatewayRoutes(tables, subnetTables);
    this.services = new ServicePaths({
      vpcs,
      names: this.endpointNames,
      shown: new ShownEndpoints(model, vpcs),
      acls,
      endpointPath,
      zones,
      dns,
      groups: groupPath,
      internet,
      assumptions,
    });
  }

  /** Interfaces in a subnet, as one end of a connection. */
  end(subnet: Subnet, vpc: Vpc, carried: Carried, party: Party): End {
    return endIn(subnet, vpc, carried, party, this.vpcs);
  }
}

import { duplicatePrivateDns } from "./duplicate-private-dns";
import { duplicateRule } from "./duplicate-rule";
import { endpointService } from "./endpoint-service";
import { endpointType } from "./endpoint-type";
import { oneVpc, oneVpcUnknown } from "./one-vpc";
import { publicSubnets } from "./public-subnets";
import { secondRouteTable } from "./second-route-table";
import { subnetRange } from "./subnet-range";

/** The rules about the network that a mapping lives in, apart from single hops, in the order in which they are documented. */
export const networkRules = [
  oneVpc,
  oneVpcUnknown,
  subnetRange,
  duplicateRule,
  secondRouteTable,
  duplicatePrivateDns,
  endpointType,
  endpointService,
  publicSubnets,
] as const;

/** Facts of causes about routes and gateways. */
export interface RoutingCauses {
  readonly "no-route-out": never;
  readonly "internet-gateway-private-address": never;
  readonly "nat-gateway-without-internet": never;
  readonly "nat-gateway-private": never;
  readonly "nat-gateway-without-address": never;
  readonly "nat-gateway-of-another-vpc": never;
  readonly "internet-gateway-detached": never;
  readonly "public-access-blocked": never;
  readonly "gateway-unknown": never;
  readonly "route-blackhole": never;
  readonly "peering-not-transitive": never;
  readonly "route-target-hidden": never;
  readonly "route-table-unknown": never;
  readonly "routes-differ": never;
  readonly "route-through-appliance": never;
  readonly "subnet-outside-vpc": never;
  readonly "no-route-between-vpcs": never;
}

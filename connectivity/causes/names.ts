/** Facts of causes about name resolution and endpoints. */
export interface NameCauses {
  readonly "dns-support-off": never;
  readonly "dns-hostnames-off": never;
  readonly "broker-name": never;
  readonly "dns-unknown": never;
  readonly "dns-resolvers-hidden": never;
  readonly "endpoint-private-dns-off": never;
  readonly "endpoint-destroyed": never;
  readonly "endpoint-not-interface": never;
  readonly "endpoint-service-name": never;
  readonly "endpoint-ipv6-only": never;
  readonly "endpoint-in-another-vpc": never;
  readonly "endpoint-without-subnets": never;
  readonly "endpoint-policy": never;
  readonly "endpoint-policy-unknown": never;
  readonly "endpoint-unknown": never;
  readonly "endpoint-hidden": never;
  readonly "private-zone-without-record": never;
  readonly "private-zone-unknown": never;
}

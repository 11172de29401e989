/** Facts of findings about networks. */
export interface NetworkFindings {
  readonly "one-vpc": never;
  readonly "one-vpc-unknown": never;
  readonly "subnet-range": never;
  readonly "duplicate-rule": never;
  readonly "second-route-table": never;
  readonly "duplicate-private-dns": never;
  readonly "endpoint-type": never;
  readonly "endpoint-service": never;
  readonly "public-subnets": never;
  readonly "event-source-not-judged": { readonly mapping: string; readonly source: string; readonly ports: string };
  readonly "event-source-unknown": { readonly mapping: string };
  readonly "assumption-unused": { readonly assumption: string };
}

import type { Name } from "./party";

/** Facts of causes about where the broker, and so the mapping's interfaces, are. */
export interface PlacementCauses {
  readonly "broker-unknown-source": Readonly<Record<string, never>>;
  readonly "broker-placement-unknown":
    | { readonly open: "not-shown" | "subnets" | "groups" | "subnet" }
    /** Whether it is public. */
    | { readonly open: "public" }
    /** Which of several subnets it is in. */
    | { readonly open: "one-of-subnets"; readonly subnets: readonly Name[] };
}

import type { Given } from "./given";

/** An element of a policy, as far as it may be shown. */
export type PolicyElement =
  | Given
  /** One of these attributes, such as `aws_mq_broker.orders.arn`. */
  | { readonly attributes: readonly string[] }
  /** A text of which parts are known after apply only. */
  | { readonly hidden: "in-part" };

/** What a policy speaks of: the resource of a request, its principal, the value of a condition key. */
export type Spoken =
  | { readonly kind: "arn"; readonly of: Owner }
  /** The ARNs of all that the mapping needs of a kind. */
  | { readonly kind: "arns"; readonly of: "network-interface" | "subnet" | "security-group" }
  | { readonly kind: "id"; readonly of: string }
  | { readonly kind: "action"; readonly action: string }
  | { readonly kind: "presence"; readonly key: string }
  | { readonly kind: "every-resource" }
  | { readonly kind: "used-by-mapping" }
  | { readonly kind: "condition"; readonly key: ConditionKey };

/** Something with an ARN: an address, or what it is where it has none. */
export type Owner = string | "broker-of-mapping" | "secret-of-mapping" | "key-of-secret" | "function" | "log-group";

/** What the value of a condition key says of a call. */
export type ConditionKey =
  | "service-call"
  | "role-call"
  | "tls"
  | "calling-service"
  | "caller-type"
  | "caller-account"
  | "region"
  | "decrypting-service";

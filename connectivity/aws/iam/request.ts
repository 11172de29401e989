import type { Subject } from "./subject";

/** Who calls. */
export type Caller =
  | { readonly kind: "service"; readonly service: string }
  | {
      readonly kind: "role";
      /** The role's ARN. */
      readonly role: Subject;
      readonly account: string | null;
      /** Whether naming the account, or its root, names the role: not where that only hands the decision to IAM. */
      readonly byAccount: boolean;
    };

/** The value of a condition key in a request: none, or one; undefined when it is not known. */
export type ContextValue = { readonly absent: true } | Subject | undefined;

/** Gives the value of a condition key, which is in lower case. */
export type Context = (key: string) => ContextValue;

/** What a policy has to allow. */
export interface Request {
  /** Such as `mq:DescribeBroker`. */
  readonly action: string;
  /** Null where policies name no resource, as a role's trust policy. */
  readonly resource: Subject | null;
  /** Null where the policy is the caller's own. */
  readonly caller: Caller | null;
  readonly context: Context;
}

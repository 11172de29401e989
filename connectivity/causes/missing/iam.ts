import type { EndpointFor } from "../names";
import type { PolicyElement, Spoken } from "../policy";

/** What is missing to know what policies say, and whose they are. */
export interface IamFacts {
  readonly "policy-document": { readonly policy: string };
  /** A policy that something attaches. */
  readonly "attached-policy": { readonly arn: string; readonly carrier: string };
  /** What one of AWS's own policies contains. */
  readonly "aws-managed-policy": { readonly arn: string; readonly carrier: string };
  /** What the policy of a resource says. */
  readonly "policy-of": {
    readonly holder: string;
    readonly open: "not-shown" | "after-apply" | "not-text" | "not-json";
  };
  /** A policy whose text is made from attributes that are known after apply only. */
  readonly "policy-made-from": { readonly holder: string; readonly attributes: readonly string[] };
  /** What a document includes. */
  readonly "included-documents": { readonly source: string; readonly open: "circle" | "one-of-several" };
  /** Statements beyond those that can be read. */
  readonly "statements-beyond": { readonly source: string };
  /** Statements that are none. */
  readonly "odd-statements": { readonly holder: string; readonly count: number };
  /** An element of a statement. */
  readonly statement: {
    readonly open:
      | "arguments"
      | "required-argument"
      | "blocks"
      | "element"
      | "element-of-json"
      | "condition"
      | "principal-type";
  };
  readonly "policies-of-role": { readonly role: string; readonly which: "all" | "inline" };

  /** What only a request shows. */
  readonly "condition-key": { readonly key: string };
  readonly "condition-operator": { readonly operator: string; readonly key: string };
  readonly "condition-key-present": { readonly key: string };
  /** Whether an element of a policy is what the policy is asked about. */
  readonly "element-is": { readonly element: PolicyElement; readonly spoken: Spoken };
  readonly "element-is-service": { readonly element: PolicyElement; readonly service: string };
  /** Whether an element of a policy is the session in which Lambda uses the role. */
  readonly "element-is-session": { readonly element: PolicyElement };
  readonly "element-made-from": { readonly attributes: readonly string[] };
  readonly "in-account": { readonly spoken: Spoken; readonly account: string };
  /** Whether an endpoint's policy works for particular resources, where AWS documents `"*"`. */
  readonly "particular-resources": { readonly action: string };
  /** Whether an endpoint's policy allows what is called there. */
  readonly "endpoint-policy-allows": EndpointFor;
  readonly "endpoint-of-policy": { readonly policy: string };

  /** A mapping's function, or a function's role. */
  readonly "function-or-role": { readonly what: "function" | "role"; readonly of: string } & (
    | { readonly open: "elsewhere"; readonly id: string }
    | { readonly open: "one-of-several" | "after-apply" }
  );
  /** Whether a broker is public, so that its mapping needs no network interfaces. Null for the mapping's. */
  readonly "broker-is-public": { readonly broker: string | null };

  /** Which of several secrets a mapping logs in with. */
  readonly "secret-of-mapping": { readonly mapping: string; readonly secrets: readonly string[] };
  /** The key that encrypts the secret. Null where it is known after apply only. */
  readonly "key-of-secret": { readonly key: string | null };
  readonly "key-of-alias": { readonly alias: string };
  readonly "policy-of-key": { readonly key: string };
  /** Whom a grant on a key is for. */
  readonly "grantee-on-key": { readonly key: string };
}

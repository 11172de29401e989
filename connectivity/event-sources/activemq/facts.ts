import type { Given } from "../../causes/given";

/** Facts of findings about brokers on ActiveMQ. */
export interface ActivemqFindings {
  readonly "activemq-deployment-mode":
    | { readonly why: "not-for-activemq"; readonly broker: string; readonly mode: string }
    | {
        readonly why: "number-of-subnets";
        readonly broker: string;
        readonly mode: string;
        /** How many subnets the mode takes. */
        readonly takes: number;
        readonly least: number;
        readonly more: boolean;
      };
  readonly "activemq-deployment-mode-unknown":
    | { readonly open: "mode"; readonly broker: string }
    | { readonly open: "number-of-subnets"; readonly broker: string; readonly mode: string; readonly takes: number };
  readonly "activemq-authentication": { readonly broker: string; readonly mapping: string; readonly strategy: Given };
  readonly "activemq-authentication-unknown": { readonly broker: string; readonly mapping: string };
}

import type { TerraformStack } from "cdktf";
import type { AdministratorSecret } from "../modules/broker/administrator";
import type { BrokerReference } from "../modules/broker/broker-reference";
import type { Names } from "../modules/names";
import type { Surroundings } from "../modules/network/placement";
import type { Settings } from "../modules/settings";

/** What can be deployed: listeners on a broker. */
export interface Option {
  /** Name of the stack, of its folder in `cdktf.out/stacks` and of its part in every name. */
  readonly id: string;
  readonly provide: BrokerStrategy;
}

/** A broker, and what its listeners stand on. */
export interface ProvidedBroker {
  /** The settings as they hold on this broker. */
  readonly settings: Settings;
  readonly broker: BrokerReference;
  readonly administrator: AdministratorSecret;
  /** What names of RabbitMQ users begin with. @default nothing */
  readonly userPrefix?: string;
  readonly surroundings: Surroundings;
}

/** What an option is: a strategy that provides a broker in a stack. */
export type BrokerStrategy = (stack: TerraformStack, settings: Settings, names: Names) => ProvidedBroker;

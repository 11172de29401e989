import type { Credentials } from "../aws/iam/credentials";
import { credentialsOf } from "../aws/iam/credentials";
import { type FunctionAndRole, functionAndRoleOf } from "../aws/iam/function-and-role";
import type { Iam } from "../aws/iam/iam";
import type { Network } from "../paths/network";
import type { Placement } from "../paths/placement";
import type { Instance, Model } from "../terraform/model/model";

/** What the rules look at: a mapping and what belongs to it. */
export interface Subjects {
  readonly mapping: Instance;
  /** Null when the input does not hold it. */
  readonly broker: Instance | null;
  readonly model: Model;
  readonly iam: Iam;
  readonly functionAndRole: FunctionAndRole;
  /** Null when the mapping names no secret, undefined when the input does not show whether it does. */
  readonly credentials: Credentials | null | undefined;
  readonly access: Access;
}

/** What a kind of event source asks of the mappings on it. */
export interface Access {
  /** What AWS calls the kind, such as "Amazon MQ for RabbitMQ". */
  readonly of: string;
  /** Actions on the source itself that the role needs, such as `mq:DescribeBroker`. */
  readonly actions: readonly string[];
  /** Types of `source_access_configuration` that a mapping may have. */
  readonly types: readonly string[];
}

/** A broker, whether or not a mapping is on it. */
export interface BrokerAlone {
  readonly broker: Instance;
  readonly model: Model;
}

/** With the broker itself, and where it is. */
export interface BrokerSubjects extends Subjects, BrokerAlone {
  readonly broker: Instance;
  readonly model: Model;
  readonly placement: Placement;
  readonly network: Network;
}

export function subjectsWithBroker(
  mapping: Instance,
  broker: Instance,
  access: Access,
  placement: Placement,
  iam: Iam,
  network: Network,
): BrokerSubjects {
  return { ...subjectsOf(mapping, access, iam), broker, placement, network };
}

/** The subjects of a mapping whose broker the input does not hold. */
export function subjectsOf(mapping: Instance, access: Access, iam: Iam): Subjects {
  return {
    mapping,
    broker: null,
    model: iam.model,
    iam,
    functionAndRole: functionAndRoleOf(mapping, iam.model),
    credentials: credentialsOf(mapping, iam),
    access,
  };
}

import type { Credentials } from "../aws/iam/credentials";
import { credentialsOf } from "../aws/iam/credentials";
import { type Listener, listenerOf } from "../aws/iam/listener";
import { type Placement, placementOf } from "../mapping/placement";
import type { Network } from "../paths/network";
import type { Instance, Model } from "../terraform/model/model";

/** What the rules look at: a mapping and what belongs to it. */
export interface Subjects {
  readonly mapping: Instance;
  /** Null when the input does not hold it. */
  readonly broker: Instance | null;
  readonly model: Model;
  readonly listener: Listener;
  /** Null when the mapping names no secret, undefined when the input does not show whether it does. */
  readonly credentials: Credentials | null | undefined;
}

/** With the broker itself, and where it is. */
export interface BrokerSubjects extends Subjects {
  readonly broker: Instance;
  readonly placement: Placement;
  readonly network: Network;
}

export function subjectsWithBroker(
  mapping: Instance,
  broker: Instance,
  model: Model,
  network: Network,
): BrokerSubjects {
  return { ...subjectsOf(mapping, model), broker, placement: placementOf(broker, network), network };
}

/** The subjects of a mapping whose broker the input does not hold. */
export function subjectsOf(mapping: Instance, model: Model): Subjects {
  return {
    mapping,
    broker: null,
    model,
    listener: listenerOf(mapping, model),
    credentials: credentialsOf(mapping, model),
  };
}

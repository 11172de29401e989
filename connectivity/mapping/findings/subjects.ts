import type { Credentials } from "../../aws/iam/credentials";
import { credentialsOf } from "../../aws/iam/credentials";
import { type Listener, listenerOf } from "../../aws/iam/listener";
import type { Instance, Model } from "../../terraform/model/model";

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

/** With the broker itself. */
export interface BrokerSubjects extends Subjects {
  readonly broker: Instance;
}

export function subjectsOf<Broker extends Instance | null>(
  mapping: Instance,
  broker: Broker,
  model: Model,
): Subjects & { readonly broker: Broker } {
  return {
    mapping,
    broker,
    model,
    listener: listenerOf(mapping, model),
    credentials: credentialsOf(mapping, model),
  };
}

import { brokersIn, identityOf, type State } from "./state";

/** What `terraform show -json` prints of a saved plan, as far as it is looked at here. */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  /** State as AWS has shown it while planning. */
  readonly prior_state?: { readonly values?: { readonly root_module?: { readonly resources?: readonly Known[] } } };
}

/** What a plan does to one resource. */
export interface ResourceChange {
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after?: Readonly<Record<string, unknown>> | null;
    /** Paths of what a replacement is for. */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

interface Known {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A broker that would be gone afterwards, although nobody asked for that. */
export interface BrokerAtStake {
  readonly name: string;
  /** What happens to it, and what is lost. */
  readonly explanation: string;
}

/**
 * The broker that a plan gives up: one that it replaces or destroys, or one that state knows and AWS does not show, as with another
 * account's credentials.
 *
 * @param before the state before AWS was asked: a plan for destroying does not tell what has gone since
 * @param queue the queue of the settings
 * @param destroying whether destroying is what was asked for
 */
export function brokerAtStake(
  plan: PlanJson,
  before: State,
  queue: string,
  destroying: boolean,
): BrokerAtStake | undefined {
  // Left out where whoever keeps the plan shows only a part of it.
  const shown = plan.prior_state?.values?.root_module?.resources?.filter(isBroker).map(({ values }) => values.id);
  const gone = brokersIn(before).find(({ id }) => shown?.includes(id) === false);
  if (gone !== undefined) {
    return {
      name: gone.name,
      explanation:
        `The state holds the broker ${gone.name} (${gone.id}), and AWS does not show it with these credentials. If it still runs, in another account, ` +
        "going on forgets it: it runs and costs on, with its messages, and nothing here knows of it. Check whose credentials these are " +
        "(aws sts get-caller-identity).",
    };
  }
  const lost = destroying
    ? undefined
    : plan.resource_changes?.find((each) => isBroker(each) && each.change.actions.includes("delete"));
  if (lost === undefined) return undefined;
  const { name, id } = identityOf(lost.change.before);
  const why = (lost.change.replace_paths ?? []).map((path) => path.join(".")).join(", ");
  const what = lost.change.actions.includes("create")
    ? `replaces the broker ${name} (${id}), for another ${why || "one"}`
    : `destroys the broker ${name} (${id})`;
  return {
    name,
    explanation:
      `This plan ${what}: every queue goes with it, and every message that lies in one, ` +
      `those of ${queue} and ${queue}.dead-letter first of all. Clients lose their endpoint.`,
  };
}

function isBroker({ type }: { readonly type: string }): boolean {
  return type === "aws_mq_broker";
}

/** What `terraform show -json` prints of a saved plan, as far as it is looked at here. */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  /** What AWS shows otherwise than state does. */
  readonly resource_drift?: readonly ResourceChange[];
}

interface ResourceChange {
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    /** Paths of what a replacement is for. */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
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
 * @param queue the queue of the settings
 * @param destroying whether destroying is what was asked for
 */
export function brokerAtStake(plan: PlanJson, queue: string, destroying: boolean): BrokerAtStake | undefined {
  const gone = plan.resource_drift?.find(isLostBroker);
  if (gone !== undefined) {
    const { name, id } = brokerOf(gone);
    return {
      name,
      explanation:
        `The state holds the broker ${name} (${id}), and AWS does not show it with these credentials. If it still runs, in another account, ` +
        "going on forgets it: it runs and costs on, with its messages, and nothing here knows of it. Check whose credentials these are " +
        "(aws sts get-caller-identity).",
    };
  }
  const lost = destroying ? undefined : plan.resource_changes?.find(isLostBroker);
  if (lost === undefined) return undefined;
  const { name, id } = brokerOf(lost);
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

function isLostBroker({ type, change }: ResourceChange): boolean {
  return type === "aws_mq_broker" && change.actions.includes("delete");
}

function brokerOf({ change: { before } }: ResourceChange): { readonly name: string; readonly id: string } {
  return { name: String(before?.broker_name), id: String(before?.id) };
}

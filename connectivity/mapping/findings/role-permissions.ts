import { contextOfRole } from "../../aws/iam/context";
import { type PolicySource, unreadDocument } from "../../aws/iam/document";
import { type Decision, evaluate, type NearMiss, within } from "../../aws/iam/evaluate";
import type { Removed } from "../../aws/iam/exclusive";
import type { Context } from "../../aws/iam/request";
import { rolePolicies } from "../../aws/iam/role-policies";
import { roleCaller } from "../../aws/iam/role-subject";
import { shownOf } from "../../aws/iam/subject";
import { destroyedCarriers } from "../../aws/iam/superseded";
import { missingFact } from "../../causes/missing-fact";
import type { Instance, Model } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { elementOf } from "../../wording/policies";
import { clauses, enumerate, finding } from "./finding";
import { logNeeds, type Need, needsOf } from "./needs";
import type { Subjects } from "./subjects";

/** What the listener's role may do. */
export interface Powers {
  readonly role: Instance;
  readonly identity: readonly PolicySource[];
  /** The policies of its permissions boundary; null when it has none. */
  readonly boundary: readonly PolicySource[] | null;
  /** Resources that would give it a policy, but name no role. */
  readonly ofNoRole: readonly Instance[];
  decide(need: Need): Decision;
  /** The policy without whose removal a need would be met, where there is one. */
  removedFor(need: Need): Removed | undefined;
}

/** Whether the listener's role may do what the mapping needs. */
export function rolePermissions(subjects: Subjects): readonly Finding[] {
  const role = subjects.listener.role.instance;
  if (role === null) return [];
  const powers = powersOf(role, subjects.model, secretContext(subjects));
  const decided = needsOf(subjects).map((need) => ({ need, decision: powers.decide(need) }));
  const findings = groupByPlace(decided, powers).map((group) => report(group, powers, subjects.model));
  return [...findings, ...logFindings(powers, subjects)];
}

export function powersOf(role: Instance, model: Model, more?: Context): Powers {
  const { identity, boundary, removed, ofNoRole } = rolePolicies(role, model);
  const sources = role.mode === "data" ? [...identity, outOfView(role)] : identity;
  const every = contextOfRole(roleCaller(role, model).role, role, model, more);
  const decideBy = (policies: readonly PolicySource[], need: Need) => {
    const context: Context = (key) => need.context?.(key) ?? every(key);
    const decisions = need.on.map((resource) => {
      const request = { action: need.action, resource, caller: null, context };
      const decision = evaluate(policies, request);
      return boundary === null ? decision : within(decision, evaluate(boundary, request));
    });
    return decisions.reduce(within);
  };
  return {
    role,
    identity: sources,
    boundary,
    ofNoRole,
    decide: (need) => decideBy(sources, need),
    removedFor: (need) => removed.find(({ source }) => decideBy([...sources, source], need).verdict === "yes"),
  };
}

/** A data source shows a role, but not its policies. */
function outOfView(role: Instance): PolicySource {
  const missing = missingFact("policies-of-role", { role: role.address, which: "all" }, "its-workspace");
  return { carrier: role, alternatives: [unreadDocument(role, [missing])] };
}

function secretContext({ credentials }: Subjects): Context {
  return (key) => (key === "secretsmanager:secretid" ? (credentials?.subject ?? undefined) : undefined);
}

interface Decided {
  readonly need: Need;
  readonly decision: Decision;
}

/** How a need fails: something denies it, an exclusive list removes what allows it, a boundary or nothing allows it. */
type Kind = "denied" | "removed" | "bounded" | "lacking" | "unknown";

/** Needs that fail, or are unknown, for the same reason at the same place. */
interface Group {
  readonly kind: Kind;
  readonly place: Instance;
  readonly decided: readonly Decided[];
}

function groupByPlace(decided: readonly Decided[], powers: Powers): readonly Group[] {
  const groups = new Map<string, { kind: Kind; place: Instance; decided: Decided[] }>();
  for (const one of decided) {
    const { decision } = one;
    if (decision.verdict === "yes") continue;
    const kind = kindOf(one, powers);
    const place = placeOf(one, kind, powers);
    const key = `${kind} ${place.address} ${decision.nearMisses[0]?.element ?? ""}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { kind, place, decided: [one] });
    else group.decided.push(one);
  }
  return [...groups.values()];
}

function kindOf({ decision, need }: Decided, powers: Powers): Kind {
  if (decision.verdict === "unknown" || need.doubt !== null) return "unknown";
  if (decision.deniedBy !== null) return "denied";
  if (decision.sources === powers.boundary) return "bounded";
  return powers.removedFor(need) === undefined ? "lacking" : "removed";
}

/** Where to change something: what denies, removes or nearly allows, the only policy there is, else the role. */
function placeOf({ decision, need }: Decided, kind: Kind, powers: Powers): Instance {
  if (kind === "unknown") return decision.unclear[0] ?? powers.role;
  const remover = kind === "removed" ? powers.removedFor(need)?.by : undefined;
  const near = decision.deniedBy ?? remover ?? decision.nearMisses[0]?.origin;
  if (near !== undefined) return near;
  const origins = new Set(decision.sources.flatMap(originsOf));
  const [only] = origins.size === 0 ? powers.ofNoRole : origins;
  return only !== undefined && origins.size <= 1 ? only : powers.role;
}

/** Where a policy's text stands, or should. */
function originsOf({ carrier, alternatives }: PolicySource): readonly Instance[] {
  return alternatives.length === 0 ? [carrier] : alternatives.map(({ origin }) => origin);
}

const SHOW =
  'Write the policy as data "aws_iam_policy_document" that names resources by reference, which a plan shows, or add the state that holds what is missing.';

function report(group: Group, powers: Powers, model: Model): Finding {
  const { place, decided } = group;
  const actions = enumerate(decided.map(({ need }) => need.action));
  const onWhat = enumerate([...new Set(decided.map(({ need }) => need.onWhat))]);
  const gone = place === powers.role ? destroyedCarriers(place, model).map(({ address }) => address) : [];
  const kept = gone.length === 0 ? "" : `Keep ${enumerate(gone.slice(0, 3))}, or allow`;
  const remedy = `${kept || "Allow"} ${actions} on ${onWhat}${place === powers.role ? ` in a policy of ${place.address}` : ` in ${place.address}`}.`;
  switch (group.kind) {
    case "denied": {
      const why = `${place.address} denies ${actions} to ${powers.role.address}, and a Deny outweighs every Allow.`;
      return finding("role-lacks-permission", place, why, `Take ${actions} out of the Deny in ${place.address}.`);
    }
    case "removed": {
      const taken = decided.flatMap(({ need }) => powers.removedFor(need)?.source.carrier.address ?? []);
      const policies = enumerate([...new Set(taken)]);
      const why = `${powers.role.address} is not allowed ${actions} on ${onWhat}: ${place.address} does not list ${policies} and so takes it from the role.`;
      return finding("role-lacks-permission", place, why, `List what ${policies} gives the role in ${place.address}.`);
    }
    case "bounded": {
      const [miss] = decided[0]?.decision.nearMisses ?? [];
      const limit = place === powers.role ? "" : `, ${place.address},`;
      const reason = miss === undefined ? "does not allow it" : `allows it ${extent(miss)}`;
      const why = `${powers.role.address} is not allowed ${actions} on ${onWhat}: its permissions boundary${limit} ${reason}.`;
      const where = place === powers.role ? `the permissions boundary of ${place.address}` : place.address;
      return finding("role-lacks-permission", place, why, `Allow ${actions} on ${onWhat} in ${where}.`);
    }
    case "lacking": {
      const [miss] = decided[0]?.decision.nearMisses ?? [];
      const why = `${powers.role.address} is not allowed ${actions} on ${onWhat}: ${reason(miss, powers, model)}.`;
      const isConditional = miss?.element === "condition";
      const instead = `Correct the condition in ${place.address}, or allow ${actions} without it.`;
      return finding("role-lacks-permission", place, why, isConditional ? instead : remedy);
    }
    case "unknown": {
      const facts = decided.flatMap(({ decision, need }) => [
        ...decision.missing,
        ...(need.doubt === null ? [] : [need.doubt]),
      ]);
      const why = `Whether ${powers.role.address} is allowed ${actions} on ${onWhat} is not known: ${clauses(facts)}.`;
      return finding("permission-unknown", place, why, SHOW);
    }
  }
}

function reason(miss: NearMiss | undefined, powers: Powers, model: Model): string {
  if (miss !== undefined) return `${miss.origin.address} allows it ${extent(miss)}`;
  const gone = destroyedCarriers(powers.role, model).map(({ address }) => address);
  const lost = gone.length > 0 ? `, and the plan destroys ${enumerate(gone.slice(0, 3))}` : "";
  const origins = new Set(
    powers.identity.flatMap(({ carrier, alternatives }) => [carrier, ...alternatives.map(({ origin }) => origin)]),
  );
  const addresses = [...origins].filter((one) => one !== powers.role).map(({ address }) => address);
  if (addresses.length === 0) {
    const idle = powers.ofNoRole.map(({ address }) => address);
    const unattached = idle.length > 0 ? `, and ${enumerate(idle.slice(0, 3))} names no role` : "";
    return `it has no policy that allows it${lost}${unattached}`;
  }
  return `no statement of ${enumerate(addresses.slice(0, 4))} allows it${lost}`;
}

/** How far a statement goes that does not go far enough. */
function extent({ statement, element }: NearMiss): string {
  if (element === "condition") return "under a condition that does not hold";
  const terms = statement.resources?.terms.items ?? [];
  const shown = enumerate([...new Set(terms.slice(0, 3).map(shownOf).map(elementOf))]);
  const except = statement.resources?.negated ? "except on" : "only on";
  return `${except} ${shown}${terms.length > 3 ? " and others" : ""}`;
}

function logFindings(powers: Powers, subjects: Subjects): readonly Finding[] {
  const denied = logNeeds(subjects).filter((need) => powers.decide(need).verdict === "no");
  if (denied.length === 0) return [];
  const actions = enumerate(denied.map(({ action }) => action));
  const why = `${powers.role.address} is not allowed ${actions}, so what the function writes to its log is lost.`;
  return [
    finding(
      "role-lacks-logs",
      powers.role,
      why,
      `Allow ${actions} on the function's log group in a policy of ${powers.role.address}.`,
    ),
  ];
}

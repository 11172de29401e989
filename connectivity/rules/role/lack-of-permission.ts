import type { PolicyDocument } from "../../aws/iam/document";
import type { Decision, NearMiss } from "../../aws/iam/evaluate";
import { shownOf } from "../../aws/iam/subject";
import type { Lack, NearestStatement, PolicyPlace } from "../../causes/rules/role";
import type { Instance } from "../../terraform/model/model";
import type { Powers } from "./powers";
import type { RequiredPermission } from "./required-permissions";

/** Why a role is not allowed something, and the resource to change: what denies, removes or nearly allows it, the only policy there is, else the role. */
export function lackOf(
  need: RequiredPermission,
  decision: Decision,
  powers: Powers,
): { readonly resource: Instance; readonly lack: Lack } {
  const { deniedBy, nearMisses, sources } = decision;
  const { role } = powers;
  const isBoundary = sources === powers.boundary;
  if (deniedBy !== null) {
    return { resource: deniedBy.origin, lack: { why: "denied", place: placeOf(deniedBy), isBoundary } };
  }
  const [miss] = nearMisses;
  const nearest = miss === undefined ? null : nearestIn(miss);
  const only = onlyDocument(decision);
  if (isBoundary) {
    const document = miss?.document ?? only;
    const place = document === undefined ? null : placeOf(document);
    return { resource: document?.origin ?? role, lack: { why: "bounded", place, nearest } };
  }
  const removed = powers.removedFor(need);
  if (removed !== undefined) {
    const policies = [removed.source.carrier.address];
    return { resource: removed.by, lack: { why: "removed", by: removed.by.address, policies } };
  }
  if (miss !== undefined && nearest !== null) {
    return { resource: miss.document.origin, lack: { why: "not-enough", place: placeOf(miss.document), nearest } };
  }
  const place = only?.awsManaged === undefined ? (only?.origin ?? unattached(decision, powers)) : undefined;
  const isOfRole = place === undefined || place === role;
  const lack: Lack = {
    why: "no-statement",
    policies: policiesOf(powers),
    place: isOfRole ? null : place.address,
    destroyed: powers.destroyed.map(({ address }) => address),
    ofNoRole: powers.ofNoRole.map(({ address }) => address),
  };
  return { resource: place ?? role, lack };
}

/** Whose text it is, and where it stands. */
type Holder = Pick<PolicyDocument, "origin" | "awsManaged">;

function placeOf({ origin, awsManaged }: Holder): PolicyPlace {
  return { at: origin.address, awsManaged: awsManaged ?? null };
}

/** The document in which all that was asked stands, where that is one. */
function onlyDocument({ sources }: Decision): Holder | undefined {
  const documents = sources.flatMap(({ carrier, alternatives }): readonly Holder[] =>
    alternatives.length === 0 ? [{ origin: carrier }] : alternatives,
  );
  const origins = new Set(documents.map(({ origin }) => origin));
  return origins.size === 1 ? documents[0] : undefined;
}

/** Where the role has no policy: one that names no role. */
function unattached({ sources }: Decision, { ofNoRole }: Powers): Instance | undefined {
  return sources.length === 0 ? ofNoRole[0] : undefined;
}

/** The policies of a role that are resources of their own. */
function policiesOf({ identity, role }: Powers): readonly string[] {
  const origins = identity.flatMap(({ carrier, alternatives }) => [
    carrier,
    ...alternatives.map(({ origin }) => origin),
  ]);
  return [...new Set(origins)].filter((one) => one !== role).map(({ address }) => address);
}

function nearestIn({ statement, element }: NearMiss): NearestStatement {
  if (element !== "resource") return { excludes: element };
  const resources = statement.resources?.terms.items.map(shownOf) ?? [];
  return { excludes: "resource", isExcept: statement.resources?.negated === true, resources };
}

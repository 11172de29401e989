import type { Cause } from "./causes/cause";
import type { MissingFact, MissingKind } from "./causes/missing-fact";
import type { Finding, MappingReport } from "./verdict";

/**
 * What the JSON of a plan loses of values that are known after apply, and the configuration says: what locals hold, which of
 * several an argument names, what a splat, a dynamic block or jsonencode is made of.
 */
const LOST: ReadonlySet<MissingKind> = new Set<MissingKind>([
  "planned-value",
  "origin-of-value",
  "source-of-value",
  "literals-of-value",
  "objects-of-value",
  "mentioned",
  "tied-to",
  "group-of-rule",
  "table-of-route",
  "one-target-of-route",
  "subnet-of-broker",
  "groups-of-broker",
  "subnets-of-acls",
  "subnets-of-tables",
  "one-of-tables",
  "subnets-of-endpoint",
  "groups-of-endpoint",
  "place-of-nat",
  "broker-of-mapping",
  "secret-of-mapping",
  "zone-of-vpc",
  "policy-of",
  "policy-made-from",
]);

/** Whether something that leaves a mapping's verdict open is what a plan's JSON loses. */
export function isLostInJson({ verdict, hops, findings }: MappingReport): boolean {
  if (verdict !== "unknown") return false;
  const causes = hops.flatMap((hop) => [...hop.causes, ...hop.cases.flatMap((one) => one.causes)]);
  const open = findings.filter(({ effect }) => effect === "unknown");
  return (
    causes.some(isAmong) || open.some(isNumbered) || [...causes, ...open].some(({ missing }) => missing.some(isLost))
  );
}

/** Which of several subnets or groups a broker has. */
function isAmong(cause: Cause): boolean {
  return (
    cause.code === "broker-placement-unknown" && ["one-of-subnets", "subnets", "groups"].includes(cause.facts.open)
  );
}

/** How many subnets it has. */
function isNumbered(finding: Finding): boolean {
  return finding.rule === "broker-unknown" && finding.facts.open === "number-of-subnets";
}

function isLost({ kind, because }: MissingFact): boolean {
  return LOST.has(kind) || because.some(isLost);
}

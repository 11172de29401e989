import { explain, spell } from "../../../connectivity/index";
import type { HopTarget, MappingReport, Report } from "../../../connectivity/verdict";
import { blocksOf, type Document } from "./document";
import type { Expectation, Part, Purpose } from "./expectation";
import type { Mutant } from "./mutants";

/** A stack that mutants are made of. */
export interface Stack {
  /** Such as `option-4-isolated CLUSTER_MULTI_AZ`. */
  readonly name: string;
  readonly document: Document;
}

export function nameOf({ block, argument, kind }: Mutant): string {
  return `${block.type} ${block.role}: ${whatOf(argument, kind)}`;
}

function whatOf(argument: string, kind: string): string {
  return argument === "" ? kind : `${argument} ${kind}`;
}

/** What the mutant breaks, by the first purpose that fits. */
export function purposeOf(mutant: Mutant, stack: string, parts: readonly Part[]): Purpose | undefined {
  const { block, argument, kind } = mutant;
  const what = whatOf(argument, kind);
  return parts
    .filter((part) => part.type === block.type && part.role.test(block.role) && (part.stack?.test(stack) ?? true))
    .flatMap(({ purposes }) => purposes)
    .find(([pattern]) => pattern.test(what));
}

/** What is wrong with a report; undefined when it is as expected. */
export function shortcoming(mutant: Mutant, stack: Stack, expected: Expectation, report: Report): string | undefined {
  const [judged] = report.mappings;
  if (judged === undefined) return expected.verdict === "none" ? undefined : "there is no mapping";
  if (judged.verdict !== expected.verdict) return `it is ${judged.verdict}${reasonsOf(judged)}`;
  if (expected.verdict === "unknown")
    return expected.fact.test(textOf(judged)) ? undefined : `it misses something else${reasonsOf(judged)}`;
  if (expected.verdict !== "fails") return undefined;
  return wrongHops(judged, expected.blocked) ?? wrongName(mutant, stack, judged, expected.names);
}

function wrongHops({ hops }: MappingReport, expected: readonly HopTarget[] | undefined): string | undefined {
  if (expected === undefined) return undefined;
  const blocked = [...new Set(hops.filter(({ verdict }) => verdict === "blocked").map(({ target }) => target))].sort();
  return blocked.join() === [...expected].sort().join() ? undefined : `blocked: ${blocked.join() || "nothing"}`;
}

function wrongName(
  mutant: Mutant,
  { document }: Stack,
  judged: MappingReport,
  names: RegExp | undefined,
): string | undefined {
  const named = [
    ...judged.hops.filter(({ verdict }) => verdict === "blocked"),
    ...judged.findings.filter(({ severity }) => severity === "error"),
  ].map(({ resource }) => resource);
  const roles = new Map(blocksOf(document).map(({ address, role }) => [address, role]));
  const right = named.some((address) =>
    names === undefined ? address === mutant.block.address : address !== null && names.test(roles.get(address) ?? ""),
  );
  return right
    ? undefined
    : `named: ${[...new Set(named.map((address) => roles.get(address ?? "") ?? address))].join(", ") || "nothing"}`;
}

function reasonsOf(judged: MappingReport): string {
  const reasons = judged.hops
    .filter(({ reason }) => reason !== null)
    .map(({ target, reason }) => `${target} ${reason}`);
  const rules = judged.findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
  return ` (${[...new Set([...reasons, ...rules])].join(", ")})`;
}

function textOf({ hops, findings }: MappingReport): string {
  return [...hops, ...findings]
    .map(explain)
    .flatMap(({ explanation, remedy }) => [explanation, ...(remedy === null ? [] : [remedy])])
    .map(spell)
    .join("\n");
}

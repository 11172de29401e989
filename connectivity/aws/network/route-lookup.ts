import { intersect, prefixLengthOf, type Range, type Ranges, subtract } from "./addresses";
import type { TableRoutes } from "./route-tables";
import type { Route } from "./routes";

/** Destinations that a table treats alike. */
export interface DestinationSet {
  readonly addresses: Ranges;
  /** The route that wins, null where there is none; several where the input does not show which it is. */
  readonly candidates: readonly (Route | null)[];
}

/**
 * The longest prefix wins; of two with the same, the one by CIDR block before the one by prefix list. Doubtful routes are
 * candidates beside the certain one.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export function destinationSetsOf({ routes }: TableRoutes, within: Ranges): readonly DestinationSet[] {
  const arbitrary = overlappingLists(routes);
  const certain = routes.filter((route) => isCertain(route) && !arbitrary.has(route));
  const doubtful = routes.filter((route) => !isCertain(route) || arbitrary.has(route));
  const steps = [...groupByDestination(certain)].sort(byPrecedence);
  const sets: DestinationSet[] = [];
  let rest = within;
  for (const step of steps) {
    const addresses = intersect(rest, [step.range]);
    if (addresses.length === 0) continue;
    rest = subtract(rest, [step.range]);
    const rivals = doubtful.filter((route) => mayWin(route, addresses, step.range));
    sets.push({ addresses, candidates: [...step.routes, ...rivals] });
  }
  if (rest.length > 0) {
    sets.push({
      addresses: rest,
      candidates: [null, ...doubtful.filter((route) => mayWin(route, rest, undefined))],
    });
  }
  return sets;
}

interface Step {
  readonly range: Range;
  readonly byList: boolean;
  readonly routes: Route[];
}

function isCertain(route: Route): boolean {
  return route.range !== null && route.doubt === null;
}

/** Routes with one destination: more than one only where spellings contradict each other. */
function groupByDestination(routes: readonly Route[]): Iterable<Step> {
  const steps = new Map<string, Step>();
  for (const route of routes) {
    if (route.range === null) continue;
    const key = `${route.range.first}-${route.range.last}-${route.byList}`;
    const step = steps.get(key);
    if (step === undefined) steps.set(key, { range: route.range, byList: route.byList, routes: [route] });
    else step.routes.push(route);
  }
  return steps.values();
}

function byPrecedence(one: Step, other: Step): number {
  const byLength = prefixLengthOf(other.range) - prefixLengthOf(one.range);
  return byLength === 0 ? Number(one.byList) - Number(other.byList) : byLength;
}

function mayWin(route: Route, addresses: Ranges, winner: Range | undefined): boolean {
  if (route.range === null) return true;
  if (intersect(addresses, [route.range]).length === 0) return false;
  return winner === undefined || prefixLengthOf(route.range) >= prefixLengthOf(winner);
}

/** Routes by overlapping prefix lists with different targets: which of them AWS takes is not defined. */
function overlappingLists(routes: readonly Route[]): ReadonlySet<Route> {
  const listed = routes.filter((route) => route.byList && route.range !== null);
  const sorted = [...listed].sort((one, other) => (one.range?.first ?? 0) - (other.range?.first ?? 0));
  const found = new Set<Route>();
  let reach: Route | undefined;
  for (const route of sorted) {
    if (reach !== undefined && (reach.range?.last ?? 0) >= (route.range?.first ?? 0) && reach.holder !== route.holder) {
      found.add(reach);
      found.add(route);
    }
    if (reach === undefined || (route.range?.last ?? 0) > (reach.range?.last ?? 0)) reach = route;
  }
  return found;
}

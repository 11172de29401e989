import type { AclEntries, AclEntry } from "../aws/network/acl-entries";
import type { Acl, Acls } from "../aws/network/acls";
import { EVERYWHERE, intersect, type Range, type Ranges, subtract, union } from "../aws/network/addresses";
import { ALL_PORTS, type Direction } from "../aws/network/group-rule";
import { isSame } from "../aws/network/objects";
import type { Subnet } from "../aws/network/subnets";
import type { Vpc } from "../aws/network/vpcs";
import { cause } from "../causes/cause";
import type { AclDenier } from "../causes/filters";
import { missingFact } from "../causes/missing-fact";
import type { Assumptions } from "../proof/assumptions";
import { all, choose, type Judgement, no, unknown, YES } from "../proof/judgement";
import type { MissingFact } from "../terraform/model/model";
import type { End } from "./connection-end";

/**
 * The ports that an answer may go to: Lambda's interfaces and NAT gateways pick theirs from all of these.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
const EPHEMERAL: Range = { first: 1024, last: 65535 };

/** AWS allows 40 entries a direction at most; a list many times as long is not one of its. */
const MOST_ENTRIES = 400;

/** A subnet of a VPC. */
interface Place {
  readonly subnet: Subnet;
  readonly vpc: Vpc;
}

/** Whether network ACLs let connections through. They are stateless: the answer needs an entry of its own. */
export class NetworkAclPath {
  readonly #kept = new Map<string, Judgement>();

  constructor(
    private readonly acls: Acls,
    private readonly assumptions: Assumptions,
  ) {}

  /** From an interface in one subnet to one in another, which need not be another: inside a subnet ACLs do not apply. */
  between(from: End, to: End, port: number): Judgement {
    if (from.place === null || to.place === null) return YES;
    const same = isSame(from.place.subnet, to.place.subnet);
    const isOne = same === "yes" && !from.place.subnet.several;
    if (isOne) return YES;
    const crossing = all([this.leaving(from.place, to, port), this.entering(to.place, from, port)]);
    if (same === "no") return crossing;
    const fact = missingFact("in-one-subnet", { one: from.party, other: to.party });
    return choose([YES, crossing], cause("network-acl-unknown", null, { open: "same-subnet" }, [fact]));
  }

  /** A connection that goes out of the subnet, and its answers. */
  leaving(place: Place, far: End, port: number): Judgement {
    const request = { first: port, last: port };
    return all([this.#judge(place, "egress", request, far), this.#judge(place, "ingress", EPHEMERAL, far)]);
  }

  /** A connection that comes into the subnet, and its answers. */
  entering(place: Place, far: End, port: number): Judgement {
    const request = { first: port, last: port };
    return all([this.#judge(place, "ingress", request, far), this.#judge(place, "egress", EPHEMERAL, far)]);
  }

  #judge(place: Place, direction: Direction, ports: Range, far: End): Judgement {
    const key = `${place.subnet.key} ${place.vpc.key} ${direction} ${ports.first} ${far.key}`;
    let judgement = this.#kept.get(key);
    if (judgement === undefined) {
      const { acls, undecided } = this.acls.of(place.subnet, place.vpc);
      const judged = acls.map((acl) => this.#judgeAcl(acl, direction, ports, far));
      const subnet = place.subnet.name;
      const fact = undecided ?? missingFact("network-acl-of", { subnet });
      const instance = acls[0]?.instance ?? null;
      judgement = choose(judged, cause("network-acl-unknown", instance, { open: "association", subnet }, [fact]));
      this.#kept.set(key, judgement);
    }
    return judgement;
  }

  #judgeAcl(acl: Acl, direction: Direction, ports: Range, far: End): Judgement {
    if (acl.hidden !== null)
      return this.assumptions.judge(acl.hidden, cause("network-acl-unknown", null, { open: "acl" }));
    if (acl.entries === null) return YES;
    const { blocked, blockedAtBest, doubts } = outcome(acl.entries, direction, ports, far.within);
    if (blocked.length === 0) return YES;
    const traffic = { flow: direction, ports, far: far.party };
    const denier = denierOf(acl.entries, direction, ports, far.within);
    const facts = {
      acl: acl.instance?.address ?? null,
      traffic,
      denier: denier === undefined ? null : nameOf(denier, acl),
    };
    if (subtract(far.within, blockedAtBest).length === 0) {
      const code = ports.first === ports.last ? "network-acl" : "network-acl-return";
      return no(cause(code, denier?.holder ?? acl.instance, facts));
    }
    if (doubts.length > 0)
      return unknown(cause("network-acl-unknown", acl.instance, { open: "entries", ...facts }, doubts));
    const addresses = missingFact("address-before-acl", { acl: facts.acl, traffic }, "nothing");
    return unknown(cause("network-acl-in-part", acl.instance, facts, [addresses]));
  }
}

function nameOf({ holder, number }: AclEntry, { instance }: Acl): AclDenier {
  return holder === instance ? { entry: number } : { rule: holder.address };
}

/** The addresses for which some of the ports are denied: with every doubtful entry against us, and with each in favour. */
function outcome(
  { entries, missing }: AclEntries,
  direction: Direction,
  ports: Range,
  within: Ranges,
): { blocked: Ranges; blockedAtBest: Ranges; doubts: readonly MissingFact[] } {
  const relevant = entries.filter((entry) => entry.direction === direction && entry.tcp !== false);
  const doubts = [...missing, ...relevant.flatMap((entry) => entry.doubt ?? [])];
  if (relevant.length > MOST_ENTRIES) {
    const fact = missingFact("acl-entries", { holder: relevant[0]?.holder.address ?? "" });
    return { blocked: within, blockedAtBest: [], doubts: [fact] };
  }
  const inOrder = [...relevant].sort((one, other) => (one.number ?? 0) - (other.number ?? 0));
  const blocked = missing.length > 0 ? within : deniedBy(inOrder, false, ports, within);
  const blockedAtBest = missing.length > 0 ? [] : deniedBy(inOrder, true, ports, within);
  return { blocked, blockedAtBest, doubts };
}

/** The entry that alone is in the way: without it, others let everything pass. */
function denierOf(acl: AclEntries, direction: Direction, ports: Range, within: Ranges): AclEntry | undefined {
  const denying = acl.entries.filter((entry) => entry.direction === direction && entry.allow === false);
  return denying.slice(0, MOST_DENYING).find((one) => {
    const entries = acl.entries.filter((entry) => entry !== one);
    return outcome({ ...acl, entries }, direction, ports, within).blocked.length === 0;
  });
}

/** Of more entries that deny, it does not matter which one it is. */
const MOST_DENYING = 40;

/** Addresses by ports of which no entry has decided yet. */
interface Undecided {
  readonly addresses: Ranges;
  readonly ports: Range;
}

/** The addresses of which some port is denied. Doubtful entries allow at best, and otherwise deny. */
function deniedBy(entries: readonly AclEntry[], atBest: boolean, ports: Range, within: Ranges): Ranges {
  let open: readonly Undecided[] = [{ addresses: within, ports }];
  const denied: Range[] = [];
  for (const entry of entries) {
    const allows = entry.doubt === null ? entry.allow === true : atBest;
    if (entry.doubt !== null && entry.allow === !atBest) continue;
    const addresses = entry.range === null ? EVERYWHERE : [entry.range];
    const next: Undecided[] = [];
    for (const piece of open) {
      const hit = intersect(piece.addresses, addresses);
      const [decided, rest] = splitPorts(piece.ports, entry.ports ?? ALL_PORTS);
      if (hit.length === 0 || decided === undefined) {
        next.push(piece);
        continue;
      }
      if (!allows) denied.push(...hit);
      const missed = subtract(piece.addresses, addresses);
      if (missed.length > 0) next.push({ addresses: missed, ports: piece.ports });
      for (const part of rest) next.push({ addresses: hit, ports: part });
    }
    open = next;
  }
  // What no entry matches is denied.
  return union([...denied, ...open.flatMap((piece) => piece.addresses)]);
}

/** The part of some ports that others cover, and what is left. */
function splitPorts(ports: Range, taken: Range): readonly [Range | undefined, readonly Range[]] {
  const first = Math.max(ports.first, taken.first);
  const last = Math.min(ports.last, taken.last);
  if (first > last) return [undefined, [ports]];
  const rest: Range[] = [];
  if (ports.first < first) rest.push({ first: ports.first, last: first - 1 });
  if (last < ports.last) rest.push({ first: last + 1, last: ports.last });
  return [{ first, last }, rest];
}

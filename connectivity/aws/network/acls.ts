import { missingFact } from "../../causes/missing-fact";
import { addTo } from "../../multimap";
import type { Instance, MissingFact, Model } from "../../terraform/model/model";
import { isLeftToAws } from "../../terraform/model/shown-values";
import { Ties } from "../ties";
import { type AclEntries, AclEntryReader } from "./acl-entries";
import { lookUpOf } from "./look-ups";
import { anyOf, certainly, join, only, perhaps, type Refs, unlessDoubtful, without } from "./refs";
import { Registry } from "./registry";
import type { Subnet, Subnets } from "./subnets";
import { factSubjectOf, placeKeyOf, SOME_VPC, type Vpc, type Vpcs } from "./vpcs";

/** A network ACL; `entries` is null for AWS's default one, which lets everything through. */
export interface Acl {
  readonly key: string;
  readonly instance: Instance | null;
  readonly entries: AclEntries | null;
  /** The ACL is not in the input; the user may assert that it is open. */
  readonly hidden: MissingFact | null;
}

/** The ACL of a subnet: several where the input does not show which it is, and then why. */
export interface AclChoice {
  readonly acls: readonly Acl[];
  readonly undecided: MissingFact | null;
}

/** An ACL and the subnets that it, or an association, says it is for. */
interface Claim {
  readonly acl: Acl;
  /** The ACL or the association. */
  readonly claimant: Instance;
  readonly subnets: Refs<Subnet>;
  readonly vpc: Vpc;
}

const ASSOCIATED = "association.subnet-id";
const OPEN: Acl = { key: "open", instance: null, entries: null, hidden: null };

/** Network ACLs, and which of them a subnet has. */
export class Acls {
  readonly #reader: AclEntryReader;
  readonly #registry: Registry<Acl>;
  readonly #certain = new Map<string, Claim[]>();
  readonly #possible = new Map<string, Acl[]>();
  /** ACLs which may be for any subnet of their VPC, by `placeKeyOf` that. */
  readonly #floating = new Map<string, Acl[]>();
  readonly #defaults = new Map<string, Acl>();
  /** The ACLs of subnets, by data sources that tell no more of them than which they are. */
  readonly #lookedUp = new Map<string, Acl>();

  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
    private readonly subnets: Subnets,
  ) {
    this.#reader = new AclEntryReader(model);
    this.#registry = new Registry(model, {
      types: ["aws_network_acl", "aws_default_network_acl"],
      ofTarget: ({ instance }) => certainly(this.#of(instance)),
      ofId: hiddenAcl,
    });
    for (const instance of model.ofType("aws_default_network_acl")) {
      const vpc = this.vpcs.adoptedBy(instance, "default_network_acl_id", "aws_network_acl");
      if (vpc.knownBy === null) this.#defaults.set(vpc.key, this.#of(instance));
      else addTo(this.#floating, SOME_VPC, this.#of(instance));
    }
    for (const claim of this.#claims()) this.#note(claim);
    for (const list of model.ofType("aws_network_acls")) this.#readLookUp(list);
  }

  of(subnet: Subnet, vpc: Vpc): AclChoice {
    const certain = this.#certain.get(subnet.key);
    const floating = [vpc.key, SOME_VPC].flatMap((key) => this.#floating.get(key) ?? []);
    const maybe = [...(this.#possible.get(subnet.key) ?? []), ...floating];
    const rest =
      certain === undefined ? { acls: [this.#default(subnet, vpc)], undecided: null } : chosen(certain, subnet);
    if (maybe.length === 0) return rest;
    const names = [...new Set(maybe.map((acl) => acl.instance?.address ?? acl.key))];
    return {
      acls: [...new Set([...maybe, ...rest.acls])],
      undecided: missingFact("subnets-of-acls", { acls: names }),
    };
  }

  #default(subnet: Subnet, vpc: Vpc): Acl {
    const adopted = this.#defaults.get(vpc.key);
    // What a subnet from elsewhere has been given is not in this input, though its VPC may be.
    if (subnet.isManaged && adopted !== undefined) return adopted;
    if (subnet.isManaged && vpc.isManaged) return OPEN;
    const lookedUp = this.#lookedUp.get(subnet.key);
    if (lookedUp !== undefined) return lookedUp;
    // Only of subnets that somebody else picks is the VPC's default ACL a good guess: those that Amazon MQ takes of a default VPC, too,
    // once the state has their ids.
    const isPicked = subnet.sources.length === 0 && (subnet.id === null || vpc.isDefault) && vpc.knownBy === null;
    const assumable = [isPicked ? `${factSubjectOf(vpc)}:default-network-acl-open` : `${subnet.name}:network-acl-open`];
    const hidden = missingFact("network-acl-of", { subnet: subnet.name }, "input", { assumable });
    return { key: `hidden ${subnet.key}`, instance: null, entries: null, hidden };
  }

  #claims(): readonly Claim[] {
    const claims: Claim[] = [];
    // Subnets that the plan releases from an ACL, which a refreshed ACL goes on listing.
    const released = new Ties(
      this.model,
      this.model.destroyed.filter(({ type }) => type === "aws_network_acl_association"),
      (association) => association.before("network_acl_id"),
      ["aws_network_acl"],
    );
    for (const type of ["aws_network_acl", "aws_default_network_acl"]) {
      for (const instance of this.model.ofType(type)) {
        if (isLeftToAws(instance, "subnet_ids")) continue;
        const vpc = this.vpcs.adoptedBy(instance, "default_network_acl_id", "aws_network_acl");
        const listed = this.subnets.refs(instance.get("subnet_ids"));
        const gone = released
          .of(instance)
          .map((tie) => unlessDoubtful(tie, this.subnets.refs(tie.instance.before("subnet_id"))));
        const subnets = without(listed, join(gone));
        claims.push({ acl: this.#of(instance), claimant: instance, subnets, vpc });
      }
    }
    for (const association of this.model.ofType("aws_network_acl_association")) {
      const acls = this.#registry.refs(association.get("network_acl_id"));
      const subnets = this.subnets.refs(association.get("subnet_id"));
      const [acl] = acls.certain;
      if (acl !== undefined) {
        claims.push({ acl, claimant: association, subnets, vpc: this.#vpcOf(acl) });
      } else {
        const unsure = perhaps(subnets);
        const hidden = acls.missing.length === 0 ? [] : [hiddenAcl(`${association.address}.network_acl_id`)];
        for (const possible of [...acls.possible, ...hidden])
          claims.push({ acl: possible, claimant: association, subnets: unsure, vpc: this.#vpcOf(possible) });
      }
    }
    return claims;
  }

  #note(claim: Claim): void {
    const { acl, subnets, vpc } = claim;
    for (const subnet of subnets.certain) addTo(this.#certain, subnet.key, claim);
    for (const subnet of subnets.possible) addTo(this.#possible, subnet.key, acl);
    // A refreshed ACL whose associations are listed for certain has no others.
    if (subnets.missing.length > 0) addTo(this.#floating, placeKeyOf(vpc), acl);
  }

  #readLookUp(instance: Instance): void {
    const found = lookUpOf(instance, [ASSOCIATED]);
    const [id, ...others] = found?.ids ?? [];
    const by = found?.by.get(ASSOCIATED);
    if (id === undefined || by === undefined || others.length > 0) return;
    const [subnet, acl] = [only(this.subnets.refs(by)), only(this.#registry.refs(id))];
    if (subnet === undefined || acl === undefined || this.#isReleased(subnet, acl)) return;
    this.#lookedUp.set(subnet.key, acl);
  }

  /** Whether the plan takes a subnet from the ACL that a data source shows it to have. */
  #isReleased(subnet: Subnet, { instance }: Acl): boolean {
    // One that lists its subnets, and is not claimed for this one, gives it up.
    if (instance !== null && !isLeftToAws(instance, "subnet_ids")) return true;
    return this.model.destroyed.some(
      (gone) =>
        gone.type === "aws_network_acl_association" &&
        anyOf(this.subnets.refs(gone.before("subnet_id"))).some(({ key }) => key === subnet.key),
    );
  }

  #vpcOf(acl: Acl): Vpc {
    return acl.instance === null
      ? this.vpcs.knownOnlyBy(acl.key)
      : this.vpcs.adoptedBy(acl.instance, "default_network_acl_id", "aws_network_acl");
  }

  #of(instance: Instance): Acl {
    // `aws_vpc.x.default_network_acl_id` is an ACL that exists without a resource.
    const isVpc = instance.type === "aws_vpc" || instance.type === "aws_default_vpc";
    if (isVpc) return OPEN;
    const key = instance.address;
    return this.#registry.get(key, () => ({ key, instance, entries: this.#reader.read(instance), hidden: null }));
  }
}

/**
 * AWS takes whichever ACL is associated last, without a word. What the plan changes comes after what it leaves as it is,
 * and among the changes the order is open.
 */
function chosen(claims: readonly Claim[], subnet: Subnet): AclChoice {
  const changing = claims.filter(({ claimant }) => claimant.change !== "none");
  const last = changing.length > 0 ? changing : claims;
  const acls = [...new Set(last.map(({ acl }) => acl))];
  if (acls.length < 2) return { acls, undecided: null };
  const claimants = last.map(({ claimant }) => claimant.address).sort();
  return { acls, undecided: missingFact("acl-contest", { claimants, subnet: subnet.name }) };
}

function hiddenAcl(id: string): Acl {
  return {
    key: id,
    instance: null,
    entries: null,
    hidden: missingFact("network-acl", { acl: id }, "its-workspace", { assumable: [`${id}:network-acl-open`] }),
  };
}

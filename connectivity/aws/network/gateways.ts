import { missingFact } from "../../causes/missing-fact";
import { addTo } from "../../multimap";
import { type Answer, some } from "../../proof/answer";
import type { Instance, MissingFact, Model } from "../../terraform/model/model";
import { blocksOf, isLeftToAws, itemsOf, NOTHING, textOf } from "../../terraform/model/shown-values";
import { Ties } from "../ties";
import { lookUpOf } from "./look-ups";
import { isSame } from "./objects";
import { isPartial } from "./partial-lists";
import { only, type Refs } from "./refs";
import type { Subnet, Subnets } from "./subnets";
import { filterValue, type Vpc, type Vpcs } from "./vpcs";

/** Whether an internet gateway is attached to a VPC; a missing fact where the input does not show it. */
export type Attachment = "attached" | "detached" | MissingFact;

/** A NAT gateway, as far as the input shows it. */
export interface NatGateway {
  /** Null where the input does not show it. */
  readonly connectivity: "public" | "private" | null;
  /** Spans the VPC by itself: it has no subnet and brings its own routes to the internet gateway. */
  readonly isRegional: boolean;
  readonly hasAddress: boolean;
  readonly subnets: Refs<Subnet>;
}

const TYPES = ["aws_internet_gateway"];
/** The states of a NAT gateway that passes packets on, or will. */
const IN_USE = ["pending", "available"];

/** Internet gateways and NAT gateways. */
export class Gateways {
  readonly #attachments = new Map<Instance, Vpc[]>();
  /** Gateways of which the input may not show an attachment. */
  readonly #incomplete = new Set<Instance>();

  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
    private readonly subnets: Subnets,
  ) {
    for (const gateway of model.ofType("aws_internet_gateway")) this.#read(gateway);
    const attachments = model.ofType("aws_internet_gateway_attachment");
    const ties = new Ties(model, attachments, (one) => one.get("internet_gateway_id"), TYPES);
    for (const gateway of model.ofType("aws_internet_gateway")) {
      for (const { instance: attachment, doubt } of ties.of(gateway)) {
        if (doubt === null) addTo(this.#attachments, gateway, this.vpcs.of(attachment));
        else this.#incomplete.add(gateway);
      }
    }
  }

  attachment(gateway: Instance, vpc: Vpc): Attachment {
    const found = (this.#attachments.get(gateway) ?? []).map((attached) => isSame(attached, vpc));
    if (found.includes("yes")) return "attached";
    if (found.length === 0 && !this.#incomplete.has(gateway)) return "detached";
    if (found.length > 0 && found.every((same) => same === "no") && !this.#incomplete.has(gateway)) return "detached";
    return missingFact("vpc-of-gateway", { gateway: gateway.address }, "input", {
      assumable: [`${gateway.address}:attached`],
    });
  }

  /** Whether a VPC has an internet gateway, as far as the input shows its gateways. */
  isIn(vpc: Vpc): Answer {
    const gateways = [...new Set([...this.#attachments.keys(), ...this.#incomplete])];
    return some(
      gateways.map((gateway) => {
        const attachment = this.attachment(gateway, vpc);
        return attachment === "attached" ? "yes" : attachment === "detached" ? "no" : "unknown";
      }),
    );
  }

  nat(instance: Instance): NatGateway {
    const connectivity = textOf(instance.get("connectivity_type"));
    const isManaged = instance.mode === "managed";
    return {
      connectivity:
        connectivity === "private"
          ? "private"
          : connectivity === "public" || isLeftToAws(instance, "connectivity_type")
            ? "public"
            : null,
      isRegional: textOf(instance.get("availability_mode")) === "regional",
      hasAddress: !isManaged || !isLeftToAws(instance, "allocation_id"),
      subnets: this.subnets.refs(instance.get("subnet_id")),
    };
  }

  /** Whether a data source lists the NAT gateways of a VPC, and none of this id. */
  isGone(id: string, vpc: Vpc): boolean {
    return this.model.ofType("aws_nat_gateways").some((list) => {
      const found = lookUpOf(list, ["vpc-id", "state"]);
      const states = found?.by.get("state");
      const isOfVpc = only(this.vpcs.refs(found?.by.get("vpc-id") ?? NOTHING))?.key === vpc.key;
      const holdsAll =
        states === undefined || IN_USE.every((state) => itemsOf(states).some((one) => textOf(one) === state));
      return (
        isOfVpc &&
        !isPartial(list, vpc, this.model) &&
        holdsAll &&
        (found?.ids ?? []).every((one) => textOf(one) !== null && textOf(one) !== id)
      );
    });
  }

  #read(gateway: Instance): void {
    if (gateway.mode === "managed") {
      if (isLeftToAws(gateway, "vpc_id")) return;
      addTo(this.#attachments, gateway, this.vpcs.of(gateway));
      return;
    }
    const attachments = blocksOf(gateway.get("attachments"), gateway.address).blocks;
    for (const block of attachments) {
      const refs = this.vpcs.refs(block.get("vpc_id"));
      addTo(this.#attachments, gateway, ...refs.certain);
      if (refs.possible.length + refs.missing.length > 0) this.#incomplete.add(gateway);
    }
    const filtered = filterValue(gateway, "attachment.vpc-id");
    const vpc = filtered === undefined ? undefined : only(this.vpcs.refs(filtered));
    if (vpc !== undefined) addTo(this.#attachments, gateway, vpc);
    else if (attachments.length === 0) this.#incomplete.add(gateway);
  }
}

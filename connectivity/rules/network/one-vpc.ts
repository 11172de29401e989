import { isSame, managerOf, type NetworkObject, subjectOf } from "../../aws/network/objects";
import { anyOf, type Refs } from "../../aws/network/refs";
import { SERVICES } from "../../aws/network/service-names";
import type { Vpc } from "../../aws/network/vpcs";
import type { Instance } from "../../terraform/model/model";
import { isLeftToAws } from "../../terraform/model/shown-values";
import type { Finding } from "../../verdict";
import { type Find, rule } from "../rule";
import { isInVpc, type NetworkSubjects } from "./subjects";

const SOURCE = "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html";

export const oneVpcUnknown = rule({
  code: "one-vpc-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "refused",
  title: "Whether subnets and security groups are of one VPC is not known",
  meaning: "The input does not show whether two VPCs that it names are the same.",
  example: 'vpc_id = "vpc-0123456789abcdef0" # of the group; the subnets are in data.aws_vpc.default',
  source: SOURCE,
});

/**
 * AWS takes only subnets and groups of one VPC for a broker, and for an endpoint. What exists already has been taken.
 */
export const oneVpc = rule({
  code: "one-vpc",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Subnets and security groups of different VPCs",
  meaning: "A broker's subnets and groups have to be in one VPC, and an endpoint's in the endpoint's.",
  example: "subnet_ids      = [aws_subnet.private.id]\nsecurity_groups = [aws_security_group.of_another_vpc.id]",
  source: SOURCE,
  check(subjects: NetworkSubjects, found) {
    const { broker, placement, network } = subjects;
    const { subnets, groups } = placement;
    const vpc = homeOf(subnets.certain) ?? homeOf(groups.certain);
    if (!isInVpc(subjects) || vpc === undefined) return [];
    const endpoints = SERVICES.flatMap((service) => network.endpointNames.endpointsIn(vpc, service)).filter(
      (endpoint) => endpoint.vpc.key === vpc.key && isMade(endpoint.instance),
    );
    const uses: readonly Use[] = [
      ...(isMade(broker) && namesBoth(broker)
        ? [subnets, groups].map((members) => ({ user: broker, members, vpc }))
        : []),
      ...[...new Set(endpoints)].flatMap((endpoint) =>
        [network.endpoints.subnetsOf(endpoint), network.endpoints.groupsOf(endpoint)].map((members) => ({
          user: endpoint.instance,
          members,
          vpc: endpoint.vpc,
        })),
      ),
    ];
    return uses.flatMap((use) => misplaced(use, found));
  },
});

/** What a broker leaves blank Amazon MQ takes from the default VPC, which is another rule's to judge. */
function namesBoth(broker: Instance): boolean {
  return !isLeftToAws(broker, "subnet_ids") && !isLeftToAws(broker, "security_groups");
}

/** Something that has to be in a VPC. */
interface Member extends NetworkObject {
  readonly vpc: Vpc;
}

/** What a broker or an endpoint has, all of which has to be in one VPC. */
interface Use {
  readonly user: Instance;
  readonly members: Refs<Member>;
  readonly vpc: Vpc;
}

function misplaced({ user, members, vpc }: Use, found: Find<"one-vpc">): readonly Finding[] {
  const possible = new Set(members.possible);
  return anyOf(members)
    .filter((member) => isShown(member.vpc) || isNew(member))
    .flatMap((member) => {
      const isInside = isSame(member.vpc, vpc);
      if (isInside === "yes") return [];
      const [isOther, isCertain] = [isInside === "no", !possible.has(member)];
      const facts = { member: member.name, user: user.address, wanted: vpc.name };
      const subject = subjectOf(member) ?? user;
      if (isOther && isCertain) return [found(subject, { ...facts, is: member.vpc.name })];
      const is = isOther || isShown(member.vpc) ? member.vpc.name : null;
      return [oneVpcUnknown.found(subject, { ...facts, is, isOther, isCertain })];
    });
}

/** The VPC that most of them are in. */
function homeOf(members: readonly Member[]): Vpc | undefined {
  const counts = new Map<string, { vpc: Vpc; count: number }>();
  for (const { vpc } of members.filter((member) => isShown(member.vpc))) {
    const count = counts.get(vpc.key)?.count ?? 0;
    counts.set(vpc.key, { vpc, count: count + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)[0]?.vpc;
}

/** What the input creates without showing in which VPC: AWS has not taken it yet. */
function isNew(member: Member): boolean {
  return managerOf(member)?.change === "create";
}

function isShown(vpc: Vpc): boolean {
  return vpc.knownBy === null;
}

function isMade({ change, mode }: Instance): boolean {
  return mode === "managed" && change !== "none";
}

import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { DynamicListTerraformIterator } from "cdktf";
import type { Construct } from "constructs";
import type { Names } from "../names";
import { ports } from "./ports";
import { type Peer, SecurityGroupRules } from "./security-group-rules";
import type { ShownRules, WantedRule } from "./shown-rules";

export interface SecurityGroupsProps {
  readonly names: Names;
  readonly vpcId: string;
  /**
   * The broker's group where it is not ours, as a VPC's default group, whose members reach each other: only rules of ours are
   * added to it. @default a group of our own
   */
  readonly existingBrokerGroupId?: string;
  /** What others let through to and from such a broker. @default its group's members reach each other, and everything */
  readonly othersRules?: OthersRules;
}

/** The rules that others have made for a broker. */
export interface OthersRules {
  /** Those of all its groups. */
  readonly shown: ShownRules;
  /** Terraform's expression of the ids of its groups. */
  readonly groupIds: string;
}

/**
 * The security groups of a VPC and the rules of who may talk to whom: the broker's group admits AMQPS from itself (the
 * mapping's interfaces carry it) and AMQPS and HTTPS from the client group, which our functions carry.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export class SecurityGroups {
  readonly brokerId: string;
  readonly clientsId: string;
  readonly rules: SecurityGroupRules;

  constructor(
    private readonly scope: Construct,
    private readonly props: SecurityGroupsProps,
  ) {
    this.brokerId =
      props.existingBrokerGroupId ??
      this.addGroup("broker", "The broker and the interfaces of its event source mapping").id;
    this.clientsId = this.addGroup("clients", "Functions that talk to the broker").id;
    this.rules = new SecurityGroupRules(scope, "rules");
    if (props.existingBrokerGroupId === undefined || props.othersRules !== undefined) {
      this.letMappingReachBroker();
    }
    this.letClientsReachBroker();
  }

  /**
   * Lets the mapping and the clients reach the AWS APIs through interface endpoints, and nothing beyond.
   *
   * @param everyone the ranges of a VPC that others live in too: private DNS sends all their calls to the endpoints.
   *   @default the mapping and the clients alone
   */
  addEndpointsGroup(everyone?: DynamicListTerraformIterator): SecurityGroup {
    const endpoints = this.addGroup("endpoints", "Interface endpoints of the AWS APIs");
    const https = { securityGroupId: endpoints.id, port: ports.https };
    if (everyone === undefined) {
      this.rules.admit("endpoints-from-broker", {
        ...https,
        description: "AWS APIs for the event source mapping",
        from: { securityGroupId: this.brokerId },
      });
      this.rules.admit("endpoints-from-clients", {
        ...https,
        description: "AWS APIs for the functions",
        from: { securityGroupId: this.clientsId },
      });
    } else {
      this.rules.admit("endpoints-from-vpc", {
        ...https,
        description: "AWS APIs for everything in the VPC: private DNS sends all of it here",
        from: { eachCidr: everyone },
      });
    }
    this.letApisBeReached({ securityGroupId: endpoints.id });
    return endpoints;
  }

  /** Lets the mapping and the clients reach the AWS APIs by their public addresses, which AWS does not promise. */
  letPublicApisBeReached(): void {
    this.letApisBeReached({ cidr: "0.0.0.0/0" });
  }

  /**
   * Lets the mapping and the clients reach endpoints that a VPC already has: whose group they carry is not ours to know; where they are
   * is. A broker's group that is not ours lets everything out as it is.
   */
  letExistingEndpointsBeReached(ranges: DynamicListTerraformIterator): void {
    if (this.props.existingBrokerGroupId === undefined) {
      this.rules.allow("broker-to-existing-endpoints", {
        securityGroupId: this.brokerId,
        port: ports.https,
        description: "AWS APIs for the event source mapping, by endpoints that the VPC already has",
        to: { eachCidr: ranges },
      });
    }
    this.rules.allow("clients-to-existing-endpoints", {
      securityGroupId: this.clientsId,
      port: ports.https,
      description: "AWS APIs for the functions, by endpoints that the VPC already has",
      to: { eachCidr: ranges },
    });
  }

  private letApisBeReached(to: Peer): void {
    this.rules.allow("broker-to-apis", {
      ...this.ofBroker("AWS APIs for the event source mapping"),
      port: ports.https,
      to,
      ...("cidr" in to ? this.unlessMade("egress", ports.https) : {}),
    });
    this.rules.allow("clients-to-apis", {
      securityGroupId: this.clientsId,
      port: ports.https,
      description: "AWS APIs for the functions",
      to,
    });
  }

  private letMappingReachBroker(): void {
    const itself = { securityGroupId: this.brokerId };
    this.rules.admit("broker-from-mapping", {
      ...this.ofBroker("AMQPS from the event source mapping"),
      port: ports.amqps,
      from: itself,
      ...this.unlessMade("ingress", ports.amqps),
    });
    this.rules.allow("mapping-to-broker", {
      ...this.ofBroker("AMQPS of the event source mapping"),
      port: ports.amqps,
      to: itself,
      ...this.unlessMade("egress", ports.amqps),
    });
  }

  private letClientsReachBroker(): void {
    for (const [protocol, port] of Object.entries(ports)) {
      this.rules.admit(`broker-from-clients-${protocol}`, {
        ...this.ofBroker(`${protocol.toUpperCase()} from the functions`),
        port,
        from: { securityGroupId: this.clientsId },
      });
      this.rules.allow(`clients-to-broker-${protocol}`, {
        securityGroupId: this.clientsId,
        port,
        description: `${protocol.toUpperCase()} to the broker`,
        to: { securityGroupId: this.brokerId },
      });
    }
  }

  /** Only where others have not made it: a rule whose peer is no group of ours may be there, and EC2 refuses it twice. */
  private unlessMade(direction: WantedRule["direction"], port: number): { readonly where?: string } {
    const others = this.props.othersRules;
    if (others === undefined) return {};
    const isItself = `contains(${others.groupIds}, coalesce(rule.referenced_security_group_id, "-"))`;
    const isAnywhere = 'rule.cidr_ipv4 == "0.0.0.0/0"';
    const peer = port === ports.https ? isAnywhere : `(${isItself} || ${isAnywhere})`;
    return { where: others.shown.lacks({ direction, port, peer }, this.ofBroker("").description) };
  }

  /** A rule of the broker's group; in one that others use too, it says whose it is. */
  private ofBroker(description: string) {
    const { names, existingBrokerGroupId } = this.props;
    return {
      securityGroupId: this.brokerId,
      description: existingBrokerGroupId === undefined ? description : `${names.prefix}: ${description}`,
    };
  }

  private addGroup(part: string, description: string): SecurityGroup {
    const name = this.props.names.network(part);
    return new SecurityGroup(this.scope, part, {
      name,
      description,
      vpcId: this.props.vpcId,
      tags: { Name: name },
    });
  }
}

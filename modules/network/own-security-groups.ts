import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import type { Names } from "../names";
import { ports } from "./ports";
import { type Peer, SecurityGroupRules } from "./security-group-rules";

export interface OwnSecurityGroupsProps {
  readonly names: Names;
  readonly vpcId: string;
}

/**
 * The security groups of an own VPC and the rules of who may talk to whom: the broker's group admits AMQPS from itself
 * (the mapping's interfaces carry it) and AMQPS and HTTPS from the client group, which our functions carry.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export class OwnSecurityGroups extends Construct {
  readonly broker: SecurityGroup;
  readonly clients: SecurityGroup;
  readonly rules: SecurityGroupRules;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: OwnSecurityGroupsProps,
  ) {
    super(scope, id);
    this.broker = this.addGroup("broker", "The broker and the interfaces of its event source mapping");
    this.clients = this.addGroup("clients", "Functions that talk to the broker");
    this.rules = new SecurityGroupRules(this, "rules");
    this.letClientsReachBroker();
  }

  /** Lets the mapping and the clients reach the AWS APIs through interface endpoints, and nothing beyond. */
  addEndpointsGroup(): SecurityGroup {
    const endpoints = this.addGroup("endpoints", "Interface endpoints of the AWS APIs");
    const https = { securityGroupId: endpoints.id, port: ports.https };
    this.rules.admit("endpoints-from-broker", {
      ...https,
      description: "AWS APIs for the event source mapping",
      from: { securityGroupId: this.broker.id },
    });
    this.rules.admit("endpoints-from-clients", {
      ...https,
      description: "AWS APIs for the functions",
      from: { securityGroupId: this.clients.id },
    });
    this.letApisBeReached({ securityGroupId: endpoints.id });
    return endpoints;
  }

  /** Lets the mapping and the clients reach the AWS APIs by their public addresses, which AWS does not promise. */
  letPublicApisBeReached(): void {
    this.letApisBeReached({ cidr: "0.0.0.0/0" });
  }

  private letApisBeReached(to: Peer): void {
    this.rules.allow("broker-to-apis", {
      securityGroupId: this.broker.id,
      port: ports.https,
      description: "AWS APIs for the event source mapping",
      to,
    });
    this.rules.allow("clients-to-apis", {
      securityGroupId: this.clients.id,
      port: ports.https,
      description: "AWS APIs for the functions",
      to,
    });
  }

  private letClientsReachBroker(): void {
    const itself = { securityGroupId: this.broker.id };
    const amqps = { ...itself, port: ports.amqps };
    this.rules.admit("broker-from-mapping", {
      ...amqps,
      description: "AMQPS from the event source mapping",
      from: itself,
    });
    this.rules.allow("mapping-to-broker", {
      ...amqps,
      description: "AMQPS of the event source mapping",
      to: itself,
    });
    for (const [protocol, port] of Object.entries(ports)) {
      this.rules.admit(`broker-from-clients-${protocol}`, {
        ...itself,
        port,
        description: `${protocol.toUpperCase()} from the functions`,
        from: { securityGroupId: this.clients.id },
      });
      this.rules.allow(`clients-to-broker-${protocol}`, {
        securityGroupId: this.clients.id,
        port,
        description: `${protocol.toUpperCase()} to the broker`,
        to: itself,
      });
    }
  }

  private addGroup(part: string, description: string): SecurityGroup {
    const name = this.props.names.network(part);
    return new SecurityGroup(this, part, {
      name,
      description,
      vpcId: this.props.vpcId,
      tags: { Name: name },
    });
  }
}

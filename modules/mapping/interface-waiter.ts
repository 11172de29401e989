import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ownArn } from "../arn";
import { NodeFunction } from "../functions/node-function";
import type { Names } from "../names";
import type { NetworkLocation } from "../network/location";
import type { Settings } from "../settings";

export interface InterfaceWaiterProps {
  readonly names: Names;
  /** Of these, the Region and how long the log is kept, in days, count. */
  readonly settings: Settings;
  /** Where the mapping's network interfaces are. Undefined where it has none: then there is nothing to wait for. */
  readonly mapping: NetworkLocation | undefined;
  /** What the interfaces' removal needs, and what must therefore be destroyed after the waiting. */
  readonly holds: readonly ITerraformDependable[];
}

/** Invocations in a row: Lambda stops each at 15 minutes, and interfaces have been seen to stay for 35. */
const links = 3;

/** Seconds; the most that Lambda allows. */
const longestTimeout = 900;

/**
 * Holds back destruction until the deleted mapping's network interfaces are gone. A mapping is reported as deleted long
 * before they are, and Lambda removes them for the listener, with its role: were the function, the role's policy, the rules or
 * the way to the APIs destroyed first, the interfaces would stay and block the security groups and subnets.
 *
 * @see https://github.com/cdklabs/cdk-amazonmq/blob/main/src/mq-esm/event-source-base.ts
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/32130
 */
export class InterfaceWaiter extends Construct {
  /** The function that waits. None where there is nothing to wait for. */
  readonly functions: readonly NodeFunction[];
  /** What every mapping depends on, so that all are deleted before the waiting begins. */
  readonly armed: readonly ITerraformDependable[];
  readonly #waiting: NodeFunction | undefined;

  constructor(scope: Construct, id: string, { names, settings, mapping, holds }: InterfaceWaiterProps) {
    super(scope, id);
    if (mapping === undefined) {
      this.functions = [];
      this.armed = [];
      return;
    }
    const waiting = this.addFunction(names, settings, mapping);
    // Destroyed in the reverse order of creation: the first one made is the last one to wait.
    let newest = this.addLink("wait-1", true, waiting, [waiting.policy, ...holds]);
    for (let index = 2; index <= links; index += 1) {
      newest = this.addLink(`wait-${index}`, false, waiting, [newest]);
    }
    this.#waiting = waiting;
    this.functions = [waiting];
    this.armed = [newest];
  }

  /**
   * Holds back the removal of one listener while the others stay, for a quarter of an hour at most. Mappings in the same subnets and
   * groups use each other's interfaces, so that those of a deleted one may stay for as long as another lives: time that runs out is no
   * error here.
   *
   * @param suffix the listener's
   * @param holds what the removal of its mapping's interfaces needs
   * @returns what its mapping depends on
   * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
   */
  arm(suffix: string, holds: readonly ITerraformDependable[]): readonly ITerraformDependable[] {
    const waiting = this.#waiting;
    return waiting === undefined ? [] : [this.addLink(`wait${suffix}`, false, waiting, [waiting.policy, ...holds])];
  }

  private addFunction(names: Names, settings: Settings, mapping: NetworkLocation): NodeFunction {
    return new NodeFunction(this, "function", {
      names,
      settings,
      source: "interface-waiter",
      description: "Waits until the network interfaces of a deleted event source mapping are gone",
      timeout: longestTimeout,
      environment: {
        SUBNET_IDS: Fn.join(",", mapping.subnetIds),
        SECURITY_GROUP_IDS: Fn.join(",", mapping.securityGroupIds),
      },
      statements: [
        {
          sid: "ListInterfaces",
          actions: ["ec2:DescribeNetworkInterfaces"],
          // AWS scopes no describe action. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
          resources: ["*"],
        },
        {
          sid: "SeeWhichMappingsLive",
          actions: ["lambda:GetEventSourceMapping"],
          resources: [ownArn(this, { service: "lambda", region: settings.region, resource: "event-source-mapping:*" })],
        },
      ],
    });
  }

  private addLink(
    id: string,
    last: boolean,
    waiting: NodeFunction,
    dependsOn: readonly ITerraformDependable[],
  ): LambdaInvocation {
    return new LambdaInvocation(this, id, {
      functionName: waiting.function.functionName,
      lifecycleScope: "CRUD",
      input: JSON.stringify({ last }),
      dependsOn: [...dependsOn],
    });
  }
}

import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { KeptValue } from "../kept-value";
import type { Settings } from "../settings";
import type { ShownSubnets } from "./shown-subnets";

/** The subnets of a VPC that have certain tags. */
export class ChosenSubnets extends Construct {
  /** Their ids, in one order. */
  readonly ids: string[];
  /** Terraform's expression of the same. */
  private readonly expression: string;
  private readonly all: DataAwsSubnets;

  constructor(
    scope: Construct,
    id: string,
    private readonly settings: Settings,
  ) {
    super(scope, id);
    const filter = [{ name: "vpc-id", values: [settings.existingVpc ?? ""] }];
    const tagged = new DataAwsSubnets(this, "tagged", { filter, tags: { ...settings.existingSubnetTags } });
    const sorted = new TerraformLocal(this, "ids", Fn.sort(tagged.ids));
    this.ids = sorted.asList;
    this.expression = sorted.fqn;
    this.all = new DataAwsSubnets(this, "all", { filter });
  }

  /**
   * Refuses what no broker can be placed in; and others than those that it is in, for a broker in another subnet is another broker, its
   * messages lost.
   */
  refuseOthers(shown: ShownSubnets): void {
    const { existingVpc, existingSubnetTags, brokerDeploymentMode } = this.settings;
    const tags = Object.entries(existingSubnetTags).map(([key, value]) => `${key}=${value}`);
    const isSingle = brokerDeploymentMode === "SINGLE_INSTANCE";
    const ids = this.expression;
    const zones = shown.all("availability_zone");
    const found = `length(${ids}) == 0 ? format("none (it has %s)", join(", ", sort(${this.all.fqn}.ids))) : join(", ", ${ids})`;
    new KeptValue(this, "kept", {
      input: `\${join(", ", ${ids})}`,
      postcondition: [
        {
          condition: isSingle
            ? `\${length(${ids}) == 1}`
            : `\${length(${ids}) >= 2 && length(distinct(${zones})) == length(${ids})}`,
          errorMessage:
            `existingSubnetTags (${tags.join(", ")}) choose these subnets of ${existingVpc}: \${${found}}. ` +
            `A ${brokerDeploymentMode} broker takes ${isSingle ? "exactly one" : "two or more, each in a zone of its own"}. ` +
            "Choose tags that such subnets alone have, name them in existingSubnets instead, or set brokerDeploymentMode. " +
            "See https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture.html",
        },
        {
          condition: `\${self.output == join(", ", ${ids})}`,
          errorMessage:
            `existingSubnetTags (${tags.join(", ")}) choose \${join(", ", ${ids})} now, and the broker is in \${self.output}. Another subnet is another broker, and its messages are lost. ` +
            "Name the subnets that you want in existingSubnets instead of existingVpc and existingSubnetTags: those that it is in to keep it.",
        },
      ],
    });
  }
}

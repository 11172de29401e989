import {
  type ITerraformDependable,
  type ITerraformIterator,
  TerraformResource,
  type TerraformResourceLifecycle,
} from "cdktf";
import type { Construct } from "constructs";

export interface KeptValueProps {
  /** What is kept at the first apply: a value, or an expression. Later ones change nothing. */
  readonly input: string;
  /** When any of these changes, another input is kept. @default never */
  readonly renewedBy?: readonly string[];
  readonly createBeforeDestroy?: boolean;
  /** One value for each. @default one */
  readonly forEach?: ITerraformIterator;
  readonly postcondition?: TerraformResourceLifecycle["postcondition"];
  readonly dependsOn?: ITerraformDependable[];
}

/** A value that state keeps as it was when the stack was first applied. */
export class KeptValue extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    { input, renewedBy, createBeforeDestroy, forEach, postcondition, dependsOn }: KeptValueProps,
  ) {
    super(scope, id, {
      // cdktf's own construct for terraform_data refuses to synthesize where Terraform is not installed.
      terraformResourceType: "terraform_data",
      lifecycle: {
        ignoreChanges: ["input"],
        ...(createBeforeDestroy === undefined ? {} : { createBeforeDestroy }),
        ...(postcondition === undefined ? {} : { postcondition }),
      },
      ...(forEach === undefined ? {} : { forEach }),
      ...(dependsOn === undefined ? {} : { dependsOn }),
    });
    this.addOverride("input", input);
    if (renewedBy !== undefined) {
      this.addOverride("triggers_replace", renewedBy);
    }
  }
}

import { TerraformResource, type TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";

export interface KeptValueProps {
  /** What is kept at the first apply: a value, or an expression. Later ones change nothing. */
  readonly input: string;
  readonly postcondition?: TerraformResourceLifecycle["postcondition"];
}

/** A value that state keeps as it was when the stack was first applied. */
export class KeptValue extends TerraformResource {
  constructor(scope: Construct, id: string, { input, postcondition }: KeptValueProps) {
    super(scope, id, {
      // cdktf's own construct for terraform_data refuses to synthesize where Terraform is not installed.
      terraformResourceType: "terraform_data",
      lifecycle: { ignoreChanges: ["input"], ...(postcondition === undefined ? {} : { postcondition }) },
    });
    this.addOverride("input", input);
  }
}

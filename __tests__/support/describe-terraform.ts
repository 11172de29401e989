import type { TerraformEnvironment } from "../../rehearsal/terraform/environment";
import { terraformEnvironment } from "./terraform";

/**
 * A `describe` for tests that run Terraform with the AWS provider. Where there is none, they are skipped and say so in
 * one line; in CI (`CI=true`) they fail instead.
 */
export function describeWithTerraform(name: string, tests: (terraform: AvailableTerraform) => void): void {
  const environment = terraformEnvironment();
  const { binary, available, why } = environment;
  if (available && binary !== null) {
    describe(name, () => tests({ ...environment, binary }));
  } else if (process.env.CI === "true") {
    test(name, () => {
      throw new Error(`Terraform cannot be run: ${why}.`);
    });
  } else {
    process.stderr.write(`skipped: ${name}: ${why}\n`);
    test.skip(name, () => {});
  }
}

/** A {@link TerraformEnvironment} in which `terraform init` can succeed. */
export interface AvailableTerraform extends TerraformEnvironment {
  readonly binary: string;
}

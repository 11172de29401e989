import { EmulatedAccount } from "../../rehearsal/account/account";
import { serverCommand } from "../../rehearsal/account/server-command";
import { type AvailableTerraform, describeWithTerraform } from "./describe-terraform";

const START_LIMIT = 60_000;

/** What tests get that apply and destroy. */
export interface TerraformInAccount extends AvailableTerraform {
  readonly account: EmulatedAccount;
  /** The environment that runs Terraform in the account. */
  readonly accountEnv: () => NodeJS.ProcessEnv;
}

/**
 * A `describe` for tests that apply with Terraform and the AWS provider to an emulated account, which all of them share.
 * Where there is none, they are skipped and say so in one line; in CI (`CI=true`) they fail instead.
 */
export function describeWithAccount(name: string, tests: (given: TerraformInAccount) => void): void {
  describeWithTerraform(name, (terraform) => {
    const found = serverCommand();
    if ("command" in found) {
      const account = new EmulatedAccount(found);
      beforeAll(() => account.start(), START_LIMIT);
      afterAll(() => account.stop());
      tests({ ...terraform, account, accountEnv: () => ({ ...terraform.env, ...account.env }) });
    } else if (process.env.CI === "true") {
      test("in an emulated account", () => {
        throw new Error(`There is no emulated account: ${found.why}.`);
      });
    } else {
      process.stderr.write(`skipped: ${name}: ${found.why}\n`);
      test.skip("in an emulated account", () => {});
    }
  });
}

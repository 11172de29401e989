import { join } from "node:path";
import { workingFolderOf } from "../../../../cli/check/input/working-folder";
import { folderWith } from "../../folders";

const root = folderWith({
  "cdktf.out/stacks/option-4-isolated/cdk.tf.json": "{}",
  "terraform-state/dev/option-4-isolated.tfstate": "{}",
  "terraform-state/dev/former.tfstate": "{}",
  "infra/terraform.tfstate": "{}",
});

test.each([
  [
    "a state of the project's own place",
    "terraform-state/dev/option-4-isolated.tfstate",
    "cdktf.out/stacks/option-4-isolated",
  ],
  [
    "a state where CDKTF's local backend leaves it",
    "terraform.option-4-isolated.tfstate",
    "cdktf.out/stacks/option-4-isolated",
  ],
  ["a state of a stack that is not there", "terraform-state/dev/former.tfstate", "terraform-state/dev"],
  ["Terraform's own state", "infra/terraform.tfstate", "infra"],
  ["a saved plan", "infra/plan.tfplan", "infra"],
])("%s", (_, file, folder) => {
  expect(workingFolderOf(join(root, file))).toBe(join(root, folder));
});

import { chmodSync } from "node:fs";
import { join } from "node:path";
import { wantedVersion } from "../../../cli/workspaces/terraform-version";
import { folderWith } from "../folders";

test("what is given is wanted exactly", async () => {
  expect(await wantedVersion("~> 1.11.0", "/", {})).toEqual({ text: "~> 1.11.0", anyPatch: false });
});

test("otherwise this machine's, whatever its patch level", async () => {
  const folder = folderWith({ terraform: '#!/bin/sh\necho \'{"terraform_version":"1.11.4"}\'\n' });
  chmodSync(join(folder, "terraform"), 0o755);
  const env = { PATH: process.env.PATH, TERRAFORM_BINARY: join(folder, "terraform") };
  expect(await wantedVersion(null, folder, env)).toEqual({ text: "1.11.4", anyPatch: true });
});

test("where there is none, it has to be given", async () => {
  await expect(wantedVersion(null, "/", { PATH: "" })).rejects.toMatchObject({
    problems: [
      expect.stringMatching(/^Terraform's version is not known, for .*\. Say with --terraform-version which version/),
    ],
  });
});

test("OpenTofu's version is not Terraform's", async () => {
  const folder = folderWith({ tofu: "#!/bin/sh\n" });
  chmodSync(join(folder, "tofu"), 0o755);
  await expect(wantedVersion(null, folder, { PATH: folder })).rejects.toMatchObject({
    problems: [expect.stringContaining("for there is only OpenTofu here. Say with --terraform-version")],
  });
});

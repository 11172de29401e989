import { folderWith } from "../folders";
import { mqesm, OPTION, synthesizedFor, WORKSPACE } from "./uploading";

const TOKEN = { HOME: "/nowhere" };

/** A project whose stack has this in its `terraform` block. */
function projectWith(terraform: object | string): string {
  const content = typeof terraform === "string" ? terraform : JSON.stringify({ terraform });
  return folderWith({ [`cdktf.out/stacks/${OPTION}/cdk.tf.json`]: content });
}

const cloud = (block: object) => projectWith({ cloud: block });

async function complaint(folder: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, written, complained } = await mqesm(["upload", OPTION, ...args], folder, { ...TOKEN, ...env });
  expect([code, written]).toEqual([2, ""]);
  return complained;
}

/** What is complained of where only the token is missing: the place is known. */
const noToken = (host: string, variable: string) =>
  `mqesm: there is no token for ${host}: run \`terraform login ${host}\`, or set ${variable}. See https://developer.hashicorp.com/terraform/cli/config/config-file#credentials\n`;

const ORGANIZATION =
  "mqesm: no organization is known: set stateBackend to cloud, and stateOrganization, and synthesize again; or give --organization, or TF_CLOUD_ORGANIZATION.\n";
const NO_WORKSPACE =
  "mqesm: no workspace is known: set stateBackend to cloud, and stateOrganization, and synthesize again; or give --workspace, or TF_WORKSPACE.\n";

describe("where an upload goes", () => {
  const NO_TOKEN = noToken("app.terraform.io", "TF_TOKEN_app_terraform_io");

  test("is what was synthesized", async () => {
    const { terraform } = synthesizedFor("tfe.example.com") as { terraform: object };
    expect(await complaint(projectWith(terraform))).toBe(noToken("tfe.example.com", "TF_TOKEN_tfe_example_com"));
  });

  test("may be synthesized as a list of blocks", async () => {
    const block = [{ organization: "acme", workspaces: [{ name: WORKSPACE }] }];
    expect(await complaint(projectWith({ cloud: block }))).toBe(NO_TOKEN);
  });

  test("is what variables say, where the block leaves it out", async () => {
    const env = { TF_CLOUD_ORGANIZATION: "acme", TF_WORKSPACE: "w", TF_CLOUD_HOSTNAME: "tfe.example.com" };
    expect(await complaint(cloud({}), [], env)).toBe(noToken("tfe.example.com", "TF_TOKEN_tfe_example_com"));
  });

  test("is what options say, which come before variables", async () => {
    const args = ["--organization", "acme", "--workspace", "w", "--hostname", "a.example.com"];
    const env = { TF_WORKSPACE: "other", TF_CLOUD_HOSTNAME: "b.example.com" };
    expect(await complaint(projectWith({}), args, env)).toBe(noToken("a.example.com", "TF_TOKEN_a_example_com"));
  });

  test("may be said twice, where it is the same", async () => {
    const { terraform } = synthesizedFor("app.terraform.io") as { terraform: object };
    const env = { TF_WORKSPACE: WORKSPACE, TF_CLOUD_ORGANIZATION: "another, which only fills gaps" };
    expect(await complaint(projectWith(terraform), ["--organization", "acme"], env)).toBe(NO_TOKEN);
  });

  test("is asked for, all at once, where nothing says it", async () => {
    expect(await complaint(projectWith({}))).toBe(`${ORGANIZATION}${NO_WORKSPACE}`);
  });

  test("is not two places", async () => {
    const block = { organization: "acme", workspaces: { name: "w" } };
    const args = ["--organization", "other", "--hostname", "tfe.example.com"];
    expect(await complaint(cloud({ ...block, hostname: "app.terraform.io" }), args, { TF_WORKSPACE: "v" })).toBe(
      'mqesm: --hostname is "tfe.example.com", and the stack was synthesized for app.terraform.io: leave it out.\n' +
        'mqesm: --organization is "other", and the stack was synthesized for acme: leave it out.\n' +
        'mqesm: TF_WORKSPACE is "v", and the stack was synthesized for w: unset it.\n',
    );
  });
});

describe("what is uploaded", () => {
  test.each(["local", "s3"])("is not a stack that keeps its state in the backend %s", async (backend) => {
    expect(
      await complaint(projectWith({ backend: { [backend]: {} } }), ["--organization", "a", "--workspace", "w"]),
    ).toBe(
      `mqesm: the stack keeps its state in the backend ${backend}, and a run of HCP Terraform would begin with another, empty one: set stateBackend to cloud, and stateOrganization, and synthesize again. npm run move-state takes along what is deployed.\n`,
    );
  });

  test("has to be synthesized", async () => {
    expect(await complaint(folderWith({}))).toBe(
      `mqesm: ${OPTION} is neither a stack in cdktf.out/stacks nor a folder: synthesize it first (npm run synth, or cdktf synth), and run this in the project's folder.\n`,
    );
  });

  test("has to be readable", async () => {
    expect(await complaint(projectWith('{"terraform":'))).toBe(
      `mqesm: cdktf.out/stacks/${OPTION}/cdk.tf.json cannot be read as JSON: synthesize again.\n`,
    );
  });
});

describe("arguments", () => {
  test.each<[readonly string[], readonly string[]]>([
    [[], ["no option is named: give one such as option-3-private-nat, or a folder."]],
    [["a", "b", "c"], ["b, c: expected one option only."]],
    [
      ["a", "--plan-only", "--save-plan", "--apply"],
      [
        "--plan-only and --save-plan are both given: choose one.",
        "--plan-only and --apply are both given: a run that only plans cannot be confirmed. Leave out either.",
      ],
    ],
    [["a", "--auto-approve"], ["--auto-approve has no meaning without --apply."]],
    [["a", "--timeout", "0"], ['--timeout is "0": expected minutes, 1 to 1440.']],
    [["a", "--timeout", "1441"], ['--timeout is "1441": expected minutes, 1 to 1440.']],
    [
      ["a", "--organization=", "--assume="],
      ["--organization is empty: it needs a value.", "--assume is empty: it needs a value."],
    ],
    [["a", "--message", "x".repeat(401)], ["--message has 401 characters: expected 400 at most."]],
    [["a", "--aply"], ["Unknown option '--aply'. See mqesm upload --help."]],
  ])("%j", async (args, problems) => {
    const { code, written, complained } = await mqesm(["upload", ...args], folderWith({}));
    expect({ code, written, complained }).toEqual({
      code: 2,
      written: "",
      complained: problems.map((problem) => `mqesm: ${problem}\n`).join(""),
    });
  });

  test("--help says every exit code, and needs nothing", async () => {
    const { code, written } = await mqesm(["upload", "--help"], folderWith({}));
    expect(code).toBe(0);
    expect(
      written
        .split("Exit codes\n")[1]
        ?.split("\n\n")[0]
        ?.match(/^ {2}\d+/gm),
    ).toEqual(["  0", "  1", "  2", "  3", "  4", "  130"]);
  });

  test("the file of accepted codes is read before anything is uploaded", async () => {
    const folder = projectWith((synthesizedFor("app.terraform.io") as { terraform: object }).terraform);
    expect(await complaint(folder, ["--accepted", "gone.json"])).toContain("gone.json");
  });
});

import { Mistake } from "../../../cli/mistake";
import { workspaces } from "../../../cli/workspaces/command";
import { theOutside } from "../../../hcp/api/index";
import { HcpStandIn } from "../../support/hcp";
import { folderWith } from "../folders";
import { FakeSurroundings } from "../surroundings";

const four = "orders-dev-option-4-isolated";
const three = "orders-dev-option-3-private-nat";
const key = "0123456789abcdef-of-the-run-task";
const url = "https://tasks.example.com/run-task";
const arn = (name: string, task: string): string =>
  `arn:aws:iam::123456789012:role/orders-dev-hcp-access-${name}-${task}`;

let hcp: HcpStandIn;
let folder: string;

/** A stack as it is synthesized for a workspace. */
const stack = (name: string): string => {
  const cloud = { hostname: hcp.host, organization: hcp.organization, workspaces: { name, project: "Messaging" } };
  return JSON.stringify({ terraform: { cloud, required_version: ">= 1.10.0" } });
};

const outputs = JSON.stringify({
  plan_role_arns: { value: { [three]: arn("three", "plan"), [four]: arn("four", "plan") } },
  apply_role_arns: { value: { [three]: arn("three", "apply"), [four]: arn("four", "apply") } },
});

beforeEach(async () => {
  hcp = new HcpStandIn();
  await hcp.start();
  folder = folderWith({
    "cdktf.out/stacks/option-3-private-nat/cdk.tf.json": stack(three),
    "cdktf.out/stacks/option-4-isolated/cdk.tf.json": stack(four),
    "cdktf.out/stacks/hcp-access/cdk.tf.json": JSON.stringify({ terraform: { backend: { local: {} } } }),
    "roles.json": outputs,
  });
});

afterEach(() => hcp.stop());

interface Ran {
  readonly code: number;
  readonly written: string;
}

async function ran(
  argv: readonly string[],
  { token = hcp.token, env = { MQESM_RUN_TASK_KEY: key } }: { token?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const around = new FakeSurroundings(folder, { env: { [`TF_TOKEN_${hcp.host}`]: token, ...env } });
  const given = ["--terraform-version", "1.11.4", ...argv];
  const code = await workspaces(given, around, theOutside, () => hcp.url);
  expect(around.written + around.complained).not.toContain(key);
  expect(around.written + around.complained).not.toContain(hcp.token);
  return { code, written: around.written.replaceAll(hcp.host, "HOST") };
}

async function refused(...given: Parameters<typeof ran>): Promise<readonly string[]> {
  const error = await ran(...given).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof Mistake)) throw error ?? new Error("It was not refused.");
  expect(error.problems.join()).not.toContain(key);
  return error.problems.map((problem) => problem.replaceAll(hcp.host, "HOST"));
}

const writes = (): readonly string[] => hcp.seen.calls.filter((call) => !call.startsWith("GET"));
const everything = ["--roles", "roles.json", "--run-task", url, "--enforcement", "mandatory"];

describe("an organization where there is nothing yet", () => {
  test("what would be made is shown, and nothing is", async () => {
    expect(await ran(["cdktf.out/stacks/option-4-isolated", ...everything])).toEqual({
      code: 1,
      written: `Organization acme at HOST

+ project Messaging

+ run task mqesm
    + url      https://tasks.example.com/run-task
    + enabled  true

+ workspace ${four}
    + execution-mode     remote
    + working-directory  (empty)
    + auto-apply         false
    + terraform-version  1.11.4
    + project            Messaging

+ variable ${four} TFC_AWS_PROVIDER_AUTH
    + value  true

+ variable ${four} TFC_AWS_PLAN_ROLE_ARN
    + value  ${arn("four", "plan")}

+ variable ${four} TFC_AWS_APPLY_ROLE_ARN
    + value  ${arn("four", "apply")}

+ run task of the workspace ${four} mqesm
    + enforcement-level  mandatory
    + stages             post_plan

To make: 7. To change: 0. Nothing was changed: --apply does it.
`,
    });
    expect(writes()).toEqual([]);
  });

  test("--apply makes it, in every workspace; a second one does nothing", async () => {
    const first = await ran([...everything, "--apply"]);
    expect(first.code).toBe(0);
    expect(first.written).toMatch(/\nMade: 12\. Changed: 0\.\n$/);
    const made = hcp.world.database.all("workspaces");
    expect(made.map(({ attributes }) => attributes)).toMatchObject([
      { name: three, "execution-mode": "remote", "auto-apply": false, "terraform-version": "1.11.4" },
      { name: four, "execution-mode": "remote", "auto-apply": false, "terraform-version": "1.11.4" },
    ]);
    const [project] = hcp.world.database.all("projects").filter(({ attributes }) => attributes.name === "Messaging");
    for (const { relations } of made) expect(relations.project).toEqual({ type: "projects", id: project?.id });
    const variables = hcp.world.database.all("vars").map(({ attributes }) => attributes);
    expect(variables).toHaveLength(6);
    expect(variables).toContainEqual(
      expect.objectContaining({
        key: "TFC_AWS_PLAN_ROLE_ARN",
        value: arn("four", "plan"),
        category: "env",
        sensitive: false,
      }),
    );
    expect(hcp.world.database.all("tasks").map(({ attributes }) => attributes)).toMatchObject([
      { name: "mqesm", url, "hmac-key": key },
    ]);
    expect(hcp.world.database.all("workspace-tasks").map(({ attributes }) => attributes)).toMatchObject([
      { "enforcement-level": "mandatory", stages: ["post_plan"] },
      { "enforcement-level": "mandatory", stages: ["post_plan"] },
    ]);

    hcp.seen.clear();
    const second = await ran([...everything, "--apply"]);
    expect(second).toEqual({
      code: 0,
      written: `Organization acme at HOST

As wanted
  ${three}
  ${four}

Notes
  the key of the run task mqesm cannot be read back, and is not compared.

Everything is as the stacks need it.
`,
    });
    expect(writes()).toEqual([]);
  });

  test("without roles and a run task, neither is touched", async () => {
    expect((await ran(["--apply"])).code).toBe(0);
    expect(hcp.world.database.all("vars")).toEqual([]);
    expect(hcp.seen.calls.filter((call) => call.includes("tasks"))).toEqual([]);
  });

  test("an organization's token does it too", async () => {
    hcp.holders.set("of-the-organization", { kind: "organization" });
    expect((await ran([...everything, "--apply"], { token: "of-the-organization" })).code).toBe(0);
  });
});

describe("a workspace that is there", () => {
  const argv = ["cdktf.out/stacks/option-4-isolated", "--roles", "roles.json"];

  /** One as Terraform's `init` leaves it, in another project, and with what somebody else wants of it. */
  const there = (attributes: object = {}): ReturnType<HcpStandIn["workspace"]> => {
    const workspace = hcp.workspace(four, {
      "auto-apply": true,
      "working-directory": "cdktf.out/stacks/option-4-isolated",
      description: "ours",
      "terraform-version": "1.11.4",
      ...attributes,
    });
    return workspace;
  };

  const variable = (workspace: { readonly id: string }, given: Record<string, unknown>): void => {
    const relations = { workspace: { type: "workspaces", id: workspace.id } };
    hcp.world.addVariable({ category: "env", ...given }, relations);
  };

  test("what differs is shown as found and wanted, changed, and nothing else is", async () => {
    const workspace = there();
    variable(workspace, { key: "TFC_AWS_PLAN_ROLE_ARN", value: "arn:aws:iam::123456789012:role/former" });
    variable(workspace, { key: "TF_LOG", value: "secret-of-others" });
    variable(workspace, { key: "region", value: "secret-of-others", category: "terraform" });

    const { code, written } = await ran(argv);
    expect(code).toBe(1);
    expect(written).toContain(`~ workspace ${four}
    - working-directory  cdktf.out/stacks/option-4-isolated
    + working-directory  (empty)
    - auto-apply         true
    + auto-apply         false
    - project            Default Project
    + project            Messaging
`);
    expect(written).toContain(`~ variable ${four} TFC_AWS_PLAN_ROLE_ARN
    - value  arn:aws:iam::123456789012:role/former
    + value  ${arn("four", "plan")}
`);
    expect(written).toContain(`  other variables of ${four}, left alone: TF_LOG, region.\n`);
    expect(written).not.toContain("secret-of-others");

    expect((await ran([...argv, "--apply"])).code).toBe(0);
    expect(workspace.attributes).toMatchObject({ "auto-apply": false, "working-directory": "", description: "ours" });
    const changed = hcp.seen.requests("PATCH /workspaces/{workspace_id}").map(({ body }) => body);
    expect(changed).toMatchObject([{ data: { attributes: { "working-directory": "", "auto-apply": false } } }]);
    expect(JSON.stringify(changed)).not.toMatch(/execution-mode|terraform-version/);
    const values = hcp.world.database.all("vars").map(({ attributes }) => [attributes.key, attributes.value]);
    expect(values.slice(0, 3)).toEqual([
      ["TFC_AWS_PLAN_ROLE_ARN", arn("four", "plan")],
      ["TF_LOG", "secret-of-others"],
      ["region", "secret-of-others"],
    ]);
    expect((await ran(argv)).code).toBe(0);
  });

  test.each([
    ["1.11.4", 0],
    ["1.11.2", 1],
    ["~> 1.11.0", 1],
    ["latest", 1],
  ])("with version %s, where 1.11.4 is asked for: exit code %d", async (found, code) => {
    there({ "terraform-version": found, "auto-apply": false, "working-directory": "" });
    await ran([...argv, "--apply"]);
    hcp.world.database.all("workspaces").map((each) => Object.assign(each.attributes, { "terraform-version": found }));
    expect((await ran(argv)).code).toBe(code);
  });

  test("a sensitive variable cannot be compared, and is left alone", async () => {
    variable(there(), { key: "TFC_AWS_PLAN_ROLE_ARN", value: "secret-of-others", sensitive: true });
    const { written } = await ran([...argv, "--apply"]);
    expect(written).toContain(
      `variable TFC_AWS_PLAN_ROLE_ARN of ${four} is sensitive: it cannot be compared, and is left alone.`,
    );
    expect(hcp.world.database.all("vars")[0]?.attributes.value).toBe("secret-of-others");
  });

  test("sets of variables are named, and left to those who made them", async () => {
    const workspace = there();
    const attributes = { name: "AWS for all", description: null, global: false, priority: false };
    const relations = { workspaces: [{ type: "workspaces", id: workspace.id }], projects: [] };
    hcp.world.database.add("varsets", attributes, relations);
    const { written } = await ran(argv);
    expect(written).toContain(`variables of ${four} also come from sets, which are not compared: AWS for all.`);
  });

  test("credentials in the way, and a repository, are told", async () => {
    variable(there({ "vcs-repo": { identifier: "acme/orders" } }), {
      key: "AWS_ACCESS_KEY_ID",
      value: "secret-of-others",
    });
    const { written } = await ran(argv);
    expect(written).toContain(
      `AWS_ACCESS_KEY_ID of ${four}: credentials that get in the way of the roles. Remove them.`,
    );
    expect(written).toContain(
      `workspace ${four} is connected to the repository acme/orders: uploads to it serve plans only.`,
    );
  });

  test("a run task with another address is changed, and its address shown without what may be secret", async () => {
    await ran([...argv, "--run-task", "https://former.example.com/?token=secret-of-others", "--apply"]);
    const { written } = await ran([...argv, "--run-task", url]);
    expect(written).toContain(`~ run task mqesm
    - url  https://former.example.com/?...
    + url  https://tasks.example.com/run-task
`);
    await ran([...argv, "--run-task", url, "--enforcement", "mandatory", "--apply"]);
    expect(hcp.world.database.all("tasks").map(({ attributes }) => attributes.url)).toEqual([url]);
    expect(hcp.world.database.all("workspace-tasks").map(({ attributes }) => attributes["enforcement-level"])).toEqual([
      "mandatory",
    ]);
  });

  test("run tasks of others are left alone", async () => {
    const organization = { type: "organizations", id: hcp.organization };
    const attributes = {
      name: "theirs",
      url: "https://theirs.example.com/",
      category: "task",
      description: null,
      enabled: true,
    };
    hcp.world.database.add("tasks", attributes, { organization });
    await ran([...argv, "--run-task", url, "--apply"]);
    const names = hcp.world.database.all("tasks").map(({ attributes }) => attributes.name);
    expect(names).toEqual(["theirs", "mqesm"]);
    expect(hcp.seen.requests("PATCH /tasks/{id}")).toEqual([]);
  });
});

test("--json", async () => {
  const { code, written } = await ran(["cdktf.out/stacks/option-4-isolated", "--json"]);
  expect(code).toBe(1);
  expect(JSON.parse(written)).toMatchObject({
    version: 1,
    hostname: "HOST",
    organization: "acme",
    applied: false,
    changes: [
      { kind: "project", name: "Messaging", isNew: true, differences: [] },
      {
        kind: "workspace",
        name: four,
        isNew: true,
        differences: expect.arrayContaining([{ attribute: "auto-apply", wanted: "false", found: null }]),
      },
    ],
    asWanted: [],
    notes: [],
  });
});

describe("what cannot be done is said in words", () => {
  test("a token that nobody knows", async () => {
    expect(await refused([], { token: "other" })).toEqual([
      expect.stringMatching(
        /^HOST answers 401 \(unauthorized\) to GET \/organizations\/acme: the token is missing, wrong or expired\./,
      ),
    ]);
  });

  test("no token at all", async () => {
    const around = new FakeSurroundings(folder, { env: { HOME: folder } });
    await expect(workspaces(["--terraform-version=1.11.4"], around, theOutside, () => hcp.url)).rejects.toMatchObject({
      problems: [expect.stringContaining(`there is no token for ${hcp.host}: run \`terraform login ${hcp.host}\``)],
    });
  });

  test("a token that may not make workspaces: what was made before is told", async () => {
    hcp.holders.set("limited", { kind: "team", manageWorkspaces: false });
    expect(await refused(["--apply"], { token: "limited" })).toEqual([
      expect.stringMatching(
        /answers 404 \(not found\) to POST \/organizations\/acme\/projects: .* has the permission to create projects/,
      ),
      "made before that: nothing.",
    ]);
  });

  test("a token that may not manage run tasks", async () => {
    hcp.holders.set("limited", { kind: "team", manageRunTasks: false });
    expect(await refused([...everything, "--apply"], { token: "limited" })).toEqual([
      expect.stringMatching(/to POST \/organizations\/acme\/tasks: .* has the permission to manage run tasks/),
      "made before that: project Messaging.",
    ]);
    expect(writes()).not.toContain("POST /organizations/{organization_name}/workspaces");
  });

  test("no key for the run task, before anything is made", async () => {
    expect(await refused([...everything, "--apply"], { env: {} })).toEqual([
      "there is no key: put the HMAC key of the run task into MQESM_RUN_TASK_KEY, or into a file that --key-file or MQESM_RUN_TASK_KEY_FILE names.",
    ]);
    expect(hcp.seen.calls).toEqual([]);
  });

  test("stacks for another backend, folders that are none, roles of other workspaces", async () => {
    expect(await refused(["cdktf.out/stacks/hcp-access"])).toEqual([
      "no stack in cdktf.out/stacks/hcp-access was synthesized for HCP Terraform: set stateBackend to cloud, and stateOrganization, and synthesize again.",
    ]);
    expect(await refused(["nowhere", "cdktf.out"])).toEqual([
      "nowhere is no folder: synthesize first (npm run synth), or name a stack's folder.",
      "cdktf.out holds no cdk.tf.json, and no folder with one: name a stack's folder.",
    ]);
    expect(await refused(["--roles", "cdktf.out/stacks/hcp-access/cdk.tf.json"])).toEqual([
      "cdktf.out/stacks/hcp-access/cdk.tf.json holds no plan_role_arns and apply_role_arns: expected what `npm run --silent outputs -- hcp-access -json` prints.",
    ]);
    expect(await refused(["--roles", "none.json"])).toEqual(["none.json cannot be read: ENOENT."]);
  });
});

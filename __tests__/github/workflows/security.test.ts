import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jobsOf, type Permissions, pipeline, type Step, type WorkflowJobFile, workflows } from "./workflow-files";

const all = jobsOf(Object.keys(workflows));
const jobs = jobsOf(pipeline);
const job = (name: string): WorkflowJobFile => Object.fromEntries(jobs)[name] as WorkflowJobFile;

const checkouts = ({ steps }: WorkflowJobFile): Step[] =>
  steps.filter(({ uses = "" }) => uses.startsWith("actions/checkout@"));
const using = ({ steps }: WorkflowJobFile, action: string) =>
  steps.find(({ uses = "" }) => uses.startsWith(`${action}@`));
const scripts = ({ steps }: WorkflowJobFile) => steps.map(({ run = "" }) => run).join("\n");

/** As a workflow writes it. */
const expression = (text: string) => ["${{ ", text, " }}"].join("");

/** More than to read: what somebody's code must not get hold of. */
const isPrivileged = ({ permissions = {} }: WorkflowJobFile) => Object.values(permissions).includes("write");

describe("permissions", () => {
  test.each(pipeline)("%s: none but those of each job", (name) => {
    expect(workflows[name]?.permissions).toEqual({});
  });

  test("of the jobs: these and no others", () => {
    const read = { contents: "read" } as const;
    expect(Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions]))).toEqual({
      "plan.yml synth": read,
      "plan.yml plan": { ...read, "id-token": "write" },
      "plan.yml comment": { ...read, "pull-requests": "write" },
      "plan.yml reviewed": {},
      "deploy.yml find": { ...read, actions: "read", "pull-requests": "read" },
      "deploy.yml synth": read,
      "deploy.yml apply": { ...read, actions: "read", "id-token": "write" },
      "drift.yml synth": read,
      "drift.yml look": { ...read, "id-token": "write", issues: "write" },
    } satisfies Record<string, Permissions>);
  });

  test.each(Object.entries(workflows).filter(([name]) => !pipeline.some((each) => each === name)))(
    "%s: to read the repository",
    (_, { permissions }) => {
      expect(permissions).toEqual({ contents: "read" });
    },
  );
});

describe("keys", () => {
  test.each(Object.entries(workflows))("%s: no secret, and no key of AWS", (_, { text }) => {
    expect(text).not.toMatch(/\bsecrets\.|aws-access-key-id|aws-secret-access-key|AWS_ACCESS_KEY|TF_API_TOKEN/);
  });

  test("AWS is reached by a role alone, in jobs that may ask for a token of their own", () => {
    const assuming = jobs.filter(([, content]) => using(content, "aws-actions/configure-aws-credentials"));
    expect(assuming.map(([name]) => name)).toEqual(["plan.yml plan", "deploy.yml apply", "drift.yml look"]);
    for (const [, content] of assuming) {
      const step = using(content, "aws-actions/configure-aws-credentials");
      expect(Object.keys(step?.with ?? {})).toEqual(expect.arrayContaining(["role-to-assume", "aws-region"]));
      expect(content.permissions?.["id-token"]).toBe("write");
    }
    const asking = all.filter(([, { permissions }]) => permissions?.["id-token"] !== undefined);
    expect(asking.map(([name]) => name).sort()).toEqual(assuming.map(([name]) => name).sort());
  });

  test("the checkout leaves no token behind", () => {
    for (const [name, content] of all) {
      for (const step of checkouts(content)) expect([name, step.with?.["persist-credentials"]]).toEqual([name, false]);
    }
  });

  test("GitHub's own token is given to the steps that use it alone", () => {
    const given = jobs.flatMap(([name, { steps }]) =>
      steps
        .filter((step) => JSON.stringify([step.env, step.with]).includes("github.token"))
        .map(({ run = "download" }) => `${name}: ${run.split(" --")[0]}`),
    );
    expect(given).toEqual([
      "plan.yml comment: node bundle-and-run.cjs github/main.ts comment",
      "deploy.yml find: node bundle-and-run.cjs github/main.ts reviewed-plans",
      "deploy.yml apply: download",
      "drift.yml look: node bundle-and-run.cjs github/main.ts drift-issue",
    ]);
  });
});

describe("whose code runs", () => {
  test.each(Object.entries(workflows))(
    "%s: no event that gives other people's code a token that writes",
    (_, { on }) => {
      const events = Object.keys(on);
      expect(
        events.filter((event) => /^(pull_request_target|workflow_run|issue_comment|pull_request_review)/.test(event)),
      ).toEqual([]);
    },
  );

  test("of jobs with credentials none checks out, or names, what a pull request has", () => {
    const privileged = jobs.filter(([, content]) => isPrivileged(content));
    expect(privileged.map(([name]) => name)).toEqual([
      "plan.yml plan",
      "plan.yml comment",
      "deploy.yml apply",
      "drift.yml look",
    ]);
    for (const [name, content] of privileged) {
      const refs = checkouts(content).map((step) => step.with?.ref);
      // The default branch is checked out where there is no pull request.
      expect([name, refs]).toEqual([
        name,
        {
          "plan.yml plan": [expression("github.event.pull_request.base.sha || github.sha")],
          "plan.yml comment": [expression("github.event.pull_request.base.sha")],
        }[name] ?? [undefined],
      ]);
      expect([name, JSON.stringify(content.steps).match(/head_ref|head\.(sha|ref)|refs\/pull|github\.ref\b/)]).toEqual([
        name,
        null,
      ]);
      expect([name, scripts(content).match(/\bgit\b|npm run synth|npx|curl/)]).toEqual([name, null]);
      // The tools are installed before anything that a pull request made is there.
      const order = content.steps.map(
        ({ uses = "", run = "" }) => uses.replace(/@.*/, "") || run.split(" ").slice(0, 2).join(" "),
      );
      expect(order.indexOf("npm ci")).toBeLessThan(order.indexOf("actions/download-artifact"));
      // What they install comes from no store that a pull request has written to.
      expect(using(content, "actions/setup-node")?.with).not.toHaveProperty("cache");
    }
  });

  test("workflows without pull requests with credentials are for the default branch", () => {
    const isDefault = "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)";
    expect(workflows["deploy.yml"]?.on).toMatchObject({ push: { branches: ["main"] } });
    expect(job("deploy.yml find").if).toContain(isDefault);
    expect(job("drift.yml synth").if).toContain(isDefault);
    expect(job("plan.yml plan").if?.replace(/\s+/g, " ")).toContain(
      `(github.event_name == 'workflow_dispatch' && ${isDefault})`,
    );
    for (const [name, needs] of [
      ["deploy.yml synth", "find"],
      ["deploy.yml apply", ["find", "synth"]],
      ["drift.yml look", "synth"],
      ["plan.yml plan", "synth"],
    ] as const) {
      expect([name, job(name).needs]).toEqual([name, needs]);
    }
  });

  test.each(["plan.yml plan", "plan.yml comment"])("%s: not for forks, and not for Dependabot", (name) => {
    expect(job(name).if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
    expect(job(name).if).toContain("github.event.pull_request.user.login != 'dependabot[bot]'");
  });

  test("forks and Dependabot get the check of what is synthesized, and the summary", () => {
    const synth = job("plan.yml synth");
    expect(synth.if).toBeUndefined();
    expect(scripts(synth)).toContain(
      'npm run --silent mqesm -- check cdktf.out --markdown --allow-unknown | tee -a "$GITHUB_STEP_SUMMARY"',
    );
  });

  test("what may come from a pull request gets into scripts by variables alone", () => {
    for (const [name, content] of all) {
      for (const { run = "" } of content.steps) {
        const inserted = run.match(/\$\{\{(?! *(env\.|runner\.)).*?\}\}/g);
        expect([name, inserted]).toEqual([name, null]);
      }
    }
  });
});

describe("what others bring", () => {
  test("actions are pinned by commit, each the same everywhere, with its version beside it", () => {
    const pins = new Map<string, Set<string>>();
    for (const { text } of Object.values(workflows)) {
      for (const [, action = "", rest = ""] of text.matchAll(/uses: *([^\s@]+)@(.*)/g)) {
        expect([action, rest]).toEqual([action, expect.stringMatching(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/)]);
        pins.set(action, (pins.get(action) ?? new Set()).add(rest));
      }
    }
    expect([...pins].filter(([, versions]) => versions.size > 1)).toEqual([]);
    expect([...pins.keys()].sort()).toEqual([
      "actions/checkout",
      "actions/download-artifact",
      "actions/setup-node",
      "actions/upload-artifact",
      "aws-actions/configure-aws-credentials",
      "hashicorp/setup-terraform",
      "opentofu/setup-opentofu",
    ]);
  });

  test("Terraform is the version that the project is tested with", () => {
    const version = readFileSync(join(__dirname, "../../../.terraform-version"), "utf8").trim();
    const used = all.flatMap(
      ([, content]) => using(content, "hashicorp/setup-terraform")?.with?.terraform_version ?? [],
    );
    expect([...new Set(used)]).toEqual([version]);
  });

  test("providers are those of the lock file that the team commits, and no others", () => {
    const inits = jobs.flatMap(([, content]) => scripts(content).match(/terraform .*\binit\b.*/g) ?? []);
    expect(inits).toHaveLength(3);
    for (const init of inits) expect(init).toContain("-lockfile=readonly");
  });
});

describe("plans", () => {
  const artifacts = jobs.flatMap(([, { steps }]) =>
    steps.filter(({ uses = "" }) => uses.startsWith("actions/upload-artifact@")),
  );

  test("are no artifacts, which everybody may read: these are what was synthesized, digests and reviews", () => {
    expect(artifacts.map((step) => step.with?.path)).toEqual([
      "cdktf.out/stacks",
      "review",
      "cdktf.out/stacks",
      "cdktf.out/stacks",
    ]);
    // Synthesized before there is a plan.
    for (const [name, content] of jobs.filter(([each]) => each.endsWith(" synth"))) {
      expect([name, scripts(content).includes("terraform")]).toEqual([name, false]);
    }
  });

  test("the lock file, whose name begins with a dot, goes along", () => {
    const synthesized = artifacts.filter((step) => step.with?.path === "cdktf.out/stacks");
    expect(synthesized.map((step) => step.with?.["include-hidden-files"])).toEqual([true, true, true]);
  });

  test("are not printed into logs, which everybody may read", () => {
    const planning = jobs.flatMap(([, content]) => scripts(content).match(/terraform .*(?: plan | show ).*/g) ?? []);
    expect(planning).toHaveLength(3);
    for (const line of planning) expect(line).toMatch(/ > "\$RUNNER_TEMP\/plan\.(log|json)"$/);
  });

  test("are made without a lock, which the role may not take, and applied with one", () => {
    const lines = jobs.flatMap(([, content]) => scripts(content).match(/terraform .*(?: plan | apply ).*/g) ?? []);
    expect(lines.map((line) => / (plan|apply) .*(-lock[a-z-]*=\w+)/.exec(line)?.slice(1).join(" "))).toEqual([
      "plan -lock=false",
      "apply -lock-timeout=10m",
      "plan -lock=false",
    ]);
  });

  test("are applied after their digest was compared, and never made anew", () => {
    const script = scripts(job("deploy.yml apply"));
    expect(script.indexOf("plan-digest")).toBeGreaterThan(script.indexOf("init"));
    expect(script.indexOf(" apply ")).toBeGreaterThan(script.indexOf("--check review/digest.json"));
    expect(script).not.toMatch(/terraform .* plan |-auto-approve/);
    expect(script).toMatch(/apply -input=false -no-color -lock-timeout=10m plan\.tfplan$/m);
    // A pipe must not hide that it failed.
    expect(workflows["deploy.yml"]).toMatchObject({ defaults: { run: { shell: "bash" } } });
  });
});

describe("waiting", () => {
  test("deployments of one stack follow each other, and none that waits is lost", () => {
    expect(job("deploy.yml apply").concurrency).toEqual({
      group: `deploy-${expression("inputs.environment || 'default'")}-${expression("matrix.stack")}`,
      queue: "max",
    });
    expect(workflows["deploy.yml"]?.concurrency).toBeUndefined();
  });

  test("a newer commit of a pull request ends the run of the one before", () => {
    expect(workflows["plan.yml"]?.concurrency).toEqual({
      group: `${expression("github.workflow")}-plan-${expression("inputs.environment || 'default'")}-${expression("github.event.pull_request.number || github.ref")}`,
      "cancel-in-progress": expression("github.event_name == 'pull_request'"),
    });
  });

  test("applying waits for an approval, with a role for as long as it may take", () => {
    expect(job("deploy.yml apply").environment).toBe(expression("inputs.github-environment || 'production'"));
    const seconds = Number(
      using(job("deploy.yml apply"), "aws-actions/configure-aws-credentials")?.with?.["role-duration-seconds"],
    );
    expect(Number(job("deploy.yml apply")["timeout-minutes"]) * 60).toBeLessThan(seconds);
  });

  test.each(all)("%s ends by itself", (_, content) => {
    expect(content["timeout-minutes"]).toBeGreaterThan(0);
  });
});

test("one status is there whatever was skipped, also for a merge queue, and fails where a job did", () => {
  expect(workflows["plan.yml"]?.on).toMatchObject({ pull_request: null, merge_group: null });
  expect(job("plan.yml reviewed")).toMatchObject({ needs: ["synth", "plan", "comment"], if: "always()" });
  expect(job("plan.yml reviewed").steps[0]?.if).toBe(
    "contains(needs.*.result, 'failure') || contains(needs.*.result, 'cancelled')",
  );
});

test.each(pipeline)("%s can be called by other workflows", (name) => {
  const on = workflows[name]?.on ?? {};
  const called = on.workflow_call as { readonly inputs: Record<string, { readonly required?: boolean }> };
  expect(Object.values(called.inputs).filter(({ required }) => required)).toEqual([]);
});

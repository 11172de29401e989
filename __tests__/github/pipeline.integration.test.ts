import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeployingClone } from "../support/deploying-clone";
import { describeWithAccount } from "../support/describe-with-account";
import { type Step, workflows } from "./workflows/workflow-files";

/** In place of GitHub's command: writes down what it is told. */
const GH = `#!/bin/sh
printf '%s\\n' "$*" >> gh.log
`;

const STACK = "option-4-isolated";
const REGION = "eu-west-1";
const SETTINGS = {
  region: REGION,
  stateBackend: "s3",
  stateBucket: "my-terraform-state",
  githubRepository: "acme/orders",
  githubRepositoryIds: "123/456",
  pipelineStacks: [STACK],
};
const PLAN_BUCKET = "mqesm-dev-plans-123456789012";
const LIMIT = 600_000;

/** The commands of docs/pull-requests.md that need an account, in their order. */
const COMMANDS = [
  ...readFileSync(join(__dirname, "../../docs/pull-requests.md"), "utf8").matchAll(/```sh\n([\s\S]*?)```/g),
]
  .flatMap(([, block = ""]) => block.trim().split(/\n\s*/))
  .filter((line) => /npm run deploy|-raw plan_role_arn/.test(line));

describeWithAccount(
  "a pull request's plan, by the scripts of the workflows",
  ({ binary, mirror, account, accountEnv }) => {
    const clone = new DeployingClone(binary, () => ({
      ...accountEnv(),
      TERRAFORM_BINARY: binary,
      PATH: `${clone.project.path("tools")}:${process.env.PATH}`,
    }));
    const inFolder = (...parts: string[]) => clone.project.path("cdktf.out/stacks", STACK, ...parts);

    beforeAll(async () => {
      mkdirSync(clone.project.path("tools"));
      writeFileSync(clone.project.path("tools/gh"), GH);
      chmodSync(clone.project.path("tools/gh"), 0o755);
      const file = clone.project.path("cdktf.json");
      writeFileSync(
        file,
        JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), context: { settings: SETTINGS } }),
      );
      const { code } = await clone.shell(
        `npm run lock-providers${mirror === undefined ? "" : ` -- -fs-mirror=${mirror}`}`,
      );
      expect(code).toBe(0);
    }, LIMIT);
    afterAll(() => clone.project.remove());

    test(
      "the account is made ready by the commands of the document, with the real provider",
      async () => {
        expect(COMMANDS).toHaveLength(3);
        for (const line of COMMANDS) {
          // Nobody answers here.
          const { code, stderr } = await clone.shell(line.replace(/npm run deploy -- \S+$/, "$& --auto-approve"));
          expect([line, code, stderr]).toEqual([line, 0, ""]);
          // The emulation knows no conditions: what the policies refuse without TLS, or over another plan, it would refuse always.
          if (line.includes("state-bucket")) await account.deleteBucketPolicy("my-terraform-state", REGION);
        }
        await account.deleteBucketPolicy(PLAN_BUCKET, REGION);
        expect(readFileSync(clone.project.path("gh.log"), "utf8")).toBe(
          "variable set PLAN_ROLE_ARN --body arn:aws:iam::123456789012:role/mqesm-dev-pipeline-access-plan\n",
        );
      },
      LIMIT,
    );

    /** Runs the scripts of a job, as GitHub's shell does, until one fails. */
    async function job(workflow: string, name: string, wanted: (script: string) => boolean = () => true) {
      const steps: readonly Step[] = workflows[workflow]?.jobs[name]?.steps ?? [];
      const scripts = steps.flatMap(({ run }) => (run !== undefined && run !== "npm ci" && wanted(run) ? [run] : []));
      const variables = {
        AWS_REGION: REGION,
        BUCKET: PLAN_BUCKET,
        FOLDER: `cdktf.out/stacks/${STACK}`,
        GITHUB_STEP_SUMMARY: clone.project.path("summary"),
        RUNNER_TEMP: clone.project.path("tools"),
        STACK,
      };
      const exported = Object.entries(variables).map(([variable, value]) => `export ${variable}='${value}'`);
      const said: string[] = [];
      for (const script of scripts) {
        writeFileSync(clone.project.path("script.sh"), [...exported, script].join("\n"));
        const { code, stdout, stderr } = await clone.shell("bash --noprofile --norc -eo pipefail script.sh");
        said.push(stdout);
        if (code !== 0) return { code, said: said.join(""), stderr };
      }
      return { code: 0, said: said.join(""), stderr: "" };
    }

    test(
      "plan: it is made, reviewed, checked and kept, and not printed",
      async () => {
        await job("plan.yml", "synth", (script) => script === "npm run synth");
        const { code, said, stderr } = await job("plan.yml", "plan");
        expect([code, stderr]).toEqual([0, ""]);
        expect(said).not.toMatch(/will be created|Plan: \d+ to add/);
        expect(said).toMatch(new RegExp(`stored s3://${PLAN_BUCKET}/${STACK}/[0-9a-f]{64}\\.tfplan`));
        expect(readFileSync(clone.project.path("summary"), "utf8")).toMatch(
          /plan\.tfplan sha256:[0-9a-f]{64} \(files: \d+, Terraform \S+, state's serial 0\)\n$/,
        );
        expect(readdirSync(clone.project.path("review")).sort()).toEqual(["digest.json", "review.json"]);
        const { workspaces } = JSON.parse(readFileSync(clone.project.path("review/review.json"), "utf8"));
        expect(workspaces).toMatchObject([{ planned: true, unchanged: false }]);
        expect(workspaces[0].counts.create).toBeGreaterThan(30);
      },
      LIMIT,
    );

    const isBeforeApply = (script: string) => !/ apply /.test(script);

    test(
      "apply: that very plan is there again, and everything is as it was",
      async () => {
        rmSync(inFolder("plan.tfplan"));
        expect(await job("deploy.yml", "apply", isBeforeApply)).toMatchObject({
          code: 0,
          said: expect.stringContaining(": everything is as it was when the plan was made\n"),
        });
      },
      LIMIT,
    );

    test(
      "apply: one byte of a function's code differs, and it stops with its name",
      async () => {
        const zips = readdirSync(inFolder(), { recursive: true, encoding: "utf8" });
        const zip = zips.find((name) => name.endsWith("listener.zip")) ?? "";
        const bytes = readFileSync(inFolder(zip));
        bytes[100] = (bytes[100] ?? 0) ^ 1;
        writeFileSync(inFolder(zip), bytes);
        const { code, said } = await job("deploy.yml", "apply", (script) => script.includes("plan-digest"));
        expect(said).toContain(
          `plan.tfplan must not be applied:\n  - ${zip} is not the same: a function's code is read from it while applying, so that other code would be deployed.\n`,
        );
        expect(code).toBe(1);
      },
      LIMIT,
    );

    test(
      "a plan made anew means the same, though the administrator's password has rolled",
      async () => {
        rmSync(inFolder("plan.tfplan"));
        await clone.terraform(STACK, "plan", "-lock=false", "-out=plan.tfplan");
        const { said } = await job("deploy.yml", "apply", (script) => script.includes("plan-digest"));
        expect(said).toContain(
          "plan.tfplan is not the plan that was reviewed. It does the same, as far as can be told",
        );
      },
      LIMIT,
    );
  },
);

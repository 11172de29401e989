import { rmSync } from "node:fs";
import { DeployingClone, type Ended, ended } from "../support/deploying-clone";
import { describeWithAccount } from "../support/describe-with-account";
import { synthesize } from "../support/synthesized-stack";

const stack = "option-1-public-broker";
/** The mechanism is the same for a broker alone, and takes seconds. */
const brokerAlone = `-target=${synthesize(stack).one("aws_mq_broker").address}`;

const dev = { ENVIRONMENT: "dev", REGION: "eu-west-1" };
const prod = { ENVIRONMENT: "prod", REGION: "us-east-1" };
const bucket = "our-state";
const inBucket = { STATE_BACKEND: "s3", STATE_BUCKET: bucket, STATE_BUCKET_REGION: "us-east-1" };
const backends = {
  local: { settings: {}, place: (environment: string) => `terraform-state/mqesm/${environment}/${stack}.tfstate` },
  s3: { settings: inBucket, place: (environment: string) => `s3://${bucket}/mqesm/${environment}/${stack}.tfstate` },
};
type BackendName = keyof typeof backends;

const LIMIT = 300_000;

/** What a refusal for another Region says, whoever runs Terraform; Terraform breaks lines where it likes. */
function refusalOfRegion(deployed: string, wanted: string): string {
  return (
    `This state is of a deployment in ${deployed}, and this was synthesized for ${wanted}: it would lose sight of what is deployed. ` +
    `To change or destroy that deployment, set region to ${deployed} (settings in cdktf.json, or MQESM_REGION) and synthesize again. ` +
    "For another deployment beside it, set environment too: one environment lives in one Region."
  );
}

function words({ stdout, stderr }: Ended): string {
  return `${stdout}${stderr}`.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ");
}

/** What a plan says that it would change, by Terraform's own count. */
const nothing = "No changes. Your infrastructure matches the configuration.";

describeWithAccount("environments and Regions side by side from one clone", ({ binary, account, accountEnv }) => {
  const clone = new DeployingClone(binary, accountEnv);
  afterAll(() => clone.project.remove());
  beforeAll(() => account.makeBucket(bucket), LIMIT);

  const deploy = (settings: Record<string, string>, ...more: string[]) =>
    clone.ours(settings, "deploy", stack, brokerAlone, "--auto-approve", ...more);
  const plan = (settings: Record<string, string>) => clone.ours(settings, "plan", stack, brokerAlone);
  const destroy = (settings: Record<string, string>) => clone.ours(settings, "destroy", stack, "--auto-approve");
  const brokers = async () => [...(await account.brokers("eu-west-1")), ...(await account.brokers("us-east-1"))];
  const bothBrokers = [`mqesm-dev-${stack}`, `mqesm-prod-${stack}`];

  describe.each(["local", "s3"] satisfies BackendName[])("state in the backend %s", (backend) => {
    const { settings, place } = backends[backend];
    const devThere = { ...dev, ...settings };
    const prodThere = { ...prod, ...settings };

    test(
      "dev, then prod: neither is touched for the other's sake",
      async () => {
        const first = await deploy(devThere);
        expect(first.stderr).toBe("");
        expect(first.stdout).toContain(`New deployment at ${place("dev")}\n`);
        expect(await deploy(prodThere)).toMatchObject({
          code: 0,
          stdout: expect.stringContaining(
            `New deployment at ${place("prod")}\nOther deployments that this clone knows of:\n  ${place("dev")}\n`,
          ),
        });
        expect(await brokers()).toEqual(bothBrokers);
      },
      LIMIT,
    );

    test(
      "in any order, a plan of each finds nothing to change",
      async () => {
        for (const [environment, given] of [
          ["dev", devThere],
          ["prod", prodThere],
        ] as const) {
          const { code, stdout } = await plan(given);
          expect(stdout).toContain(`State: ${place(environment)}\n`);
          expect(stdout).toContain(nothing);
          expect(code).toBe(0);
        }
      },
      LIMIT,
    );

    test(
      "a forgotten Region is refused by plan and by destroy, and says which is deployed",
      async () => {
        const forgotten = { ENVIRONMENT: "dev", ...settings };
        for (const end of [await plan(forgotten), await destroy(forgotten)]) {
          expect(words(end)).toContain(refusalOfRegion("eu-west-1", "us-east-1"));
          expect(end.code).toBe(1);
        }
        expect(await brokers()).toEqual(bothBrokers);
      },
      LIMIT,
    );

    test(
      "a renamed project is a new deployment, beside the one that was meant",
      async () => {
        const renamed = { ...devThere, PROJECT: "renamed" };
        const there = place("dev").replace("mqesm", "renamed");
        const known = `Other deployments that this clone knows of:\n  ${place("dev")}\n  ${place("prod")}\n`;
        expect((await plan(renamed)).stdout).toContain(`New deployment at ${there}\n${known}`);
        expect(await destroy(renamed)).toEqual({
          code: 2,
          stdout: "",
          stderr:
            `There is nothing to destroy at ${there}: no state there says that ${stack}, environment dev of renamed in eu-west-1 is deployed.\n` +
            `${known}To destroy another one, give its project, environment and state settings.\n`,
        });
      },
      LIMIT,
    );

    test(
      "each is destroyed by itself",
      async () => {
        expect((await destroy(prodThere)).code).toBe(0);
        expect(await brokers()).toEqual([`mqesm-dev-${stack}`]);
        expect((await destroy(devThere)).code).toBe(0);
        expect(await brokers()).toEqual([]);
      },
      LIMIT,
    );
  });

  test(
    "dev in one backend and prod in another: a clone goes from one to the other",
    async () => {
      await deploy(dev);
      await deploy({ ...prod, ...inBucket });
      expect((await plan(dev)).stdout).toContain(nothing);
      expect((await plan({ ...prod, ...inBucket })).stdout).toContain(nothing);
    },
    LIMIT,
  );

  test(
    "Terraform alone refuses it too, with a target and without looking at AWS",
    async () => {
      await clone.synthesize({ ENVIRONMENT: "dev" });
      expect((await clone.terraform(stack, "init")).code).toBe(0);
      for (const line of [
        ["plan"],
        ["plan", brokerAlone, "-refresh=false"],
        ["destroy", "-auto-approve"],
        ["apply", "-refresh-only", "-auto-approve"],
      ]) {
        const end = await clone.terraform(stack, ...line);
        expect(words(end)).toContain(refusalOfRegion("eu-west-1", "us-east-1"));
        expect(end.stdout).not.toContain("aws_mq_broker");
        expect(end.code).toBe(1);
      }
      expect(await account.brokers("eu-west-1")).toEqual([`mqesm-dev-${stack}`]);
    },
    LIMIT,
  );

  test(
    "cdktf.out is no more than what can be synthesized again",
    async () => {
      rmSync(clone.project.path("cdktf.out"), { recursive: true });
      expect((await plan(dev)).stdout).toContain(nothing);
    },
    LIMIT,
  );

  test(
    "while somebody is at work, nobody else is",
    async () => {
      const lock = `mqesm/prod/${stack}.tfstate.tflock`;
      await account.putObject(
        bucket,
        lock,
        JSON.stringify({
          ID: "8d6f",
          Operation: "OperationTypeApply",
          Info: "",
          Who: "carol@laptop",
          Version: "1.11.4",
          Created: "2026-01-01T00:00:00Z",
          Path: "",
        }),
      );
      const end = await deploy({ ...prod, ...inBucket });
      expect(words(end)).toContain("Error acquiring the state lock");
      expect(words(end)).toContain("carol@laptop");
      expect(end.code).toBe(1);
      await account.deleteObject(bucket, lock);
    },
    LIMIT,
  );

  test(
    "state moves from one backend to another, and back, with nothing else changed",
    async () => {
      const there = { ...dev, ...inBucket };
      const from = backends.local.place("dev");
      const to = backends.s3.place("dev");
      const moved = await clone.ours(there, "move-state", stack, "--from=local", "--auto-approve");
      expect(moved.stderr).toBe("");
      expect(moved.stdout).toBe(
        [
          `${stack}, environment dev of mqesm in eu-west-1`,
          "This moves its state. What is deployed stays as it is.",
          `  from  ${from}`,
          `  to    ${to}`,
          "It is copied and compared; then the first place is emptied, so that there is one state. What stays there:",
          `  ${from}.moved`,
          "",
          `Moved: the state of ${stack}, environment dev of mqesm in eu-west-1 is at ${to}`,
          "",
        ].join("\n"),
      );
      expect((await plan(there)).stdout).toContain(nothing);
      expect(clone.localState(`mqesm/dev/${stack}.tfstate`)?.resources).toEqual([]);
      expect(await clone.ours(there, "move-state", stack, "--from=local", "--auto-approve")).toMatchObject({
        code: 2,
        stderr: `There is no state to move at ${from}.\n`,
      });
      expect((await clone.ours(dev, "move-state", stack, `--from=s3:${bucket}@us-east-1`, "--auto-approve")).code).toBe(
        0,
      );
      expect((await plan(dev)).stdout).toContain(nothing);
    },
    LIMIT,
  );

  test(
    "a plan that replaces the broker names what is lost, and needs the broker's name",
    async () => {
      const replacing = { ...dev, BROKER_DEPLOYMENT_MODE: "CLUSTER_MULTI_AZ", BROKER_INSTANCE_TYPE: "mq.m7g.large" };
      const { code, stdout } = await deploy(replacing);
      expect(words({ code, stdout, stderr: "" })).toMatch(
        new RegExp(
          `This plan replaces the broker mqesm-dev-${stack} \\(b-[\\w-]+\\), for another deployment_mode: every queue goes with it, and every ` +
            "message that lies in one, those of messages and messages.dead-letter first of all. Clients lose their endpoint.",
        ),
      );
      expect(stdout).toContain(`Where nobody can answer, add --give-up-broker=mqesm-dev-${stack} if it may go.\n`);
      expect(code).toBe(1);
      expect(await account.brokers("eu-west-1")).toEqual([`mqesm-dev-${stack}`]);
    },
    LIMIT,
  );

  test(
    "a broker that AWS does not show is not forgotten",
    async () => {
      await account.deleteBroker(`mqesm-dev-${stack}`, "eu-west-1");
      for (const end of [await deploy(dev), await destroy(dev)]) {
        expect(words(end)).toMatch(
          new RegExp(
            `The state holds the broker mqesm-dev-${stack} \\(b-[\\w-]+\\), and AWS does not show it with these credentials\\.`,
          ),
        );
        expect(end.code).toBe(1);
      }
      expect(clone.localState(`mqesm/dev/${stack}.tfstate`)?.resources.map(({ type }) => type)).toContain(
        "aws_mq_broker",
      );
      const given = await clone.ours(dev, "destroy", stack, "--auto-approve", `--give-up-broker=mqesm-dev-${stack}`);
      expect(given.stdout).toContain(`Destroyed: ${stack}, environment dev of mqesm in eu-west-1\n`);
    },
    LIMIT,
  );

  test(
    "an interrupted apply leaves what it made in the state, which the next one goes on with",
    async () => {
      const child = clone.start(dev, "deploy", stack, "--auto-approve");
      const end = ended(child);
      await new Promise<void>((resolve) => {
        child.stdout?.on("data", (text) => {
          if (/aws_mq_broker\.\w+: Creation complete/.test(String(text))) resolve();
        });
      });
      // As Ctrl-C does: to every process in the foreground.
      process.kill(-(child.pid as number), "SIGINT");
      const { code, stdout } = await end;
      expect(stdout).toContain(
        `Not all of it was applied. What was made is in the state: ${backends.local.place("dev")}\n` +
          `To go on: npm run deploy -- ${stack}. To remove it: npm run destroy -- ${stack}.\n`,
      );
      expect(code).toBe(1);
      expect(words(await plan({ ENVIRONMENT: "dev" }))).toContain(refusalOfRegion("eu-west-1", "us-east-1"));
      expect((await destroy(dev)).code).toBe(0);
      expect(await account.brokers("eu-west-1")).toEqual([]);
    },
    LIMIT,
  );
});

import { rmSync, writeFileSync } from "node:fs";
import { DeployingClone } from "../support/deploying-clone";
import { describeWithAccount } from "../support/describe-with-account";

const stack = "option-4-isolated";
const title = `${stack}, environment dev of mqesm in us-east-1`;
const LIMIT = 300_000;

describeWithAccount("a whole option, from deploying to destroying", ({ binary, account, accountEnv }) => {
  const clone = new DeployingClone(binary, accountEnv);
  afterAll(() => clone.project.remove());

  test(
    "is checked, and not applied while nobody approves",
    async () => {
      const { code, stdout, stderr } = await clone.ours({}, "deploy", stack);
      expect(stderr).toBe("");
      expect(stdout).toContain("The event source mapping works.");
      expect(stdout).toContain(
        "Nothing was applied: it was not approved.\nWhere nobody can answer, add --auto-approve.\n",
      );
      expect(code).toBe(1);
      expect(await account.brokers("us-east-1")).toEqual([]);
    },
    LIMIT,
  );

  test(
    "has nothing to do with a stack that is not there yet, of which what is missing is said",
    async () => {
      expect(await clone.ours({}, "deploy", "pipeline-access")).toEqual({
        code: 2,
        stdout: "",
        stderr:
          "There is no pipeline-access yet: set githubRepository (MQESM_GITHUB_REPOSITORY) to the repository that it is for, as OWNER/REPOSITORY.\n",
      });
    },
    LIMIT,
  );

  test(
    "is not applied by no verdict: what keeps the check from judging is to be mended first",
    async () => {
      writeFileSync(clone.project.path("mqesm.json"), "{");
      const { code, stdout, stderr } = await clone.ours({}, "deploy", stack, "--auto-approve");
      rmSync(clone.project.path("mqesm.json"));
      expect(stderr.split("\n")).toEqual([
        expect.stringMatching(/^mqesm: mqesm\.json is not JSON: /),
        "The plan was not judged, for the reason above: mend that and run this again. Nothing was changed.",
        "",
      ]);
      expect(stdout).not.toContain("Apply complete!");
      expect(code).toBe(2);
      expect(await account.brokers("us-east-1")).toEqual([]);
    },
    LIMIT,
  );

  test(
    "has no outputs before it is deployed",
    async () => {
      expect(await clone.ours({}, "outputs", stack)).toEqual({
        code: 2,
        stdout: "",
        stderr: `There are no outputs at terraform-state/mqesm/dev/${stack}.tfstate: no state says that ${title} is deployed.\n`,
      });
    },
    LIMIT,
  );

  test(
    "is applied as it was planned, and says so once",
    async () => {
      const { code, stdout, stderr } = await clone.ours({}, "deploy", stack, "--auto-approve");
      expect(stderr).toBe("");
      expect(stdout.split("\n").slice(-5)).toEqual([
        "",
        `Deployed: ${title}`,
        `State: terraform-state/mqesm/dev/${stack}.tfstate`,
        `Its outputs again: npm run outputs -- ${stack}`,
        "",
      ]);
      expect(stdout.match(/^broker_arn = /gm)).toHaveLength(1);
      expect(code).toBe(0);
      expect(await account.brokers("us-east-1")).toEqual([`mqesm-dev-${stack}`]);
    },
    LIMIT,
  );

  test(
    "is planned again without a change",
    async () => {
      const { code, stdout } = await clone.ours({}, "plan", stack);
      expect(stdout).toContain("No changes. Your infrastructure matches the configuration.");
      expect(code).toBe(0);
    },
    LIMIT,
  );

  test(
    "has outputs that scripts can read",
    async () => {
      const { stdout } = await clone.ours({}, "outputs", stack, "-json");
      expect(JSON.parse(stdout).queue.value).toBe("messages");
    },
    LIMIT,
  );

  test(
    "its printed command publishes a message with the AWS CLI",
    async () => {
      const { stdout: command } = await clone.ours({}, "outputs", stack, "-raw", "publish_command");
      // A socket, which Node gives to its children, cannot be opened by the name /dev/stdout.
      const { stdout, stderr } = await clone.shell(`(${command}) | cat`);
      if (/aws: (command )?not found/.test(stderr)) {
        process.stderr.write("skipped: the printed command: the AWS CLI is not installed\n");
        return;
      }
      expect(stdout).toContain('"confirmed": ["emulated"]');
    },
    LIMIT,
  );

  test(
    "is destroyed",
    async () => {
      const { code, stdout } = await clone.ours({}, "destroy", stack, "--auto-approve");
      expect(stdout).toContain(`Destroyed: ${title}\n`);
      expect(code).toBe(0);
      expect(await account.brokers("us-east-1")).toEqual([]);
    },
    LIMIT,
  );
});

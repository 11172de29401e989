import { parseArguments, parseOutputsArguments } from "../../deploy/arguments";

const stack = "option-4-isolated";
const list = [
  "option-1-public-broker",
  "option-2-default-vpc",
  "option-3-private-nat",
  "option-4-isolated",
  "option-5-public-subnets",
  "option-6-existing",
  "state-bucket",
  "pipeline-access",
  "hcp-access",
  "run-task",
]
  .map((id) => `\n  ${id}`)
  .join("");

const deploy = (...argv: string[]) => parseArguments("deploy", argv, ["auto-approve", "give-up-broker"]);

test.each([["--auto-approve"], ["-auto-approve"]])(
  "%s is taken as Terraform spells it, or with two hyphens",
  (option) => {
    expect(deploy(stack, option)).toMatchObject({ stackId: stack, autoApprove: true, passedOn: [] });
  },
);

test("what is not ours is Terraform's, in order", () => {
  expect(deploy("-target=aws_vpc.a", stack, "-lock-timeout=5m", "--give-up-broker=old")).toEqual({
    stackId: stack,
    autoApprove: false,
    giveUpBroker: "old",
    from: undefined,
    passedOn: ["-target=aws_vpc.a", "-lock-timeout=5m"],
  });
});

test("outputs pass everything on", () => {
  expect(parseOutputsArguments([stack, "-raw", "publish_command"])).toMatchObject({
    stackId: stack,
    passedOn: ["-raw", "publish_command"],
  });
});

test.each([
  [[], `No stack is named. There are:${list}`],
  [["optoin-4"], `"optoin-4" is no stack. There are:${list}`],
  [[stack, "option-3-private-nat"], "option-3-private-nat is too much: one stack at a time."],
  [[stack, "--give-up-broker"], "--give-up-broker needs a value: --give-up-broker=VALUE."],
  [[stack, "--auto-approve=yes"], "--auto-approve takes no value."],
  [[stack, "-out=x"], "-out=x is npm run deploy's own: leave it out, or run terraform in the stack's folder."],
  [[stack, "-destroy"], "-destroy is npm run deploy's own: leave it out, or run terraform in the stack's folder."],
])("%j is a mistake", (argv, message) => {
  expect(() => deploy(...argv)).toThrow(`${message}\nSee npm run deploy -- --help.`);
});

test("all mistakes at once", () => {
  expect(() => deploy("optoin", "--auto-approve=1", "more")).toThrow(
    `--auto-approve takes no value.\n"optoin" is no stack. There are:${list}\nmore is too much: one stack at a time.\nSee npm run deploy -- --help.`,
  );
});

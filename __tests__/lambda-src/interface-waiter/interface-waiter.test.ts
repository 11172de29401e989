import { interfaceWaiterHandler } from "../../../lambda-src/interface-waiter";
import { Ec2AndLambdaEmulator, type EmulatedInterface } from "../../support/ec2-and-lambda-emulator";
import { awsEnvironment, setEnvironment } from "../../support/environment";
import { failureOf } from "../../support/failure-of";
import { FakeClock } from "../../support/fake-clock";
import { lambdaContext } from "../../support/lambda-context";
import { catchLogLines } from "../../support/log-lines";

const DELETED = "0a1b2c3d-0000-4000-8000-000000000001";
const LIVING = "0a1b2c3d-0000-4000-8000-000000000002";
const ONE_MINUTE = 60_000;
const FIFTEEN_MINUTES = 900_000;

let aws: Ec2AndLambdaEmulator;
beforeEach(async () => {
  aws = new Ec2AndLambdaEmulator();
  await aws.start();
});
afterEach(() => aws.stop());
setEnvironment(() => ({
  ...awsEnvironment("EC2", aws.url),
  ...awsEnvironment("LAMBDA", aws.url),
  // Attempts of the clients' own would take real time.
  AWS_MAX_ATTEMPTS: "1",
}));
const logLines = catchLogLines();

const environment = { SUBNET_IDS: "subnet-a,subnet-b", SECURITY_GROUP_IDS: "sg-broker" };

const event = { last: true, tf: { action: "delete" } };

function eni(id: string, mapping: string, changes: Partial<EmulatedInterface> = {}): EmulatedInterface {
  return {
    id,
    description: `AWS Lambda VPC ENI-armq-123456789012-${mapping}-0f`,
    subnetId: "subnet-a",
    securityGroupIds: ["sg-broker"],
    status: "in-use",
    ...changes,
  };
}

function wait(input: object = event, clock = new FakeClock(), timeout = FIFTEEN_MINUTES) {
  return interfaceWaiterHandler(clock, environment)(input, lambdaContext({ timeout, clock }));
}

describe("when Terraform creates or updates", () => {
  test.each(["create", "update"])("%s: returns at once and asks AWS nothing", async (action) => {
    aws.interfaces = [eni("eni-1", DELETED)];
    const clock = new FakeClock();
    await expect(wait({ ...event, tf: { action } }, clock)).resolves.toEqual({ waited: false, left: [] });
    expect(aws.pages).toEqual([]);
    expect(clock.pauses).toEqual([]);
  });
});

describe("when Terraform destroys", () => {
  test("finds nothing twice, three seconds apart, and lets go", async () => {
    const clock = new FakeClock();
    await expect(wait(event, clock)).resolves.toEqual({ waited: true, left: [] });
    expect(clock.pauses).toEqual([3_000]);
  });

  test("looks again soon for what is going, and less and less often for what stays", async () => {
    aws.interfaces = [eni("eni-1", DELETED)];
    const clock = new FakeClock((pauses) => {
      if (pauses === 4) aws.interfaces = [];
    });
    await wait(event, clock);
    expect(clock.pauses).toEqual([2_000, 4_000, 8_000, 10_000, 10_000, 3_000]);
  });

  test("waits for every interface, on every page", async () => {
    const all = ["1", "2", "3", "4", "5"].map((n) => eni(`eni-${n}`, DELETED));
    aws.interfaces = all;
    const clock = new FakeClock((pauses) => {
      aws.interfaces = all.slice(pauses + 1);
    });
    await expect(wait(event, clock)).resolves.toEqual({ waited: true, left: [] });
    expect(clock.pauses).toHaveLength(6);
    expect(logLines().map(({ left }) => left)).toEqual([5, 4, 3, 2, 1, 0, 0]);
    expect(aws.pages.slice(0, 3).map((page) => page.get("NextToken"))).toEqual([null, "2", "4"]);
  });

  test("goes on waiting for an interface that shows up after none was seen", async () => {
    const clock = new FakeClock((pauses) => {
      aws.interfaces = pauses === 0 ? [eni("eni-late", DELETED)] : [];
    });
    await expect(wait(event, clock)).resolves.toEqual({ waited: true, left: [] });
    expect(logLines().map(({ left }) => left)).toEqual([0, 1, 0, 0]);
  });

  test("waits while an interface is detached but not deleted", async () => {
    aws.interfaces = [eni("eni-1", DELETED, { status: "available" })];
    const clock = new FakeClock((pauses) => {
      if (pauses === 3) aws.interfaces = [];
    });
    await wait(event, clock);
    expect(clock.pauses).toHaveLength(5);
  });

  test.each(["Enabled", "Disabled", "Creating", "Updating"])("leaves out a mapping that is %s", async (state) => {
    aws.mappings = { [LIVING]: state };
    aws.interfaces = [eni("eni-1", LIVING)];
    await expect(wait()).resolves.toEqual({ waited: true, left: [] });
  });

  test("waits for a mapping that is being deleted", async () => {
    aws.mappings = { [DELETED]: "Deleting" };
    aws.interfaces = [eni("eni-1", DELETED)];
    const clock = new FakeClock((pauses) => {
      if (pauses === 2) aws.interfaces = [];
    });
    await wait(event, clock);
    expect(clock.pauses).toHaveLength(4);
  });

  test.each<[string, Partial<EmulatedInterface>]>([
    ["of a function", { description: "AWS Lambda VPC ENI-listener-0a1b2c3d-0000-4000-8000-000000000001" }],
    ["of another account", { description: `AWS Lambda VPC ENI-armq-210987654321-${DELETED}-0f` }],
    ["in another subnet", { subnetId: "subnet-elsewhere" }],
    ["in another security group", { securityGroupIds: ["sg-elsewhere"] }],
  ])("ignores an interface %s", async (_, changes) => {
    aws.interfaces = [eni("eni-1", DELETED, changes)];
    await expect(wait()).resolves.toEqual({ waited: true, left: [] });
  });
});

describe("when time runs out", () => {
  beforeEach(() => {
    aws.interfaces = [
      eni("eni-1", DELETED),
      eni("eni-2", DELETED, { subnetId: "subnet-b", status: "available" }),
      eni("eni-3", "unreadable"),
    ];
  });

  test("stops 25 seconds before Lambda would", async () => {
    const clock = new FakeClock();
    const context = lambdaContext({ timeout: FIFTEEN_MINUTES, clock });
    await interfaceWaiterHandler(clock, environment)({ ...event, last: false }, context);
    expect(context.getRemainingTimeInMillis()).toBeGreaterThanOrEqual(25_000);
    expect(context.getRemainingTimeInMillis()).toBeLessThan(35_000);
  }, 30_000);

  test("a link that is not the last leaves the rest to the next", async () => {
    await expect(wait({ ...event, last: false }, new FakeClock(), ONE_MINUTE)).resolves.toEqual({
      waited: true,
      left: [
        { id: "eni-1", subnetId: "subnet-a", status: "in-use", mapping: DELETED },
        { id: "eni-2", subnetId: "subnet-b", status: "available", mapping: DELETED },
        { id: "eni-3", subnetId: "subnet-a", status: "in-use", mapping: null },
      ],
    });
  });

  test("the last link says what is left, and that destroying again is safe", async () => {
    const error = await failureOf(wait(event, new FakeClock(), ONE_MINUTE));
    expect(error.name).toBe("InterfacesLeft");
    expect(error.message).toBe(
      [
        "Time is over, and subnets subnet-a, subnet-b with security groups sg-broker still hold interfaces of deleted event source mappings:",
        `eni-1 in subnet-a, in-use, of mapping ${DELETED}`,
        `eni-2 in subnet-b, available, of mapping ${DELETED}`,
        "eni-3 in subnet-a, in-use, of mapping that its description does not name",
        "Lambda removes them itself, with the listener's role, which is still there: destroying again is safe, and goes on waiting. " +
          "If they stay for hours, another mapping on a broker in the same subnets and groups may be using them: then take this " +
          "invocation out of the state (terraform state rm) and destroy again. " +
          "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
      ].join("\n"),
    );
    expect(error.stack).not.toContain("    at ");
  });

  test("one look that finds nothing will do", async () => {
    aws.interfaces = [];
    await expect(wait(event, new FakeClock(), 20_000)).resolves.toEqual({ waited: true, left: [] });
  });
});

describe("when AWS does not answer as it should", () => {
  const throttled = { status: 503, code: "RequestLimitExceeded", message: "Request limit exceeded." };

  test("throttling passes", async () => {
    aws.ec2Failures.push(throttled, throttled);
    await expect(wait()).resolves.toEqual({ waited: true, left: [] });
  });

  test("the last link says why its last look failed", async () => {
    aws.interfaces = [eni("eni-1", DELETED)];
    const clock = new FakeClock(() => {
      aws.ec2Failures.push(throttled);
    });
    const error = await failureOf(wait(event, clock, 36_000));
    expect(error.message.split("\n").slice(0, 2)).toEqual([
      "Time is over, and the last look at subnets subnet-a, subnet-b with security groups sg-broker failed: " +
        "RequestLimitExceeded: Request limit exceeded. The last one that succeeded found 1:",
      `eni-1 in subnet-a, in-use, of mapping ${DELETED}`,
    ]);
  });

  test.each<[string, () => void, string]>([
    [
      "EC2",
      () => aws.ec2Failures.push({ status: 403, code: "UnauthorizedOperation", message: "You may not." }),
      "UnauthorizedOperation: You may not",
    ],
    [
      "Lambda",
      () => aws.lambdaFailures.push({ status: 403, code: "AccessDeniedException", message: "You may not." }),
      "AccessDeniedException: You may not",
    ],
  ])("a permission that %s refuses fails at once, even in a link that is not the last", async (_, refuse, reason) => {
    aws.interfaces = [eni("eni-1", DELETED)];
    refuse();
    const clock = new FakeClock();
    await expect(wait({ ...event, last: false }, clock)).rejects.toThrow(
      `This function's role may not look: ${reason}. It needs ec2:DescribeNetworkInterfaces and lambda:GetEventSourceMapping. ` +
        "Allow them and destroy again: nothing was destroyed out of order.",
    );
    expect(clock.pauses).toEqual([]);
  });
});

test("reports everything wrong with the event at once", async () => {
  await expect(wait({ subnetIds: [], tf: { action: "read" } })).rejects.toThrow(
    [
      "subnetIds is not known: the keys are last, tf.",
      "last is missing: it must be true or false.",
      'tf.action is "read": it must be "create", "update" or "delete".',
    ].join("\n"),
  );
});

test("reports everything wrong with the settings at once", async () => {
  const misled = interfaceWaiterHandler(new FakeClock(), { SECURITY_GROUP_IDS: "sg-1,vpc-1" });
  await expect(misled(event, lambdaContext())).rejects.toThrow(
    [
      "SUBNET_IDS is missing: it must be subnet ids separated by commas, at least one.",
      'SECURITY_GROUP_IDS is "sg-1,vpc-1": it must be security group ids separated by commas, at least one.',
    ].join("\n"),
  );
});

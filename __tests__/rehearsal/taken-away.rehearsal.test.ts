import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { terraformBinary } from "../../cli/terraform/binary";
import { check } from "../../connectivity";
import {
  ASSUMPTIONS,
  deployed,
  findPrerequisites,
  type OptionUp,
  type RehearsalResult,
  rehearse,
} from "../../rehearsal";
import { type ManagementAccess, manage } from "../../rehearsal/brokers/management-api";
import { publish } from "../../rehearsal/run/publishing";
import { describeRehearsal } from "../support/describe-rehearsal";
import { verifyDeployed } from "../support/verify-deployed";

const LIMIT = 900_000;
const WAITING = 10;

/** What the mapping shows, as Lambda's API says it. */
interface Shown {
  readonly state: string;
  readonly reason: string;
  readonly result: string;
  readonly assumed: boolean;
}

/** What `mqesm verify` says: the codes of what is in the way, or what the mapping's words mean. */
interface Verified {
  readonly code: number | null;
  readonly causes: readonly string[];
}

/** What became of a case, for the table. */
interface Row extends Shown {
  readonly what: string;
  readonly check: string;
  readonly verify: Verified;
  readonly deliveredMeanwhile: number;
  readonly deliveredAfterwards: number;
}

// biome-ignore lint/suspicious/noExplicitAny: a synthesized stack, of which a part is changed
type Stack = any;

const NO_WAY =
  "PROBLEM: Connection error. Your VPC must be able to connect to Lambda and STS, as well as Secrets Manager if authentication is required. You can provide access by configuring PrivateLink or a NAT Gateway.";
const NO_CONNECTION = "PROBLEM: Connection error. Please check your event source connection configuration.";

/** What a plan shows. Each takes one thing away; `reasons` are the check's codes for it. */
const inThePlan: readonly {
  readonly what: string;
  readonly reasons: readonly string[];
  readonly result: string;
  readonly assumed: boolean;
  readonly take: (stack: Stack) => void;
}[] = [
  {
    what: "the STS endpoint's group is another",
    reasons: ["security-group-egress"],
    result: NO_WAY,
    assumed: false,
    take: (stack) => {
      partOf(stack, "aws_vpc_endpoint", "sts").security_group_ids = clients(stack);
    },
  },
  {
    what: "the Secrets Manager endpoint's policy lets nothing through",
    reasons: ["endpoint-policy"],
    result: NO_WAY,
    assumed: false,
    take: (stack) => {
      partOf(stack, "aws_vpc_endpoint", "secretsmanager").policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }],
      });
    },
  },
  {
    what: "the Lambda endpoint's group is another",
    reasons: ["security-group-egress"],
    result: NO_WAY,
    assumed: false,
    take: (stack) => {
      partOf(stack, "aws_vpc_endpoint", "lambda").security_group_ids = clients(stack);
    },
  },
  {
    what: "the broker's group does not admit itself",
    reasons: ["security-group-ingress"],
    result: NO_CONNECTION,
    assumed: false,
    take: (stack) => {
      partOf(stack, "aws_vpc_security_group_ingress_rule", "broker-from-mapping").from_port = 5672;
      partOf(stack, "aws_vpc_security_group_ingress_rule", "broker-from-mapping").to_port = 5672;
    },
  },
  {
    what: "the role may not read the secret",
    reasons: ["role-lacks-permission"],
    result: NO_CONNECTION,
    assumed: true,
    take: (stack) => {
      const document = partOf(stack, "aws_iam_policy_document", "listener_policy-document", "data");
      document.statement = document.statement.filter(({ sid }: { sid: string }) => sid !== "ReadCredentials");
    },
  },
];

/** What only the broker knows. */
const inTheBroker: readonly {
  readonly what: string;
  readonly reason: string;
  /** What verify says. */
  readonly cause: RegExp;
  readonly take: (broker: ManagementAccess) => Promise<unknown>;
  /** Undefined: the topology function declares it again. */
  readonly restore?: (broker: ManagementAccess, password: string) => Promise<unknown>;
}[] = [
  {
    what: "the secret's user has another password",
    reason: "EVENT_SOURCE_AUTHN_ERROR",
    cause: /does not accept the user name and password/,
    take: (broker) => manage(broker, "PUT", ["users", "mapping"], { password: "another", tags: "" }),
    restore: (broker, password) => manage(broker, "PUT", ["users", "mapping"], { password, tags: "" }),
  },
  {
    what: "the secret's user is gone",
    reason: "EVENT_SOURCE_AUTHN_ERROR",
    cause: /does not accept the user name and password/,
    take: (broker) => manage(broker, "DELETE", ["users", "mapping"]),
  },
  {
    what: "the secret's user may not read the queue",
    reason: "EVENT_SOURCE_AUTHZ_ERROR",
    cause: /does not let the mapping's RabbitMQ user read the queue/,
    take: (broker) =>
      manage(broker, "PUT", ["permissions", "/", "mapping"], { configure: "^$", write: "^$", read: "^$" }),
  },
  {
    what: "the queue is gone",
    reason: "USER_INITIATED",
    cause: /no such virtual host or queue/,
    take: (broker) => manage(broker, "DELETE", ["queues", "/", "messages"]),
  },
  {
    what: "the virtual host is gone",
    reason: "USER_INITIATED",
    cause: /no such virtual host or queue/,
    take: (broker) => manage(broker, "DELETE", ["vhosts", "/"]),
  },
];

describeRehearsal("what is taken away from an option that works", () => {
  const rows: Row[] = [];
  const note = (row: Row) => {
    rows.push(row);
    process.stderr.write(`${lineOf(row)}\n`);
  };
  const plans = new Map<string, { readonly verdict: string; readonly codes: readonly string[] }>();
  let result: RehearsalResult;

  beforeAll(async () => {
    result = await rehearse(findPrerequisites(terraformBinary()), {
      options: ["option-4-isolated"],
      messages: WAITING,
      atOnce: 1,
      settings: {},
      assumed: ASSUMPTIONS,
      signal: AbortSignal.timeout(LIMIT),
      begin: () => {},
      whileUp: async (up) => {
        for (const each of inThePlan) note(await takeFromPlan(up, each, plans));
        for (const each of inTheBroker) note(await takeFromBroker(up, each));
      },
    });
  }, LIMIT);

  test("the option works before and after, and nothing is left", () => {
    expect(result).toMatchObject({ options: [{ failure: null, published: WAITING, delivered: WAITING }], left: [] });
    expect(rows).toHaveLength(inThePlan.length + inTheBroker.length);
  });

  test.each(inThePlan)("$what: the check had said so from the plan", ({ what, reasons }) => {
    expect(plans.get(what)?.verdict).toBe("fails");
    expect(plans.get(what)?.codes).toEqual(expect.arrayContaining([...reasons]));
  });

  test.each(inThePlan)("$what: nothing is delivered, and the mapping shows why", ({ what, result: text, assumed }) => {
    expect(rows.find((row) => row.what === what)).toMatchObject({
      state: "Enabled",
      result: text,
      assumed,
      deliveredMeanwhile: 0,
    });
  });

  test.each(inTheBroker)("$what: nothing is delivered, and the mapping shows why", ({ what, reason }) => {
    expect(rows.find((row) => row.what === what)).toMatchObject({ reason, assumed: true, deliveredMeanwhile: 0 });
  });

  test.each(inThePlan)("$what: verify names the cause, as the check had", ({ what, reasons }) => {
    const { verify: verified } = rows.find((row) => row.what === what) as Row;
    expect(verified).toEqual({ code: 1, causes: expect.arrayContaining([...reasons]) });
  });

  test.each(inTheBroker)("$what: verify names the cause", ({ what, cause }) => {
    const { verify: verified } = rows.find((row) => row.what === what) as Row;
    expect(verified.code).toBe(1);
    expect(verified.causes.join()).toMatch(cause);
  });

  test.each([...inThePlan, ...inTheBroker].map(({ what }) => what))(
    "%s: once it is back, everything that waited is delivered",
    (what) => {
      expect(rows.find((row) => row.what === what)).toMatchObject({ deliveredAfterwards: WAITING });
    },
  );
});

async function takeFromPlan(
  up: OptionUp,
  { what, take }: (typeof inThePlan)[number],
  plans: Map<string, { readonly verdict: string; readonly codes: readonly string[] }>,
): Promise<Row> {
  const { terraform } = up;
  const file = join(terraform.folder, "cdk.tf.json");
  const whole = readFileSync(file, "utf8");
  const stack = JSON.parse(whole);
  take(stack);
  writeFileSync(file, JSON.stringify(stack));
  await terraform.run("plan", "-out=taken.plan");
  const report = check([{ name: "plan", json: JSON.parse(await terraform.run("show", "-json", "taken.plan")) }]);
  const [mapping] = report.mappings;
  const codes = [
    ...(mapping?.hops ?? []).flatMap(({ reason }) => reason ?? []),
    ...(mapping?.findings ?? []).map((finding) => String(finding.rule)),
  ];
  plans.set(what, { verdict: mapping?.verdict ?? "none", codes });
  await terraform.run("apply", "taken.plan");
  const row = await whileTaken(up, what, `${mapping?.verdict}: ${[...new Set(codes)].join(", ")}`, async () => {
    writeFileSync(file, whole);
    await terraform.apply();
  });
  return row;
}

async function takeFromBroker(up: OptionUp, { what, take, restore }: (typeof inTheBroker)[number]): Promise<Row> {
  const { aws, outputs } = up;
  const { region, brokerId, uuid } = deployed(outputs);
  const broker = aws.brokers.get(brokerId)?.server.access as ManagementAccess;
  const mapping = aws.mappings.get(uuid);
  const [arn] = (mapping?.arguments.SourceAccessConfigurations ?? []).flatMap(({ Type, URI }) =>
    Type === "BASIC_AUTH" ? URI : [],
  );
  const secret = await aws.api.json<{ SecretString: string }>(
    "secretsmanager",
    region,
    "secretsmanager.GetSecretValue",
    {
      SecretId: arn,
    },
  );
  await take(broker);
  // By the user's name: in the list of connections a new one comes late.
  await manage(broker, "DELETE", ["connections", "username", "mapping"]);
  return whileTaken(up, what, "not asked", async () => {
    if (restore === undefined) await declareAgain(up);
    else await restore(broker, JSON.parse(secret?.SecretString ?? "{}").password);
    const client = `/2015-03-31/event-source-mappings/${uuid}`;
    for (const Enabled of [false, true]) {
      await put(up, client, { Enabled });
      while (/ing$/.test(aws.mappings.get(uuid)?.state ?? "")) await sleep(100);
    }
  });
}

/** What is published while something is missing, and what becomes of it once it is back. */
async function whileTaken(up: OptionUp, what: string, checked: string, restore: () => Promise<void>): Promise<Row> {
  const { aws, outputs } = up;
  const { region, publisher } = deployed(outputs);
  const before = shownOf(up);
  for (let tries = 0; tries < 100 && sameAs(before, shownOf(up)); tries += 1) await sleep(100);
  const send = () => publish((event) => aws.functions.invoke(region, publisher, event), WAITING);
  // Where there is no queue nothing can wait in it: the publisher is told so, and sends once there is one again.
  let ids = await send().catch((): readonly string[] => []);
  await sleep(2_000);
  const count = () => ids.filter((id) => aws.tally.has(id)).length;
  const meanwhile = { ...shownOf(up), deliveredMeanwhile: count(), verify: await verify(up) };
  await restore();
  if (ids.length === 0) ids = await send();
  await aws.tally.until(() => count() === ids.length, AbortSignal.timeout(30_000)).catch(() => {});
  return { what, check: checked, ...meanwhile, deliveredAfterwards: count() };
}

function shownOf({ aws, outputs }: OptionUp): Shown {
  const mapping = aws.mappings.get(deployed(outputs).uuid);
  return {
    state: mapping?.state ?? "",
    reason: mapping?.report.stopped ?? mapping?.reason ?? "",
    result: mapping?.report.lastProcessingResult ?? "",
    assumed: mapping?.report.assumed ?? false,
  };
}

function sameAs(one: Shown, other: Shown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What `mqesm verify` says of the option's mapping. */
async function verify(up: OptionUp): Promise<Verified> {
  const { code, answers } = await verifyDeployed(up, deployed(up.outputs).uuid, "--no-message");
  const codes = answers.flatMap(({ hops = [], findings = [] }) => [
    ...hops.flatMap(({ reason }) => reason ?? []),
    ...findings.map(({ rule }) => rule),
  ]);
  const words = answers.flatMap(({ causes }) => causes.map(({ what }) => what));
  return { code, causes: [...new Set(codes.length > 0 ? codes : words)] };
}

/** Invokes the topology function as Terraform does. */
async function declareAgain({ aws, outputs, terraform }: OptionUp): Promise<void> {
  const { region } = deployed(outputs);
  const stack = JSON.parse(readFileSync(join(terraform.folder, "cdk.tf.json"), "utf8"));
  const { input } = partOf(stack, "aws_lambda_invocation", "topology_declaration");
  const name = (outputs.function_names as string[]).find((each) => each.endsWith("-topology")) ?? "";
  const { failed, body } = await aws.functions.invoke(region, name, Buffer.from(input));
  if (failed) throw new Error(body.toString());
}

async function put({ aws, outputs }: OptionUp, path: string, body: object): Promise<void> {
  const { region } = deployed(outputs);
  const authorization = `Credential=test/20260101/${region}/lambda/aws4_request`;
  const response = await fetch(`${aws.url}${path}`, {
    method: "PUT",
    headers: { authorization },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** The arguments of a resource or data source whose name has a part. */
function partOf(stack: Stack, type: string, part: string, kind: "resource" | "data" = "resource"): Stack {
  const [found] = Object.entries(stack[kind][type]).filter(([name]) => name.includes(part));
  if (found === undefined) throw new Error(`The stack has no ${type} ${part}.`);
  return found[1];
}

/** The group of the functions, which the mapping's interfaces may not reach. */
function clients(stack: Stack): readonly string[] {
  const [name] = Object.keys(stack.resource.aws_security_group).filter((each) => each.includes("clients"));
  return [`\${aws_security_group.${name}.id}`];
}

/** A line of the table of cases. */
function lineOf(row: Row): string {
  const { what, check: checked, state, reason, result, assumed, deliveredMeanwhile, deliveredAfterwards } = row;
  const shown = `${result}${assumed ? " (assumed)" : ""}`;
  return [
    what,
    checked,
    state,
    reason,
    shown,
    row.verify.causes.join(", "),
    deliveredMeanwhile,
    deliveredAfterwards,
  ].join(" | ");
}

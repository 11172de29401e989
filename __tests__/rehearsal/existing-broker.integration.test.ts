import { check } from "../../connectivity";
import type { OptionResult } from "../../rehearsal";
import { type ManagementAccess, manage } from "../../rehearsal/brokers/management-api";
import { describeRehearsal } from "../support/describe-rehearsal";
import { RehearsalBesideOthers } from "../support/rehearsal-beside-others";
import { awsProvider } from "../support/terraform";

const LIMIT = 300_000;
const MESSAGES = 100;
const owner = { username: "owner", password: "password-of-the-owner" };

/** Somebody's broker, in a VPC without a way out, for clients in a group of theirs: nothing in it is made for a mapping. */
const theirs = {
  terraform: { required_providers: { aws: awsProvider } },
  provider: { aws: [{ region: "us-east-1" }] },
  resource: {
    aws_vpc: { theirs: { cidr_block: "10.1.0.0/16", enable_dns_support: true, enable_dns_hostnames: true } },
    aws_subnet: {
      theirs: { vpc_id: `\${aws_vpc.theirs.id}`, cidr_block: "10.1.0.0/24", availability_zone: "us-east-1a" },
    },
    aws_security_group: {
      clients: { name: "clients", vpc_id: `\${aws_vpc.theirs.id}` },
      broker: { name: "broker", vpc_id: `\${aws_vpc.theirs.id}` },
    },
    aws_vpc_security_group_ingress_rule: {
      clients: {
        security_group_id: `\${aws_security_group.broker.id}`,
        referenced_security_group_id: `\${aws_security_group.clients.id}`,
        ip_protocol: "tcp",
        from_port: 5671,
        to_port: 5671,
      },
    },
    aws_mq_broker: {
      theirs: {
        broker_name: "theirs",
        engine_type: "RabbitMQ",
        engine_version: "4.2",
        host_instance_type: "mq.m7g.medium",
        auto_minor_version_upgrade: true,
        subnet_ids: [`\${aws_subnet.theirs.id}`],
        security_groups: [`\${aws_security_group.broker.id}`],
        user: [owner],
      },
    },
    aws_secretsmanager_secret: { owner: { name: "theirs/owner" } },
    aws_secretsmanager_secret_version: {
      owner: { secret_id: `\${aws_secretsmanager_secret.owner.id}`, secret_string: JSON.stringify(owner) },
    },
  },
  output: {
    id: { value: `\${aws_mq_broker.theirs.id}` },
    secret: { value: `\${aws_secretsmanager_secret.owner.arn}` },
    console: { value: `\${aws_mq_broker.theirs.instances[0].console_url}` },
  },
};

describeRehearsal("listeners on somebody's broker", () => {
  let rehearsal: RehearsalBesideOthers;
  let management: ManagementAccess;
  let planned: object;
  let result: OptionResult;

  beforeAll(async () => {
    rehearsal = await RehearsalBesideOthers.start("eb", LIMIT);
    const outputs = await rehearsal.make(theirs);
    management = { url: `${outputs.console}`, authority: rehearsal.aws.authority.pem, user: owner };
    await manage(management, "PUT", ["vhosts", "shop"], {});
    await manage(management, "PUT", ["users", "publisher"], { password: "of-the-shop", tags: "monitoring" });

    const option = "option-6-existing";
    const stack = await rehearsal.stack(option, {
      MQESM_EXISTING_BROKER: `${outputs.id}`,
      MQESM_EXISTING_BROKER_SECRET: `${outputs.secret}`,
      MQESM_EXISTING_BROKER_CONNECTIVITY: "endpoints",
    });
    await stack.run("plan", "-out=first.tfplan");
    planned = JSON.parse(await stack.run("show", "-json", "first.tfplan"));
    result = await rehearsal.rehearse(option, stack, MESSAGES);
  }, LIMIT);
  afterAll(() => rehearsal?.stop());

  test("the plan proves the path, from what is looked up and what is made", () => {
    const { mappings } = check([{ name: "plan.json", json: planned }]);
    expect(
      mappings.map(({ verdict, hops }) => ({ verdict, hops: hops.map((hop) => [hop.target, hop.verdict]) })),
    ).toEqual([
      {
        verdict: "works",
        hops: ["broker", "sts", "secretsmanager", "lambda"].map((target) => [target, "reachable"]),
      },
    ]);
  });

  test("each message arrives, and a second plan changes nothing", () => {
    expect(result).toMatchObject({
      published: MESSAGES,
      delivered: MESSAGES,
      lastProcessingResult: "OK",
      failure: null,
    });
  });

  test("once it is destroyed, the account is as it was", async () => {
    expect(await rehearsal.left()).toEqual([]);
  });

  test("the broker's other things are as they were; what was declared stays", async () => {
    const names = async (kind: "users" | "vhosts") =>
      ((await manage<{ name: string; tags: string[] }[]>(management, "GET", [kind])) ?? [])
        .map(({ name }) => name)
        .sort();
    expect(await names("vhosts")).toEqual(["/", "mqesm-rehearsal-option-6-existing", "shop"]);
    expect(await names("users")).toEqual([
      "mqesm-rehearsal-option-6-existing-mapping",
      "mqesm-rehearsal-option-6-existing-publisher",
      "owner",
      "publisher",
    ]);
    const theirUser = await manage<{ tags: string[] }>(management, "GET", ["users", "publisher"]);
    expect(theirUser?.tags).toEqual(["monitoring"]);
  });
});

import { options } from "../../stacks/catalogue";
import { AppliedStack, type State } from "../support/applied-stack";
import { describeWithTerraform } from "../support/describe-terraform";
import { deploymentModes, everyVariant, expectedNetwork, type OptionId, optionIds } from "../support/expected-network";
import { type Answers, answersOf, brokerAnswer, isInOwnVpc, nameFirst, rolledBy } from "../support/mocked-answers";
import { networkFacts } from "../support/network-facts";
import { type SynthesizedStack, synthesize } from "../support/synthesized-stack";
import { type Run, type RunResult, TerraformTests } from "../support/terraform-tests";

const cluster = { brokerDeploymentMode: "CLUSTER_MULTI_AZ" };
/** The administrator's password, as the mocks roll it first. */
const rolledFirst = "rolled-for-the-first-plan-1234";
/** Its name, as the mocks roll it later. */
const nameLater = "NameRolledLater2";
/** The options that leave the broker's groups blank. */
const blankGroups = ["option-1-public-broker", "option-2-default-vpc"] as const;
/** Every setting of a broker's life and of what it delivers, with other values than the default. */
const life = {
  brokerApplyImmediately: true,
  brokerMaintenanceWindow: "SUNDAY 03:00 Europe/Berlin",
  brokerGeneralLogs: false,
  brokerConfiguration: { heartbeat: 60, consumer_timeout: 3_600_000 },
  mappingFilters: [{ data: { kind: ["order"] } }],
};
/** Stacks beside the options, with the settings that ask for them. */
const supporting = {
  "hcp-access": { hcpOidcProvider: "new", stateBackend: "cloud", stateOrganization: "acme" },
  "run-task": { runTask: true },
} as const;

describeWithTerraform("each option, applied by Terraform with a mocked AWS provider", (terraform) => {
  const tests = new TerraformTests(terraform);
  let results: ReadonlyMap<string, RunResult>;

  beforeAll(async () => {
    addVariants();
    addLives();
    addReportedGroups();
    addMistakes();
    addSupporting();
    tests.addFile("planned", { planned: { of: "option-4-isolated-SINGLE_INSTANCE", command: "plan" } });
    results = await tests.run();
  }, 600_000);
  afterAll(() => tests.remove());

  function addVariants(): void {
    for (const { id, mode, zones } of everyVariant) {
      const name = `${id}-${mode}`;
      const stack = synthesize(id, { brokerDeploymentMode: mode });
      const answers = answersOf(id, stack, zones);
      tests.addConfiguration(name, stack.json);
      const again = mode === "SINGLE_INSTANCE" && { [`${name}-again`]: againLater(name, stack, answers) };
      tests.addFile(name, { [name]: { of: name, answers }, ...again });
    }
  }

  /** Everything about a broker's life set, in both modes, and a change of its version and configuration. */
  function addLives(): void {
    for (const { mode, zones } of deploymentModes) {
      const set = { ...life, brokerDeploymentMode: mode };
      const name = `life-${mode}`;
      const stack = synthesize("option-4-isolated", set);
      const upgraded = synthesize("option-4-isolated", {
        ...set,
        brokerEngineVersion: "4.3",
        brokerConfiguration: { heartbeat: 90 },
      });
      const answers = answersOf("option-4-isolated", stack, zones);
      const everyVersion = offerOf(stack, { supported_engine_versions: ["3.13", "4.2", "4.3"] });
      tests.addConfiguration(name, stack.json);
      tests.addConfiguration(`${name}-upgraded`, upgraded.json);
      tests.addFile(name, {
        [name]: { of: name, stateKey: name, answers },
        [`${name}-again`]: { of: name, command: "plan", stateKey: name, answers },
        [`${name}-upgrade`]: {
          of: `${name}-upgraded`,
          command: "plan",
          stateKey: name,
          answers: { ...answers, ...everyVersion },
        },
      });
    }
  }

  /** A plan of what is applied already, when the password has rolled anew and AWS offers neither zone nor broker any more. */
  function againLater(of: string, stack: SynthesizedStack, answers: Answers): Run {
    const [name, password] = rolledBy(stack);
    const zones = stack.dataSources("aws_availability_zones").map(({ address }) => [address, { names: [] }]);
    const offer = stack.oneDataSource("aws_mq_broker_instance_type_offerings").address;
    const later = {
      [name]: { random_password: nameLater },
      [password]: { random_password: "rolled-for-the-second-plan-123" },
      [offer]: { broker_instance_options: [] },
      ...Object.fromEntries(zones),
    };
    return { of, command: "plan", answers: { ...answers, ...later } };
  }

  /** The API may report groups where they were left blank: state holds them then, as if they had been given. */
  function addReportedGroups(): void {
    for (const id of blankGroups) {
      const stack = synthesize(id);
      const answers = answersOf(id, stack, 1);
      const [first, careless] = [`${id}-as-reported`, `${id}-careless`];
      tests.addConfiguration(first, withBroker(stack.json, { security_groups: ["sg-default"] }));
      tests.addConfiguration(careless, withBroker(stack.json, { lifecycle: { ignore_changes: ["user"] } }));
      const stateKey = `reported-${id}`;
      tests.addFile(stateKey, {
        [first]: { of: first, stateKey, answers },
        [`${id}-reported-again`]: { of: `${id}-SINGLE_INSTANCE`, command: "plan", stateKey, answers },
        [careless]: { of: careless, command: "plan", stateKey, answers },
      });
    }
  }

  function addSupporting(): void {
    for (const [id, given] of Object.entries(supporting)) {
      tests.addConfiguration(id, synthesize(id, given).json);
      tests.addFile(id, { [id]: { of: id }, [`${id}-again`]: { of: id, command: "plan" } });
    }
  }

  function addMistakes(): void {
    const noVpc = synthesize("option-2-default-vpc", { region: "eu-west-1" });
    tests.addConfiguration("no-default-vpc", noVpc.json);
    tests.addFile("no-default-vpc", {
      "no-default-vpc": {
        of: "no-default-vpc",
        command: "plan",
        answers: { [noVpc.oneDataSource("aws_vpcs").address]: { ids: [] } },
      },
    });
    addTooFewZones("two-zones", cluster, ["us-east-1a", "us-east-1b", "us-east-1d"]);
    addTooFewZones("one-zone", cluster, ["us-east-1a"]);
    addTooFewZones("no-zone", {}, ["us-east-1d"]);
    // Where EC2 answers with names alone, nothing is known of an endpoint's zones.
    addTooFewZones("zones-unsaid", {}, []);
    for (const id of optionIds) {
      addOffer(`${id}-new-version`, id, { brokerEngineVersion: "4.3" });
    }
    addOffer("no-cluster", "option-1-public-broker", cluster, { supported_deployment_modes: ["SINGLE_INSTANCE"] });
    addOffer("no-such-type", "option-1-public-broker", { brokerInstanceType: "mq.m7g.16xlarge" }, null);
    addOffer("patch-level", "option-3-private-nat", {}, { supported_engine_versions: ["4.2.1", "3.13.7"] });
  }

  /** Amazon MQ offers three zones, and the endpoints of STS these. */
  function addTooFewZones(name: string, given: object, stsZones: readonly string[]): void {
    const stack = synthesize("option-4-isolated", { ...given });
    const sts = stack.oneDataSource("aws_vpc_endpoint_service", "sts").address;
    tests.addConfiguration(name, stack.json);
    tests.addFile(name, {
      [name]: { of: name, command: "plan", answers: { [sts]: { availability_zones: stsZones } } },
    });
  }

  /** What Amazon MQ offers of the type, other than usual; null for nothing. */
  function addOffer(name: string, id: OptionId, given: object, changed: object | null = {}): void {
    const stack = synthesize(id, { ...given });
    tests.addConfiguration(name, stack.json);
    tests.addFile(name, { [name]: { of: name, command: "plan", answers: offerOf(stack, changed) } });
  }

  function resultOf(run: string): RunResult {
    const result = results.get(run);
    if (result === undefined) {
      throw new Error(`Terraform says nothing of the run ${run}.`);
    }
    return result;
  }

  describe.each(Object.keys(supporting))("%s", (id) => {
    test("is applied, destroyed again, and a second plan finds nothing to change", () => {
      expect(resultOf(id)).toMatchObject({ status: "pass", errors: [] });
      expect(resultOf(`${id}-again`)).toMatchObject({ status: "pass", errors: [], changes: {} });
    });
  });

  test("hcp-access prints each workspace's roles, and run-task where it answers and what its key is put into", () => {
    const outputsOf = (id: string) =>
      Object.fromEntries(Object.entries(resultOf(id).state?.outputs ?? {}).map(([name, { value }]) => [name, value]));
    const role = "arn:aws:iam::123456789012:role/mock";
    const roles = Object.fromEntries(options.map(({ id }) => [`mqesm-dev-${id}`, role]));
    expect(outputsOf("hcp-access")).toEqual({ plan_role_arns: roles, apply_role_arns: roles });
    expect(outputsOf("run-task")).toMatchObject({
      url: "https://a1b2c3d4.execute-api.us-east-1.amazonaws.com/run-task",
      put_hmac_key_command: expect.stringMatching(/ --secret-id \S+ --secret-string file:\/\/\/dev\/stdin$/),
    });
    const [permission] = new AppliedStack(resultOf("run-task").state as State, "mqesm-dev-run-task-").resources(
      "aws_lambda_permission",
    );
    expect(permission?.values.source_arn).toBe(
      "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4/$default/POST/run-task",
    );
  });

  describe.each(everyVariant)("$id, $mode", ({ id, mode, zones }) => {
    const applied = () => {
      const { state, errors } = resultOf(`${id}-${mode}`);
      if (state === undefined) {
        throw new Error(errors.join("\n"));
      }
      return new AppliedStack(state, `mqesm-dev-${id}-`);
    };

    test("is applied, and destroyed again", () => {
      expect(resultOf(`${id}-${mode}`)).toMatchObject({ status: "pass", errors: [] });
    });

    test("has on the network what its table promises, and nothing else", () => {
      expect(networkFacts(applied())).toEqual(expectedNetwork(id, zones));
    });

    test("the mapping polls the broker for the listener", () => {
      const stack = applied();
      const mapping = stack.one("aws_lambda_event_source_mapping");
      expect(mapping.values).toMatchObject({
        event_source_arn: brokerAnswer.arn,
        queues: ["messages"],
        function_name: stack.one("aws_lambda_function", "listener").values.arn,
      });
    });

    test("prints where everything is, and nothing secret", () => {
      const { outputs } = applied().state;
      const functions = id === "option-1-public-broker" ? 3 : 4;
      expect(Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]))).toEqual({
        broker_arn: brokerAnswer.arn,
        broker_id: expect.any(String),
        broker_console_url: "https://b-1.mq.us-east-1.on.aws",
        broker_amqps_endpoint: "amqps://b-1.mq.us-east-1.on.aws:5671",
        queue: "messages",
        virtual_host: "/",
        event_source_mapping_uuid: expect.any(String),
        function_names: [
          `mqesm-dev-${id}-listener`,
          `mqesm-dev-${id}-topology`,
          `mqesm-dev-${id}-publisher`,
          `mqesm-dev-${id}-interface-waiter`,
        ].slice(0, functions),
        log_groups: [
          `/aws/lambda/mqesm-dev-${id}-listener`,
          `/aws/lambda/mqesm-dev-${id}-topology`,
          `/aws/lambda/mqesm-dev-${id}-publisher`,
          `/aws/lambda/mqesm-dev-${id}-interface-waiter`,
        ].slice(0, functions),
        publish_command:
          `echo '{"count":1}' | aws lambda invoke --region us-east-1 --function-name mqesm-dev-${id}-publisher ` +
          "--payload fileb:///dev/stdin /dev/stdout",
      });
      expect(JSON.stringify(outputs)).not.toContain(rolledFirst);
    });

    test("the administrator has a name that nobody guesses", () => {
      const version = applied().one("aws_secretsmanager_secret_version");
      const name = `administrator-${nameFirst}`;
      expect(JSON.parse(String(version.values.secret_string))).toEqual({ username: name, password: rolledFirst });
      expect(applied().one("aws_mq_broker").values.user).toMatchObject([{ username: name, password: rolledFirst }]);
      expect(JSON.stringify(applied().state.outputs)).not.toContain(nameFirst);
    });

    test("no password but the administrator's is known, and that one only where it must be", () => {
      const { resources } = applied().state.root_module;
      const holders = resources.filter(({ values }) => JSON.stringify(values).includes(rolledFirst));
      expect(holders.map(({ type }) => type).sort()).toEqual([
        "aws_mq_broker",
        "aws_secretsmanager_random_password",
        "aws_secretsmanager_secret_version",
      ]);
      for (const { type, sensitive_values } of holders) {
        if (type === "aws_mq_broker") {
          expect(sensitive_values).toMatchObject({ user: true });
        }
        if (type === "aws_secretsmanager_secret_version") {
          expect(sensitive_values).toMatchObject({ secret_string: true });
        }
      }
      const versions = resources.filter(({ type }) => type === "aws_secretsmanager_secret_version");
      expect(versions.map(({ values }) => JSON.parse(String(values.secret_string)).username)).toEqual([
        `administrator-${nameFirst}`,
      ]);
    });

    if (isInOwnVpc(id)) {
      test("subnets of a kind are in zones of their own, among those that offer everything", () => {
        const stack = applied();
        const offered = ["us-east-1a", "us-east-1b", "us-east-1c"].slice(0, zones);
        for (const kind of ["private", "isolated"]) {
          const subnets = stack.resources("aws_subnet").filter((subnet) => stack.shortName(subnet).startsWith(kind));
          expect(["none", offered.join()]).toContain(
            subnets.map(({ values }) => values.availability_zone).join() || "none",
          );
        }
        const ranges = stack.resources("aws_subnet").map(({ values }) => values.cidr_block);
        expect(new Set(ranges).size).toBe(ranges.length);
      });
    }

    if (id === "option-2-default-vpc") {
      test("the endpoints admit each of the VPC's ranges", () => {
        const ranges = applied()
          .resources("aws_vpc_security_group_ingress_rule")
          .map(({ values }) => values.cidr_ipv4)
          .filter((range) => range !== null);
        expect(ranges).toEqual(["100.64.0.0/16", "172.31.0.0/16"]);
      });
    }

    if (id !== "option-1-public-broker") {
      test("the waiting looks where the broker is", () => {
        const stack = applied();
        const { values: broker } = stack.one("aws_mq_broker");
        const { SUBNET_IDS, SECURITY_GROUP_IDS } = environmentOf(stack, "interface-waiter");
        expect(SUBNET_IDS?.split(",").sort()).toEqual(broker.subnet_ids);
        expect(SECURITY_GROUP_IDS?.split(",")).toEqual(broker.security_groups ?? ["sg-default"]);
      });
    }

    test("the topology is told where the broker is, and which secrets to read", () => {
      const stack = applied();
      const { USERS, ...others } = environmentOf(stack, "topology");
      const arn = (part: string) => stack.one("aws_secretsmanager_secret", part).values.arn;
      expect(others).toEqual({
        BROKER_MANAGEMENT_URL: "https://b-1.mq.us-east-1.on.aws",
        ADMINISTRATOR_SECRET_ARN: arn("administrator"),
      });
      expect(JSON.parse(String(USERS))).toMatchObject([
        { secretArn: arn("mapping-secret") },
        { secretArn: arn("publisher-secret") },
      ]);
    });
  });

  describe.each(deploymentModes)("a broker's life, set in every way, $mode", ({ mode, zones }) => {
    const stack = synthesize("option-4-isolated", { ...life, brokerDeploymentMode: mode });

    test("is applied as it is set, and destroyed again", () => {
      const result = resultOf(`life-${mode}`);
      expect(result).toMatchObject({ status: "pass", errors: [] });
      const applied = new AppliedStack(result.state as State, "mqesm-dev-option-4-isolated-");
      const configuration = applied.one("aws_mq_configuration");
      expect(applied.one("aws_mq_broker").values).toMatchObject({
        apply_immediately: true,
        maintenance_window_start_time: [{ day_of_week: "SUNDAY", time_of_day: "03:00", time_zone: "Europe/Berlin" }],
        logs: [{ general: false }],
        configuration: [{ id: configuration.values.id, revision: configuration.values.latest_revision }],
      });
      expect(configuration.values).toMatchObject({
        engine_version: "4.2",
        data: "heartbeat = 60\nconsumer_timeout = 3600000\n",
        name: expect.stringMatching(/^mqesm-dev-option-4-isolated-.+/),
      });
      expect(applied.one("aws_lambda_event_source_mapping").values.filter_criteria).toEqual([
        { filter: [{ pattern: '{"data":{"kind":["order"]}}' }] },
      ]);
      expect(applied.resources("aws_subnet")).toHaveLength(zones);
    });

    test("a second plan finds nothing to change", () => {
      expect(resultOf(`life-${mode}-again`)).toEqual(nothingToChange);
    });

    test("another version changes the broker in place, its configuration beside the one in use, and nothing of the network", () => {
      const { status, errors, changes } = resultOf(`life-${mode}-upgrade`);
      expect({ status, errors }).toEqual({ status: "pass", errors: [] });
      const address = (type: string, part = "") => stack.one(type, part).address;
      expect(changes).toMatchObject({
        [address("aws_mq_broker")]: ["update"],
        // The provider makes another one, of that name, for another version; a mocked one replaces nothing.
        [address("aws_mq_configuration")]: ["update"],
        [address("terraform_data", "configuration")]: ["create", "delete"],
        [address("terraform_data", "broker-offer")]: ["delete", "create"],
      });
      const touched = Object.keys(changes ?? {});
      expect(
        touched.filter((each) => /aws_(subnet|vpc|security_group|secretsmanager|lambda_event)/.test(each)),
      ).toEqual([]);
      expect(touched).not.toContain(address("terraform_data", "zones"));
    });
  });

  describe("a second plan finds nothing to change", () => {
    test.each(optionIds)("%s: the password has rolled anew, and AWS offers neither zone nor broker any more", (id) => {
      expect(resultOf(`${id}-SINGLE_INSTANCE-again`)).toEqual(nothingToChange);
    });

    test.each(blankGroups)("%s: AWS reports a group, which was left blank", (id) => {
      expect(resultOf(`${id}-reported-again`)).toEqual(nothingToChange);
    });

    test.each(blankGroups)("%s: which it would, were the reported group not ignored", (id) => {
      expect(resultOf(`${id}-careless`).changes).toMatchObject({
        [synthesize(id).one("aws_mq_broker").address]: ["update"],
      });
    });
  });

  describe("mistakes are explained when planning", () => {
    test("no default VPC", () => {
      expect(resultOf("no-default-vpc").errors).toEqual([
        "Resource postcondition failed: " +
          "This account has no default VPC in eu-west-1, and option-2-default-vpc needs one. " +
          "Create it (aws ec2 create-default-vpc) or deploy option-3-private-nat, option-4-isolated or option-5-public-subnets. " +
          "See https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
      ]);
    });

    test("two zones that offer both the broker and the endpoints: a cluster does with them, once they are named", () => {
      expect(resultOf("two-zones").errors).toEqual([
        "Resource postcondition failed: " +
          "The Region us-east-1 has 2 zone(s) that offer RabbitMQ 4.2 as CLUSTER_MULTI_AZ on mq.m7g.medium and every interface endpoint needed, not 3: us-east-1a, us-east-1b. " +
          "Two serve a cluster: set availabilityZones (MQESM_AVAILABILITY_ZONES) to us-east-1a,us-east-1b.",
      ]);
    });

    test.each([
      { run: "one-zone", found: "1 zone(s)", mode: "CLUSTER_MULTI_AZ", wanted: 3, which: "us-east-1a" },
      { run: "no-zone", found: "0 zone(s)", mode: "SINGLE_INSTANCE", wanted: 1, which: "none" },
    ])("$found, where $wanted are needed", ({ run, found, mode, wanted, which }) => {
      expect(resultOf(run).errors).toEqual([
        "Resource postcondition failed: " +
          `The Region us-east-1 has ${found} that offer RabbitMQ 4.2 as ${mode} on mq.m7g.medium and every interface endpoint needed, not ${wanted}: ${which}. ` +
          "Set brokerInstanceType (MQESM_BROKER_INSTANCE_TYPE) to another type, or choose another Region.",
      ]);
    });

    test("where EC2 does not say in which zones an endpoint is, that is no mistake", () => {
      expect(resultOf("zones-unsaid")).toMatchObject({ status: "pass", errors: [] });
    });
  });

  describe("what the Region does not offer is refused when planning, and said in terms of what it does", () => {
    const everything =
      "3.13 as CLUSTER_MULTI_AZ, 3.13 as SINGLE_INSTANCE, 4.2 as CLUSTER_MULTI_AZ, 4.2 as SINGLE_INSTANCE";

    test.each([
      ...optionIds.map((id) => ({
        run: `${id}-new-version`,
        wanted: "4.3 as SINGLE_INSTANCE on mq.m7g.medium",
        offered: everything,
      })),
      {
        run: "no-cluster",
        wanted: "4.2 as CLUSTER_MULTI_AZ on mq.m7g.medium",
        offered: "3.13 as SINGLE_INSTANCE, 4.2 as SINGLE_INSTANCE",
      },
      {
        run: "no-such-type",
        wanted: "4.2 as SINGLE_INSTANCE on mq.m7g.16xlarge",
        offered: "no RabbitMQ broker on that type",
      },
    ])("$run: $wanted", ({ run, wanted, offered }) => {
      expect(resultOf(run).errors).toEqual([
        "Resource postcondition failed: " +
          `The Region us-east-1 does not offer RabbitMQ ${wanted}. It offers ${offered}. ` +
          "Set brokerEngineVersion (MQESM_BROKER_ENGINE_VERSION), brokerDeploymentMode or brokerInstanceType to what is offered, or choose another Region; " +
          "aws mq describe-broker-instance-options --engine-type RABBITMQ --region us-east-1 lists everything.",
      ]);
    });

    test("a patch level stands for its series", () => {
      expect(resultOf("patch-level")).toMatchObject({ status: "pass", errors: [] });
    });
  });

  test("the administrator's password is not in the first plan: it rolls when applying", async () => {
    const [name, password] = rolledBy(synthesize("option-4-isolated"));
    expect(resultOf("planned").changes).toMatchObject({ [name]: ["read"], [password]: ["read"] });
    const printed = await tests.printed("planned");
    expect(printed).toContain("1 passed");
    expect(printed).not.toContain(rolledFirst);
  }, 120_000);
});

const nothingToChange: RunResult = { status: "pass", errors: [], changes: {} };

/** The environment of a function, as AWS was told it. */
function environmentOf(stack: AppliedStack, name: string): Readonly<Record<string, string>> {
  const [environment] = stack.one("aws_lambda_function", name).values.environment as [
    { variables: Readonly<Record<string, string>> },
  ];
  return environment.variables;
}

/** What Amazon MQ answers to the question what it offers of the broker's type; null for nothing. */
function offerOf(stack: SynthesizedStack, changed: object | null): Answers {
  const usual = {
    availability_zones: ["a", "b", "c"].map((zone) => ({ name: `us-east-1${zone}` })),
    supported_deployment_modes: ["SINGLE_INSTANCE", "CLUSTER_MULTI_AZ"],
    supported_engine_versions: ["4.2", "3.13"],
  };
  return {
    [stack.oneDataSource("aws_mq_broker_instance_type_offerings").address]: {
      broker_instance_options: changed === null ? [] : [{ ...usual, ...changed }],
    },
  };
}

/** A configuration whose broker has other arguments. */
function withBroker(json: SynthesizedStack["json"], broker: object): object {
  const brokers = Object.entries(json.resource.aws_mq_broker ?? {}).map(([name, values]) => [
    name,
    { ...values, ...broker },
  ]);
  return { ...json, resource: { ...json.resource, aws_mq_broker: Object.fromEntries(brokers) } };
}

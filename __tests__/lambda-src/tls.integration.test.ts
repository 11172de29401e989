import { describeTopology } from "../support/describe-topology";
import { awsEnvironment } from "../support/environment";
import type { RabbitMqServer } from "../support/rabbitmq-server";
import { runDeployedFunction } from "../support/run-deployed-function";
import type { TopologyStage } from "../support/topology-stage";

type Tls = NonNullable<RabbitMqServer["tls"]>;

describeTopology("TLS", { tls: true }, ({ newStage }) => {
  let stage: TopologyStage;
  let tls: Tls;
  let trusting: Record<string, string>;
  beforeAll(() => {
    stage = newStage();
    tls = stage.server.tls as Tls;
    trusting = { NODE_EXTRA_CA_CERTS: tls.authority };
  });
  beforeEach(() => stage.declare());

  /** Whom the server's certificate does not satisfy, and how Node says so. */
  const distrustful: [string, () => { env: Record<string, string>; host: string }, RegExp][] = [
    ["an authority that is not trusted", () => ({ env: {}, host: "localhost" }), /unable to (verify|get)|self.signed/],
    [
      "an authority that is not trusted, even when Node is told to take anything",
      () => ({ env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" }, host: "localhost" }),
      /unable to (verify|get)|self.signed/,
    ],
    ["a certificate for another name", () => ({ env: trusting, host: "127.0.0.1" }), /does not match certificate/],
  ];

  describe("topology, over the management API", () => {
    const declare = (managementUrl: string, env: Record<string, string>) =>
      runDeployedFunction("topology", stage.event(), { ...env, ...stage.environment({ managementUrl }) });

    test("a certificate that is trusted", async () => {
      await expect(declare(tls.managementUrl, trusting)).resolves.toEqual({
        result: expect.objectContaining({ queue: "orders", changes: [] }),
      });
    });

    test.each(distrustful)("%s is refused at once", async (_, client, reason) => {
      const { env, host } = client();
      const { origin } = new URL(tls.managementUrl.replace("localhost", host));
      const { error } = await declare(origin, env);
      expect(error?.name).toBe("BrokerNotTrusted");
      expect(error?.message).toMatch(reason);
      expect(error?.message).toContain(`The certificate of ${origin} is not trusted: `);
      expect(error?.message).toContain("Nothing was sent to it.");
    });

    test("HTTP is refused, whoever listens", async () => {
      const { error } = await declare("http://broker.example.com", trusting);
      expect(error?.message).toBe(
        'BROKER_MANAGEMENT_URL is "http://broker.example.com": it must be a URL that begins with https:// and names a host.',
      );
    });
  });

  describe("publisher, over AMQPS", () => {
    const publish = (endpoint: string, env: Record<string, string>) =>
      runDeployedFunction(
        "publisher",
        {},
        {
          ...env,
          ...awsEnvironment("SECRETS_MANAGER", stage.secretsManager.url),
          BROKER_ENDPOINT: endpoint,
          SECRET_ARN: stage.publisher.secretArn,
          VIRTUAL_HOST: stage.virtualHost,
          QUEUE: "orders",
        },
      );

    test("a certificate that is trusted", async () => {
      await expect(publish(tls.amqpsUrl, trusting)).resolves.toEqual({
        result: { virtualHost: stage.virtualHost, queue: "orders", confirmed: [expect.any(String)] },
      });
    });

    test.each(distrustful)("%s is refused", async (_, client, reason) => {
      const { env, host } = client();
      const endpoint = tls.amqpsUrl.replace("localhost", host);
      const { error } = await publish(endpoint, env);
      expect(error?.name).toBe("BrokerUnreachable");
      expect(error?.message).toMatch(reason);
      expect(error?.message).toContain(`Cannot connect to ${endpoint} as `);
      expect(error?.message).toContain("Nothing was sent. Check that the endpoint is the broker's own name.");
    });
  });
});

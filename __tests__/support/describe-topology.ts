import { describeWithRabbitMq, type ServerNeeds } from "./describe-rabbitmq";
import { awsEnvironment, setEnvironment } from "./environment";
import { catchLogLines } from "./log-lines";
import { closeConnections } from "./rabbitmq-clients";
import { SecretsManagerEmulator } from "./secrets-manager-emulator";
import { TopologyStage } from "./topology-stage";

/** A `describe` for tests of functions against a real RabbitMQ server and an emulated Secrets Manager. */
export function describeTopology(
  name: string,
  needs: ServerNeeds,
  tests: (surroundings: { newStage: () => TopologyStage; logLines: () => Record<string, unknown>[] }) => void,
): void {
  describeWithRabbitMq(name, needs, (server) => {
    const secretsManager = new SecretsManagerEmulator();
    beforeAll(() => secretsManager.start());
    afterAll(() => secretsManager.stop());
    afterEach(closeConnections);
    setEnvironment(() => awsEnvironment("SECRETS_MANAGER", secretsManager.url));
    const logLines = catchLogLines();
    jest.setTimeout(60_000);
    tests({ newStage: () => new TopologyStage(server(), secretsManager), logLines });
  });
}

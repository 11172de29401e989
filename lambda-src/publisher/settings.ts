import { brokerUrl } from "../shared/broker-url";
import { Violations } from "../shared/violations";

/** What the function's environment says. */
export interface PublisherSettings {
  /** `BROKER_ENDPOINT`: `amqps://<host>:5671`; plain AMQP on loopback addresses only. */
  readonly endpoint: URL;
  /** `SECRET_ARN`: the secret that holds the user name and password to publish with. */
  readonly secretArn: string;
  /** `VIRTUAL_HOST` */
  readonly virtualHost: string;
  /** `QUEUE`: where messages go unless the event says otherwise. */
  readonly queue: string;
}

/** @throws ExplainedError that lists every variable that is missing or wrong */
export function readSettings(environment: NodeJS.ProcessEnv): PublisherSettings {
  const violations = new Violations();
  const endpoint = brokerUrl("BROKER_ENDPOINT", environment.BROKER_ENDPOINT, "amqps", violations);
  const [secretArn = "", virtualHost = "", queue = ""] = ["SECRET_ARN", "VIRTUAL_HOST", "QUEUE"].map((name) => {
    const value = environment[name];
    violations.check(name, value, value !== undefined && value !== "", "set");
    return value;
  });
  violations.throwIfAny("PublisherSettingsError");
  return { endpoint: endpoint as URL, secretArn, virtualHost, queue };
}

/** A broker as those see it who work with it, whoever made it. */
export interface BrokerReference {
  readonly arn: string;
  readonly id: string;
  /** What CloudWatch calls it. */
  readonly name: string;
  /** `amqps://<host>:5671`. */
  readonly amqpsEndpoint: string;
  /** `https://<host>`: the console, and the management API under `/api`. */
  readonly consoleUrl: string;
}

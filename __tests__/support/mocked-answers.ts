import type { OptionId } from "./expected-network";
import type { SynthesizedStack } from "./synthesized-stack";

/** What data sources and resources answer in a run, by address, instead of what the mocks say. */
export type Answers = Readonly<Record<string, object>>;

/** The administrator's name, as it is rolled first. */
export const nameFirst = "NameRolledFirst1";

/** What the mocked broker answers, where a run answers more. */
export const brokerAnswer = {
  arn: "arn:aws:mq:us-east-1:123456789012:broker:mock:b-1",
  instances: [
    {
      console_url: "https://b-1.mq.us-east-1.on.aws",
      // RabbitMQ 4.2 lists the Prometheus endpoint first; more than one for clients is not promised away.
      endpoints: [
        "https://b-1.mq.us-east-1.on.aws:16001",
        "amqps://b-1.mq.us-east-1.on.aws:5671",
        "amqps://b-1-2.mq.us-east-1.on.aws:5671",
      ],
      ip_address: "",
    },
  ],
};

export function isInOwnVpc(id: OptionId): boolean {
  return id !== "option-1-public-broker" && id !== "option-2-default-vpc";
}

/** What AWS answers of the things that differ by option: the default VPC's subnets. */
export function answersOf(id: OptionId, stack: SynthesizedStack, zones: number): Answers {
  const reported = ["a", "b", "c"].slice(0, zones).map((zone) => `subnet-default-${zone}`);
  return {
    [rolledBy(stack)[0]]: { random_password: nameFirst },
    ...(!isInOwnVpc(id) && { [stack.one("aws_mq_broker").address]: { ...brokerAnswer, subnet_ids: reported } }),
  };
}

/** Addresses of what rolls the administrator's name and password. */
export function rolledBy(stack: SynthesizedStack): [name: string, password: string] {
  const address = (part: string) => stack.oneDataSource("aws_secretsmanager_random_password", part).address;
  return [address("administrator_name"), address("administrator_password")];
}

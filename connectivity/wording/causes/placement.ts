import type { PlacementCauses } from "../../causes/placement";
import { sentenceOf } from "../clauses";
import { nameOf } from "../parties";
import type { CauseEntries } from "./entry";

const MAPPING = "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html";

/** Reasons about where the broker, and so the mapping's interfaces, are. */
export const placementCauses: CauseEntries<PlacementCauses> = {
  "broker-unknown-source": {
    title: "The broker is not in the input",
    meaning: "The mapping's interfaces live in the broker's subnets with the broker's security groups.",
    example: 'event_source_arn = "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-0123"',
    source: MAPPING,
    words: (_, missing) => ({ explanation: sentenceOf(missing), remedy: "Add the input that shows it." }),
  },
  "broker-placement-unknown": {
    title: "Where the broker is placed is not known",
    meaning: "Its subnets, its groups or whether it is public are not in the input, or the input lost which are meant.",
    example: "subnet_ids = local.subnet_ids",
    source: MAPPING,
    words: (facts, missing) => {
      switch (facts.open) {
        case "public":
          return { explanation: "Whether the broker is public is known after apply only.", remedy: "" };
        case "one-of-subnets": {
          const subnets = facts.subnets.map(nameOf).join(", ");
          const explanation = `Which of ${subnets} the broker is in is not in this input.`;
          return { explanation, remedy: "Name the broker's subnets one by one." };
        }
        default:
          return { explanation: sentenceOf(missing), remedy: SHOW[facts.open] };
      }
    },
  },
};

const SHOW = {
  "not-shown": "Add the input that shows it.",
  subnets: "Show the broker's subnets.",
  groups: "Show the broker's groups.",
  subnet: "Add the input that shows the subnet.",
};

import type { Settings } from "../modules/settings";
import { newBroker } from "./new-broker";
import type { Option } from "./option";
import { publicBroker } from "./option-1-public-broker";
import { defaultVpc } from "./option-2-default-vpc";
import { privateNat } from "./option-3-private-nat";
import { isolated } from "./option-4-isolated";
import { publicSubnets } from "./option-5-public-subnets";
import { existing } from "./option-6-existing";

/** An option with a broker of its own, and what there is to know before choosing it. */
export interface NewBrokerOption extends Option {
  readonly broker: string;
  readonly security: string;
  readonly costDrivers: string;
  readonly whatCanGoWrong: string;
}

/** The five options that make a broker, in one list: what is synthesized, tested and documented. */
export const options: readonly NewBrokerOption[] = [
  {
    id: "option-1-public-broker",
    provide: newBroker(publicBroker),
    broker: "public",
    security: "Anyone on the internet reaches the login; RabbitMQ authentication is the only door",
    costDrivers: "the broker",
    whatCanGoWrong: "No security groups: a leaked name and password are access",
  },
  {
    id: "option-2-default-vpc",
    provide: newBroker(defaultVpc),
    broker: "private, in the default VPC's subnets that Amazon MQ picks",
    security: "Not reachable from the internet; everything in the default security group reaches it",
    costDrivers: "3 interface endpoints × the broker's zones",
    whatCanGoWrong:
      "Private DNS changes three names for everyone in the VPC; a changed default security group or network ACL; Amazon MQ may pick a zone that has no endpoints or no room for functions, which shows only once the broker is made: then option 4",
  },
  {
    id: "option-3-private-nat",
    provide: newBroker(privateNat),
    broker: "private, in private subnets of an own VPC",
    security: "Not reachable from the internet; HTTPS out to anywhere",
    costDrivers: "NAT gateway and its traffic, 1 public IPv4 address each",
    whatCanGoWrong: "With one NAT gateway, the loss of its zone stops the mapping",
  },
  {
    id: "option-4-isolated",
    provide: newBroker(isolated),
    broker: "private, in isolated subnets of an own VPC",
    security: "The tightest: no route to or from the internet",
    costDrivers: "3 interface endpoints × zones",
    whatCanGoWrong: "Nothing else in these subnets reaches the internet either",
  },
  {
    id: "option-5-public-subnets",
    provide: newBroker(publicSubnets),
    broker: "private, in public subnets of an own VPC",
    security: "The broker is not reachable from the internet; its subnets have a route there, for others",
    costDrivers: "3 interface endpoints × zones",
    whatCanGoWrong: "A public subnet looks as if it had a way out: without the endpoints the mapping has none",
  },
];

/** The option for those who have a broker: a stack of its own, so that none of the others gives up its broker for it. */
export const existingBrokerOption: Option = { id: "option-6-existing", provide: existing };

/** The options that are synthesized with these settings. */
export function optionsOf({ existingBroker }: Pick<Settings, "existingBroker">): readonly Option[] {
  return existingBroker === undefined ? options : [...options, existingBrokerOption];
}

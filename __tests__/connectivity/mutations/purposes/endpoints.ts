import { blocks, needs, type Part, type Purpose, services, works } from "../expectation";

/** Who reaches the services by endpoints: the broker's subnets, or what stands for them. */
const subnets = /^network\/(vpc|\w+-\d-(subnet|route-table|association|internet))$/;

/** Interface endpoints in an own VPC, and the look-up of their services. */
export const endpoints: readonly Part[] = services.flatMap((service): Part[] => [
  {
    type: "aws_vpc_endpoint",
    role: new RegExp(`^interface-endpoints/${service}$`),
    stack: /option-[45]/,
    purposes: [
      [/^removed$/, blocks([service], subnets), "The service's name means public addresses, and there is no way out"],
      [/^private_dns_enabled /, blocks([service]), "The Regional name does not lead to it"],
      [
        /^vpc_endpoint_type /,
        blocks([service]),
        "Only an interface endpoint serves these services; Gateway is the default",
      ],
      [
        /^vpc_id to a stranger$/,
        blocks([service], new RegExp(`${subnets.source}|^interface-endpoints/${service}$`)),
        "Another VPC's endpoint does not serve this one",
      ],
      [
        /^service_name to /,
        blocks([service], new RegExp(`${subnets.source}|^interface-endpoints/`)),
        "It is for another service",
      ],
      [/^policy removed$/, works, "An endpoint without policy lets everything through"],
      [
        /^policy to refer to /,
        blocks([service], /^interface-endpoints\/|policy(-document)?$/),
        "No other policy lets through what a mapping calls there",
      ],
      [/^subnet_ids removed$/, blocks([service]), "Without subnets it has no interfaces"],
      [/^subnet_ids(\(\d\))? to a stranger$/, needs(/subnet-0123456789abcdef0/), "Another subnet is out of view"],
      [/^subnet_ids\(\d\) to refer to/, works, "From every subnet of the VPC it is reached by the local route"],
      [
        /^security_group_ids (removed|without)/,
        blocks([service], new RegExp(`^security-groups/broker$|^interface-endpoints/${service}$`)),
        "It carries the VPC's default group, which admits only itself",
      ],
      [
        /^security_group_ids\(0\) to refer to/,
        blocks([service], new RegExp(`^security-groups/|^interface-endpoints/${service}$`)),
        "No other group admits 443 from the broker's",
      ],
      [
        /^security_group_ids\(0\) to a stranger$/,
        blocks([service], new RegExp(`^security-groups/broker$|^interface-endpoints/${service}$`)),
        "The broker's group lets out to our endpoints' group only",
      ],
    ],
  },
  {
    type: "aws_vpc_endpoint",
    role: new RegExp(`^interface-endpoints/${service}$`),
    stack: /option-[45].*SINGLE/,
    purposes: [[/^subnet_ids without/, blocks([service]), "Without subnets it has no interfaces"]],
  },
  {
    type: "aws_vpc_endpoint",
    role: new RegExp(`^interface-endpoints/${service}$`),
    stack: /option-[45].*CLUSTER/,
    purposes: [[/^subnet_ids without/, works, "Interfaces in other zones serve too"]],
  },
  {
    type: "aws_iam_policy_document",
    role: new RegExp(`^interface-endpoints/${service}-policy$`),
    stack: /option-[45]/,
    purposes: [
      [/^removed$/, works, "An endpoint without policy lets everything through"],
      ...ownCalls(service),
      [/to (all of the service|everything)$/, works, "It lets through what is needed too"],
      [
        /^statement/,
        blocks([service], new RegExp(`^interface-endpoints/${service}(-policy)?$`)),
        "The pollers' own call is let through by this alone",
      ],
    ],
  },
]);

/** Through the endpoint of Secrets Manager pass roles of ours, by what they are called: our functions' too, in statements of their own. */
function ownCalls(service: (typeof services)[number]): readonly Purpose[] {
  if (service !== "secretsmanager") return [];
  const condition = String.raw`^statement\(0\)\.condition`;
  return [
    [/^statement\([12]\)|^statement without [12]$/, works, "It is about our functions' calls"],
    [new RegExp(`${condition} (removed|without 0)$`), works, "Without it, everybody is let through"],
    [
      new RegExp(String.raw`${condition}\(0\)\.values( without 1$|\(1\) to )`),
      works,
      "Only further listeners are called so",
    ],
    [
      new RegExp(String.raw`${condition}\(0\)\.(test|variable) removed$`),
      needs(/a condition of a policy is known after apply only/),
      "No condition is without either",
    ],
    [
      new RegExp(String.raw`${condition}\(0\)\.test to another text$`),
      needs(/is not one that can be decided from a plan/),
      "Nobody knows what it compares",
    ],
    [
      new RegExp(String.raw`${condition}\(0\)\.variable to another text$`),
      needs(/depends on what only the request shows/),
      "Nobody knows what it is about",
    ],
    [/^statement\(0\)\.principals\(\*\)\.type to AWS$/, works, "That is everybody too"],
    [
      /^statement\(0\)\.principals\(\*\)\.identifiers\(\*\) to /,
      needs(/its policy is known after apply only/),
      "Of everybody there is no other name",
    ],
  ];
}

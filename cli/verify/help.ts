import { VERIFY_EXIT_CODES } from "./exit-code";

export const VERIFY_HELP = `Usage: mqesm verify <UUID or option> [options]

Asks AWS, once it is deployed, what mqesm check asks a plan: whether an event source mapping on Amazon MQ for RabbitMQ works,
and if not, why. Changes nothing; where there is a publisher, one message passes through the queue and your function.

What it asks
  mapping    its state and last result, in words: cause and remedy
  network    subnets, routes, rules, prefix lists, endpoints, DNS with private hosted zones and DHCP options, VPC Block Public
             Access, and permissions as they are now, judged as mqesm check judges a plan. What your credentials may not read is
             unknown, never fine; Route 53 Resolver rules and Profiles are not read. For a private broker, the mapping's own network
             interfaces too, as Lambda is seen to describe them: how many, where, their status and groups, and which are in
             other subnets or groups than the broker
  message    published by the option's publisher, until the listener logs it, and how long that took; for mappings of others,
             whose publisher is not known, it is left out

Arguments
  UUID       any mapping: aws lambda list-event-source-mappings names them
  option     such as option-3-private-nat: the mapping of the function whose name ends in -option-3-private-nat-listener,
             or in -option-3-private-nat-listener-NAME with --listener NAME

Options
  --environment NAME  the environment of the option, where several are deployed
  --listener NAME     one of the option's further listeners
  --region REGION     default: AWS_REGION, or that of the AWS profile
  --no-message        publish nothing
  --body BODY         what the message holds, JSON or text (default: a short JSON text), for mappings with filters
  --timeout SECONDS   how long the message may take (default: 60)
  --json              print the answers as JSON
  --help, --version

Credentials are those of the AWS SDK: environment, profile, role. They need read access (ec2:DescribeNetworkInterfaces
for the interfaces), and lambda:InvokeFunction on the publisher for the message.

Exit codes
${Object.values(VERIFY_EXIT_CODES)
  .map(({ code, meaning }) => `  ${code}   ${meaning}`)
  .join("\n")}

Examples
  mqesm verify option-3-private-nat
  mqesm verify option-3-private-nat --listener orders
  mqesm verify 6c4f0a52-2b7e-4d9e-9d0c-1f2f5e1a7b3c --region eu-central-1 --no-message
`;

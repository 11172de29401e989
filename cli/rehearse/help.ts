import { OPTIONS } from "./arguments";
import { REHEARSE_EXIT_CODES } from "./exit-code";

export const REHEARSE_HELP = `Usage: mqesm rehearse <option...|--all> [options]
       mqesm rehearse --listener [name] [--event FILE] [--once]

Deploys options on this machine with Terraform and the AWS provider, into an emulated AWS with a real RabbitMQ server and a
poller that does what Lambda's does; sends messages through each; plans again; destroys it; and counts what is left.
It reaches no account of yours. Nothing stays: not even after kill -9, once the next rehearsal has started.

Options of this project
${OPTIONS.map((option) => `  ${option}`).join("\n")}

A listener alone, to write one's own code with: RabbitMQ, the poller, and lambda-src/listener, or lambda-src/listeners/<name>,
without Terraform and loaded anew each time a file is saved. Stays up until interrupted (Ctrl-C).
  --event FILE    what to publish at first and each time: an event as Lambda hands it over, whose messages go through the
                  queue, or the text of one message (default: the listener's own example-event.json, or a short message)
  --once          end when these messages are processed, with exit code 1 when the function fails

Options
  --all           all of them
  --messages <n>  how many messages to publish through each (default: 1000)
  --parallel <n>  how many options at a time (default: 1)
  --cluster       brokers of three nodes, for each of which one server stands
  --keep          stay up, and print how to reach everything, until interrupted (Ctrl-C)
  --returned-by <reject|nack>
                  how the poller returns a failed batch, which AWS does not document (default: reject). RabbitMQ 4.3 does not
                  count nack towards a queue's delivery limit: a poison batch then comes back for ever
  --json          print the result as JSON
  --help          this text

Exit codes
${Object.values(REHEARSE_EXIT_CODES)
  .map(({ code, meaning }) => `  ${String(code).padEnd(3)}  ${meaning}`)
  .join("\n")}
`;

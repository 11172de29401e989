import { type NewBrokerOption, options } from "../../stacks/catalogue";
import { breakageTable } from "./breakage";
import { costTable } from "./cost";
import { pictureOf } from "./picture";
import { requestFlow } from "./request-flow";
import { networkRules, permissions } from "./security";
import { type Subject, subjectOf } from "./subject";

/** The page of each option: made from its synthesized stack, the check's verdict on it, and the price table. */
export const optionPages = options.map((option) => ({
  path: `docs/options/${option.id}.md`,
  render: () => pageOf(option),
}));

function pageOf(option: NewBrokerOption): string {
  const subject = subjectOf(option);
  return `# ${option.id}

<!-- Made from the code by \`npm run docs\`: change the stack in stacks/ and modules/, its line in stacks/catalogue.ts, or docs/option-pages/. -->

The broker is ${option.broker}. This is the stack in its default settings, and what the check says of it: **${subject.mapping.verdict}**.
${restsOn(subject)}
\`\`\`sh
npm run deploy -- ${option.id}
\`\`\`

## Picture

${pictureOf(subject)}

Names such as \`interface-endpoints/sts\`, here and below, are the construct's path within the stack.

## How a message gets to your code

${requestFlow(subject)}

## What it costs a month

In ${subject.settings.region}, for what is billed by the hour or the month, used or not, at 730 hours a month:

${costTable(subject)}

Traffic, the broker's storage, logs, requests and the functions' time are billed by use, and not in it. Prices are list prices as of the dates
they link to; AWS's price lists decide.

## What secures it

${option.security}.

${networkRules(subject)}

${permissions(subject)}

RabbitMQ asks everyone for a name and a password. The mapping's user may read its queue and nothing else, the publisher's may publish and
nothing else; the passwords are in Secrets Manager.

## What can go wrong

${option.whatCanGoWrong}.

## What breaks it

Each part and each argument was left out, and each switch turned, one at a time: with these the mapping fails, and \`mqesm check\` says so, with
this code, before anything is deployed.

${breakageTable(subject)}

[Troubleshooting](../troubleshooting.md) goes the other way: from what AWS shows to the code.
`;
}

function restsOn({ assumed }: Subject): string {
  if (assumed.length === 0) return "";
  return `
It rests on what only the account knows, and is **unknown** until the check is told. Where your default VPC is as AWS makes it, tell it:

${assumed.map((fact) => `- \`--assume ${fact}\``).join("\n")}
`;
}

import { blocks, defect, impossible, needs, noMapping, type Part, works } from "../expectation";

const withoutRights = /^listener\/(role|policy|policy-document)$|^event-source-mapping\//;

const otherFunctions = /^(topology\/function|publisher|interface-waiter\/function)\/|^listener\/function$/;
const endpointsWithPolicies = /option-[45]/;

/** The mapping, the listener, and the secret that it polls with. */
export const mapping: readonly Part[] = [
  // Through the endpoint of Secrets Manager passes the listener's own call for the mapping's own secret, and nobody else's.
  {
    type: "aws_lambda_event_source_mapping",
    role: /^event-source-mapping\/mapping$/,
    stack: endpointsWithPolicies,
    purposes: [
      [
        /^function_name to refer to (publisher|interface-waiter)/,
        blocks(["secretsmanager"], otherFunctions),
        "No other function's role gets through",
      ],
      [
        /^source_access_configuration\(BASIC_AUTH\)\.uri /,
        blocks(["secretsmanager"], withoutRights),
        "No other secret's value gets through",
      ],
    ],
  },
  {
    type: "aws_lambda_function",
    role: /^listener\/function$/,
    stack: endpointsWithPolicies,
    purposes: [
      [
        /^role to refer to (publisher|interface-waiter)/,
        blocks(["secretsmanager"], otherFunctions),
        "No other function's role gets through",
      ],
    ],
  },
  {
    type: "aws_lambda_event_source_mapping",
    role: /^event-source-mapping\/mapping$/,
    purposes: [
      [/^removed$/, noMapping, "That is the mapping"],
      [/^(batch_size|enabled) /, works, "It polls otherwise, or not yet"],
      [/^depends_on /, works, "An order that Terraform may choose otherwise: a warning"],
      [
        /^event_source_arn to a stranger$/,
        impossible(withoutRights),
        "The listener's role may describe its own broker only",
      ],
      [/^function_name to refer to /, defect(otherFunctions), "No other function's role may do what a mapping needs"],
      [/^function_name to a stranger$/, needs(/function:other/), "Another function's role is out of view"],
      [/^queues (removed|without)/, defect(), "A mapping on RabbitMQ polls exactly one queue"],
      [/^queues\(messages\) /, works, "Which queues exist is RabbitMQ's to know"],
      [/^source_access_configuration (removed|without BASIC_AUTH)/, defect(), "RabbitMQ always asks who is there"],
      [/^source_access_configuration without VIRTUAL_HOST/, works, "Virtual host / is the default"],
      [
        /^source_access_configuration\(\w+\)\.type /,
        defect(),
        "RabbitMQ takes one BASIC_AUTH and one VIRTUAL_HOST at the most",
      ],
      [
        /^source_access_configuration\(BASIC_AUTH\)\.uri /,
        defect(withoutRights),
        "The listener's role may read the mapping's secret only",
      ],
      [/^source_access_configuration\(VIRTUAL_HOST\)\.uri /, works, "Which virtual hosts exist is RabbitMQ's to know"],
    ],
  },
  {
    type: "aws_lambda_function",
    role: /^listener\/function$/,
    purposes: [
      [/^removed$/, noMapping, "A mapping is for a function"],
      [/^depends_on /, works, "An order that Terraform may choose otherwise"],
      [/^role to refer to /, defect(otherFunctions), "No other function's role may do what a mapping needs"],
      [/^role to a stranger$/, needs(/role\/other/), "Another role's policies are out of view"],
      [/^timeout to 841$/, defect(), "14 minutes are the most behind a mapping on Amazon MQ"],
      [/^timeout /, works, "14 minutes are the most behind a mapping on Amazon MQ"],
    ],
  },
  {
    type: "aws_secretsmanager_secret",
    role: /^topology\/mapping-secret$/,
    purposes: [[/^removed$/, defect(/^event-source-mapping\/mapping$/), "The mapping is left without credentials"]],
  },
  {
    type: "aws_secretsmanager_secret",
    role: /^topology\/publisher-secret$/,
    purposes: [[/^removed$/, works, "The publisher's credentials are not the mapping's"]],
  },
  {
    type: "aws_secretsmanager_secret",
    role: /^administrator\/administrator-secret$/,
    purposes: [[/^removed$/, noMapping, "There is no broker without its administrator's password"]],
  },
  {
    type: "aws_secretsmanager_secret_version",
    role: /^administrator\/version$/,
    purposes: [
      [/^removed$/, noMapping, "There is no broker without its administrator's password"],
      [/./, works, "The mapping has a user of its own"],
    ],
  },
];

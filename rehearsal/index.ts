/** Runs options on one's own machine: real Terraform, real RabbitMQ, and an AWS that is emulated. */

export { ANY_MESSAGE, type ExampleMessage, readMessages } from "./listener/event-file";
export { findListener, type RehearsedListener } from "./listener/find-listener";
export { type ListenerNews, rehearseListener } from "./listener/rehearse-listener";
export { ASSUMPTIONS, type Assumptions } from "./poller/assumptions";
export { deployed, type OptionResult, type OptionUp, PHASES, type Phase } from "./run/option";
export { findPrerequisites, findRabbitMq, PrerequisitesMissing } from "./run/prerequisites";
export { type RehearsalResult, rehearse, SHARED_PHASES, type SharedPhase } from "./run/rehearse";
export { NotSynthesized } from "./run/synthesize";

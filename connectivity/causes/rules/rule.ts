import type { EventSourceFindings } from "../../event-sources/facts";
import type { BrokerFindings } from "./broker";
import type { MappingFindings } from "./mapping";
import type { NetworkFindings } from "./network";
import type { RoleFindings } from "./role";
import type { SecretFindings } from "./secret";

/** The facts of a finding of each rule. */
export interface Findings
  extends RoleFindings,
    SecretFindings,
    BrokerFindings,
    MappingFindings,
    NetworkFindings,
    EventSourceFindings {}

/** Code of a rule, as it stands in findings. */
export type RuleCode = keyof Findings;

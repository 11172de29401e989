import type { NetworkFindings } from "../../causes/rules/network";
import { untold } from "../causes/entry";
import { clausesOf } from "../clauses";
import type { FindingWords } from "./finding-words";

/** Findings about networks, in words. */
export const networkFindings: FindingWords<NetworkFindings> = {
  "one-vpc": untold,
  "one-vpc-unknown": untold,
  "subnet-range": untold,
  "duplicate-rule": untold,
  "second-route-table": untold,
  "duplicate-private-dns": untold,
  "endpoint-type": untold,
  "endpoint-service": untold,
  "public-subnets": untold,
  "event-source-not-judged": ({ mapping, source, ports }) => ({
    explanation: `${mapping} is on ${source}, which obeys the same rules on TCP ${ports}, and is not judged.`,
    remedy: "Check its network by hand.",
  }),
  "event-source-unknown": ({ mapping }, missing) => ({
    explanation: `${mapping} is not judged: ${clausesOf(missing)}.`,
    remedy: "Show its event source.",
  }),
  "assumption-unused": ({ assumption }) => ({
    explanation: `No verdict rests on the assumption ${JSON.stringify(assumption)}.`,
    remedy: "Spell it as the remedy of an unknown hop does, or leave it out.",
  }),
};

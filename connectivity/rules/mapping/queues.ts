import { givenTextOf, isUnset } from "../../terraform/model/shown-values";
import { rule } from "../rule";
import type { Subjects } from "../subjects";
import { notShown } from "./unknown";

const LONGEST_NAME = 1000;

/** A mapping on Amazon MQ reads one queue. */
export const queues = rule({
  code: "queues",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Not exactly one queue",
  meaning: "A mapping takes exactly one queue, with a name of 1 to 1,000 characters.",
  example: "queues = []",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html",
  check({ mapping }: Subjects, found) {
    const given = mapping.get("queues");
    const names = given.kind === "list" ? given.items : isUnset(given) ? [] : [given];
    const open = given.kind === "unknown" || (given.kind === "list" && given.open !== null);
    if (open && names.length < 2) return [notShown(mapping, "queues")];
    const [only] = names;
    if (only === undefined || names.length > 1) {
      return [found(mapping, { wrong: "count", mapping: mapping.address, count: names.length })];
    }
    const name = givenTextOf(only);
    const length = name === null ? 1 : [...name].length;
    if (length >= 1 && length <= LONGEST_NAME) return [];
    return [found(mapping, { wrong: "length", mapping: mapping.address, length, most: LONGEST_NAME })];
  },
});

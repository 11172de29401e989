import { type Cause, cause } from "../../../connectivity/causes/cause";
import { all, choose, type Judgement, no, unknown, YES } from "../../../connectivity/proof/judgement";

/** A cause that is told apart by a fact. */
const reason = (subnet: string): Cause => cause("network-acl-unknown", null, { open: "association", subnet });
const NO = no(reason("no"));
const UNKNOWN = unknown(reason("unknown"));
const factsOf = ({ causes }: Judgement) => causes.map(({ facts }) => ("subnet" in facts ? facts.subnet : undefined));

describe("all of them", () => {
  test.each<[readonly Judgement[], Judgement["verdict"], readonly string[]]>([
    [[], "yes", []],
    [[YES, YES], "yes", []],
    [[YES, UNKNOWN], "unknown", ["unknown"]],
    [[UNKNOWN, NO], "no", ["no"]],
    [[NO, no(reason("another")), NO], "no", ["no", "another"]],
  ])("%#", (parts, verdict, expected) => {
    const judgement = all(parts);
    expect(judgement.verdict).toBe(verdict);
    expect(factsOf(judgement)).toEqual(expected);
  });

  test("a verdict rests on what any part assumes", () => {
    expect(all([{ ...YES, assumed: ["a"] }, YES, { ...NO, assumed: ["b", "a"] }]).assumed).toEqual(["a", "b"]);
  });
});

describe("one of them, and nobody knows which", () => {
  const undecided = reason("which");
  test.each<[readonly Judgement[], Judgement["verdict"], readonly string[]]>([
    [[], "unknown", ["which"]],
    [[YES], "yes", []],
    [[UNKNOWN], "unknown", ["unknown"]],
    [[YES, YES], "yes", []],
    [[NO, NO], "no", ["no"]],
    [[YES, NO], "unknown", ["which"]],
    [[YES, UNKNOWN, NO], "unknown", ["which", "unknown"]],
    [[UNKNOWN, UNKNOWN], "unknown", ["which", "unknown"]],
  ])("%#", (alternatives, verdict, expected) => {
    const judgement = choose(alternatives, undecided);
    expect(judgement.verdict).toBe(verdict);
    expect(factsOf(judgement)).toEqual(expected);
  });
});

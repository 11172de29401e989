import { all, choose, type Judgement, no, type Reason, unknown, YES } from "../../../connectivity/proof/judgement";

const reason = (explanation: string): Reason => ({
  code: "no-route-out",
  resource: null,
  explanation,
  remedy: "",
  missing: [],
});
const NO = no(reason("no"));
const UNKNOWN = unknown(reason("unknown"));
const texts = ({ reasons }: Judgement) => reasons.map(({ explanation }) => explanation);

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
    expect(texts(judgement)).toEqual(expected);
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
    expect(texts(judgement)).toEqual(expected);
  });
});

import { parseVerifyArguments } from "../../../cli/verify/arguments";

const problemsOf = (...argv: string[]) => {
  try {
    parseVerifyArguments(argv);
    return [];
  } catch (error) {
    return (error as { problems: readonly string[] }).problems;
  }
};

test("an option and a minute for its message, unless told otherwise", () => {
  expect(parseVerifyArguments(["option-3-private-nat"])).toEqual({
    target: "option-3-private-nat",
    environment: null,
    listener: null,
    region: null,
    message: true,
    body: null,
    timeout: 60,
    json: false,
    help: false,
    version: false,
  });
  expect(
    parseVerifyArguments([
      "o",
      "--no-message",
      "--json",
      "--environment=prod",
      "--listener=orders",
      "--region=eu-west-1",
    ]),
  ).toMatchObject({
    message: false,
    json: true,
    environment: "prod",
    listener: "orders",
    region: "eu-west-1",
  });
});

test("help needs no mapping", () => {
  expect(parseVerifyArguments(["--help"]).help).toBe(true);
});

test("everything that is wrong is told at once", () => {
  expect(problemsOf("a", "b", "c", "--region=", "--body=", "--timeout=0", "--no-message")).toEqual([
    "b, c: expected one mapping only.",
    "--region is empty: it needs a value.",
    "--body is empty: it needs a value.",
    '--timeout is "0": expected seconds, 1 to 3600.',
    "--no-message leaves --body and --timeout without a meaning: leave out either.",
  ]);
  expect(problemsOf()).toEqual(["no mapping is named: give its UUID, or an option such as option-3-private-nat."]);
  expect(problemsOf("--what")).toEqual(["Unknown option '--what'. See mqesm verify --help."]);
});

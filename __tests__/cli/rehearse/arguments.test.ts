import { Mistake } from "../../../cli/mistake";
import { OPTIONS, parseRehearseArguments } from "../../../cli/rehearse/arguments";
import { options } from "../../../stacks/catalogue";

const nothing = {
  listener: null,
  options: [],
  messages: 1000,
  parallel: 1,
  cluster: false,
  keep: false,
  json: false,
  returnedBy: "reject",
  help: false,
};

test("the options are those that can be deployed", () => {
  expect(OPTIONS).toEqual(options.map(({ id }) => id));
});

test.each([
  [["option-4-isolated"], { options: ["option-4-isolated"] }],
  [
    ["option-4-isolated", "option-1-public-broker", "option-4-isolated"],
    { options: ["option-4-isolated", "option-1-public-broker"] },
  ],
  [["--all"], { options: OPTIONS }],
  [
    ["--all", "--parallel", "5", "--messages", "1000000", "--cluster", "--json"],
    { options: OPTIONS, parallel: 5, messages: 1_000_000, cluster: true, json: true },
  ],
  [["option-4-isolated", "--keep", "--messages", "1"], { options: ["option-4-isolated"], keep: true, messages: 1 }],
  [["--listener"], { listener: { name: null, event: null, once: false } }],
  [
    ["--listener", "orders", "--event", "event.json", "--once"],
    { listener: { name: "orders", event: "event.json", once: true } },
  ],
  [["--listener", "--returned-by", "nack"], { listener: { name: null, event: null, once: false }, returnedBy: "nack" }],
  [["--help"], { help: true }],
  [["-h"], { help: true }],
])("%j", (argv, expected) => {
  expect(parseRehearseArguments(argv)).toEqual({ ...nothing, ...expected });
});

const known = OPTIONS.join(", ");

test.each([
  [[], [`no option is given: expected some of ${known}, --all, or --listener.`]],
  [["--listener", "a", "b"], ["--listener is for one listener at a time: a, b."]],
  [["--listener", "--event="], ["--event is empty: it needs a file's name."]],
  [["--listener", "--all", "--json"], ["--listener rehearses no option: leave out --all, --json."]],
  [
    ["--all", "--event", "a", "--once"],
    ["--event is for --listener.", "--once is for --listener."],
  ],
  [["--listener", "--returned-by", "close"], ['--returned-by is "close": expected reject or nack.']],
  [["option-6"], [`"option-6" is no option: expected some of ${known}.`]],
  [["--all", "option-4-isolated"], ["--all and options are both given: choose one."]],
  [["--all", "--keep"], ["--keep is for one option at a time."]],
  [
    ["--all", "--messages", "0", "--parallel", "6"],
    [
      '--messages is "0": expected a whole number from 1 to 1000000.',
      '--parallel is "6": expected a whole number from 1 to 5.',
    ],
  ],
  [["--all", "--messages", "1000001"], ['--messages is "1000001": expected a whole number from 1 to 1000000.']],
  [["--all", "--messages", "1e3"], ['--messages is "1e3": expected a whole number from 1 to 1000000.']],
  [["--all", "--messages", ""], ['--messages is "": expected a whole number from 1 to 1000000.']],
  [["--fast"], ["Unknown option '--fast'. See mqesm rehearse --help."]],
])("%j is a mistake", (argv, problems) => {
  let thrown: unknown;
  try {
    parseRehearseArguments(argv);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Mistake);
  expect((thrown as Mistake).problems).toEqual(problems);
});

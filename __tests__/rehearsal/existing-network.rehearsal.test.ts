import type { OptionResult } from "../../rehearsal";
import { configurationOf, type Layout } from "../stacks/existing-networks";
import { describeRehearsal } from "../support/describe-rehearsal";
import { RehearsalBesideOthers } from "../support/rehearsal-beside-others";
import { awsProvider } from "../support/terraform";

const LIMIT = 600_000;
const MESSAGES = 100;

/** What an option is placed in. */
interface Place {
  readonly vpc: string;
  readonly subnets: readonly string[];
}

const cases: readonly [string, string, Layout, (place: Place) => Readonly<Record<string, string>>][] = [
  [
    "option-3-private-nat",
    "a NAT gateway that is there, in a subnet with a tag",
    { subnets: { a: "nat" }, tags: { Tier: "private" } },
    ({ vpc }) => ({ MQESM_EXISTING_VPC: vpc, MQESM_EXISTING_SUBNET_TAGS: "Tier=private" }),
  ],
  [
    "option-4-isolated",
    "two endpoints that are there and one of ours, in a subnet by its id",
    { subnets: { a: "nowhere" }, endpoints: "for-the-vpc", services: ["sts", "lambda"] },
    ({ subnets }) => ({ MQESM_EXISTING_SUBNETS: subnets.join(), MQESM_EXISTING_ENDPOINTS: "sts,lambda" }),
  ],
];

describeRehearsal("an option in somebody's network", () => {
  describe.each(cases)("%s by %s", (option, _, layout, settings) => {
    let rehearsal: RehearsalBesideOthers;
    let result: OptionResult;

    beforeAll(async () => {
      rehearsal = await RehearsalBesideOthers.start("en", LIMIT);
      const outputs = await rehearsal.make(configurationOf({ layout }, awsProvider));
      const stack = await rehearsal.stack(option, settings(outputs.layout as Place));
      result = await rehearsal.rehearse(option, stack, MESSAGES);
    }, LIMIT);
    afterAll(() => rehearsal?.stop());

    test("each message arrives, and a second plan changes nothing", () => {
      const arrived = { published: MESSAGES, delivered: MESSAGES, lastProcessingResult: "OK", failure: null };
      expect(result).toMatchObject(arrived);
    });

    test("once it is destroyed, the network is as it was", async () => {
      expect(await rehearsal.left()).toEqual([]);
    });
  });
});

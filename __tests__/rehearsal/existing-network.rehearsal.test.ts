import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { terraformBinary } from "../../cli/terraform/binary";
import { findPrerequisites, type OptionResult } from "../../rehearsal";
import { EmulatedAws } from "../../rehearsal/emulated-aws";
import { REHEARSALS } from "../../rehearsal/folders";
import { Record as ProcessRecord } from "../../rehearsal/processes/record";
import { type Inventory, leftSince, takeInventory } from "../../rehearsal/run/inventory";
import { rehearseOption } from "../../rehearsal/run/option";
import { StackTerraform, terraformEnv } from "../../rehearsal/run/stack-terraform";
import { synthesize } from "../../rehearsal/run/synthesize";
import { configurationOf, type Layout } from "../stacks/existing-networks";
import { describeRehearsal } from "../support/describe-rehearsal";
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
    let aws: EmulatedAws;
    let record: ProcessRecord;
    let before: Inventory;
    let result: OptionResult;

    beforeAll(async () => {
      mkdirSync(REHEARSALS, { recursive: true });
      record = new ProcessRecord(mkdtempSync(join(REHEARSALS, "test-")));
      const { account, rabbitMq, terraform } = findPrerequisites(terraformBinary());
      aws = await EmulatedAws.start({ account, rabbitMq, record, name: `en${process.pid}` });
      const around = {
        binary: terraform.binary,
        env: terraformEnv(terraform.env, aws.env, record.folder),
        signal: AbortSignal.timeout(LIMIT),
        noteProcess: (pid: number) => record.noteProcess(pid),
      };
      const network = new StackTerraform(join(record.folder, "network"), around);
      mkdirSync(network.folder);
      writeFileSync(join(network.folder, "main.tf.json"), JSON.stringify(configurationOf({ layout }, awsProvider)));
      await network.init();
      await network.apply();
      const place = (await network.outputs()).layout as Place;
      before = await takeInventory(aws.access("us-east-1"));
      const folderOf = await synthesize(record.folder, settings(place), around);
      const stack = new StackTerraform(folderOf(option), around);
      await stack.init();
      result = await rehearseOption({
        ...{ option, aws, terraform: stack, messages: MESSAGES, signal: around.signal },
        begin: () => {},
        whileUp: async () => {},
      });
    }, LIMIT);
    afterAll(async () => {
      await aws?.stop();
      record?.remove();
    });

    test("each message arrives, and a second plan changes nothing", () => {
      const arrived = { published: MESSAGES, delivered: MESSAGES, lastProcessingResult: "OK", failure: null };
      expect(result).toMatchObject(arrived);
    });

    test("once it is destroyed, the network is as it was", async () => {
      expect(leftSince(before, await takeInventory(aws.access("us-east-1")))).toEqual([]);
    });
  });
});

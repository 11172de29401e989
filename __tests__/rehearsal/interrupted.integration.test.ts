import { setTimeout as sleep } from "node:timers/promises";
import { REHEARSALS } from "../../rehearsal/folders";
import { removeLeftovers } from "../../rehearsal/processes/record";
import { describeRehearsal, filesLeft, processesInFolder, RehearsalProcess } from "../support/describe-rehearsal";

const LIMIT = 120_000;

describeRehearsal("a rehearsal that is interrupted", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s while it deploys: everything is ended and removed",
    async (signal) => {
      const rehearsal = new RehearsalProcess(["option-1-public-broker"]);
      await rehearsal.says("option-1-public-broker: deploy");
      const recorded = rehearsal.look();
      // At least the account's server, and what keeps Terraform.
      expect(recorded.children.length).toBeGreaterThanOrEqual(2);
      rehearsal.child.kill(signal);
      const { code, stdout, stderr } = await rehearsal.ended;
      expect(stderr).toMatch(/mqesm: interrupted\. Everything was ended and removed\.\n$/);
      expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
      expect(await RehearsalProcess.endedWithin(0, recorded.children)).toEqual([]);
      expect(processesInFolder(recorded)).toEqual([]);
      expect(filesLeft(recorded)).toEqual([]);
    },
    LIMIT,
  );

  test(
    "kill -9: within ten seconds its processes have ended by themselves, and its files go at the next start",
    async () => {
      const rehearsal = new RehearsalProcess(["option-1-public-broker", "--keep"]);
      await rehearsal.says("option-1-public-broker: plan again");
      const recorded = rehearsal.look();
      // The account's server, RabbitMQ, the functions that were invoked, and what keeps Terraform.
      expect(recorded.children.length).toBeGreaterThanOrEqual(4);
      rehearsal.child.kill("SIGKILL");
      expect(processesInFolder(recorded)).not.toEqual([]);
      await sleep(10_000);
      expect(await RehearsalProcess.endedWithin(0, recorded.children)).toEqual([]);
      expect(processesInFolder(recorded)).toEqual([]);
      await rehearsal.ended;
      expect(filesLeft(recorded)).not.toEqual([]);
      expect(removeLeftovers(REHEARSALS)).toEqual([recorded.files[0]]);
      expect(filesLeft(recorded)).toEqual([]);
    },
    LIMIT,
  );
});

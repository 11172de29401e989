import { Uploading } from "./uploading";

describe("killed after any request, the next one goes on with the same run", () => {
  test.each([
    [["--plan-only"], "planned_and_finished"],
    [["--save-plan"], "planned_and_saved"],
    [["--apply", "--auto-approve"], "applied"],
  ])(
    "%j",
    async (args, state) => {
      const whole = await Uploading.to({});
      await whole.upload(args);
      const requests = whole.requestsSent;
      await whole.hcp.stop();
      expect(requests).toBeGreaterThan(8);
      process.setMaxListeners(1_000);
      for (let killed = 1; killed <= requests; killed += 1) {
        const up = await Uploading.to({});
        up.killedAfter = killed;
        const abandoned = up.upload(args);
        await Promise.race([abandoned, until(() => up.requestsSent >= killed)]);
        up.revive();
        const again = await up.upload(args);
        expect([killed, again.code]).toEqual([killed, 0]);
        expect([killed, up.states]).toEqual([killed, [state]]);
        expect(up.hcp.seen.credentialsAtBlobs).toEqual([]);
        await up.hcp.stop();
      }
    },
    120_000,
  );
});

/** Until something is so, and what follows from it has happened. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
  await new Promise((resolve) => setTimeout(resolve, 20));
}

import { describeRehearsal, filesLeft, processesInFolder, RehearsalProcess } from "../support/describe-rehearsal";

const LIMIT = 60_000;

describeRehearsal("what keeps a rehearsal from beginning", () => {
  test(
    "wrong settings are refused in the app's words, and what had started is ended",
    async () => {
      const rehearsal = new RehearsalProcess(["option-1-public-broker"], { MQESM_DELIVERY_LIMIT: "0" });
      await rehearsal.says("  synthesize\n");
      const recorded = rehearsal.look();
      const { code, stdout, stderr } = await rehearsal.ended;
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain("mqesm: the stacks cannot be synthesized:\nThe settings are not usable:\n");
      expect(stderr).toContain("MQESM_DELIVERY_LIMIT");
      expect([filesLeft(recorded), processesInFolder(recorded)]).toEqual([[], []]);
    },
    LIMIT,
  );

  test(
    "what is missing on the machine is said at once, each with its remedy",
    async () => {
      const rehearsal = new RehearsalProcess(["option-1-public-broker"], {
        PATH: "/nowhere",
        TERRAFORM_BINARY: undefined,
      });
      const { code, stdout, stderr } = await rehearsal.ended;
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain("mqesm: no RabbitMQ 4 server: install rabbitmq-server 4, or start Docker or Podman");
      expect(stderr).toContain("mqesm: no openssl: ");
      expect(stderr).toContain("mqesm: no Terraform: install Terraform 1.11 or OpenTofu 1.10");
    },
    LIMIT,
  );
});

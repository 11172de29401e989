import { describeTopology } from "../../support/describe-topology";
import { connectAs, manage } from "../../support/rabbitmq-clients";
import { MAPPING_PERMISSIONS, type TopologyStage } from "../../support/topology-stage";

describeTopology("topology's users", {}, ({ newStage }) => {
  let stage: TopologyStage;
  beforeEach(() => {
    stage = newStage();
  });

  describe("passwords", () => {
    test("one that is in the secret is used", async () => {
      const secretArn = stage.secretsManager.createSecret(
        JSON.stringify({ username: stage.mapping.username, password: "chosen by somebody" }),
      );
      await stage.declare({ users: [{ ...stage.mapping, secretArn, permissions: MAPPING_PERMISSIONS }] });
      const credentials = { username: stage.mapping.username, password: "chosen by somebody" };
      await expect(connectAs(credentials, stage.server, stage.virtualHost)).resolves.toBeDefined();
    });

    test("another one in the secret becomes the user's", async () => {
      const { server, virtualHost, mapping } = stage;
      await stage.declare();
      const before = stage.credentialsOf(mapping);
      const rotated = { username: mapping.username, password: "rotated" };
      const secretArn = stage.secretsManager.createSecret(JSON.stringify(rotated));
      await expect(
        stage.declare({ users: [{ username: mapping.username, secretArn, permissions: MAPPING_PERMISSIONS }] }),
      ).resolves.toMatchObject({ changes: [`changed user "${mapping.username}"`] });
      await expect(connectAs(rotated, server, virtualHost)).resolves.toBeDefined();
      await expect(connectAs(before, server, virtualHost)).rejects.toThrow("ACCESS_REFUSED");
    });

    test("invocations at the same time agree on one", async () => {
      await manage(stage.server, "PUT", ["vhosts", stage.virtualHost], {});
      await Promise.all([stage.declare(), stage.declare(), stage.declare()]);
      for (const user of [stage.mapping, stage.publisher]) {
        await expect(connectAs(stage.credentialsOf(user), stage.server, stage.virtualHost)).resolves.toBeDefined();
      }
    });

    test("a secret that holds another user is refused", async () => {
      const secretArn = stage.secretsManager.createSecret('{"username":"somebody","password":"throwaway"}');
      const users = [{ ...stage.mapping, secretArn, permissions: MAPPING_PERMISSIONS }];
      await expect(stage.declare({ users })).rejects.toMatchObject({
        name: "SecretOfAnotherUser",
        message:
          `${secretArn} holds the user "somebody": it must hold "${stage.mapping.username}". Give each user a secret of its own, ` +
          "or correct the value.",
      });
    });

    test("an administrator's secret without a value is refused", async () => {
      const administratorSecretArn = stage.secretsManager.createSecret();
      await expect(stage.declare({ administratorSecretArn })).rejects.toThrow(
        `${administratorSecretArn} is not there or has no value: it must hold the administrator's user name and password`,
      );
    });
  });

  describe("the administrator", () => {
    test("is never made one of the users", async () => {
      const { username } = stage.server.administrator;
      const secretArn = stage.administratorSecretArn;
      const users = [{ username, secretArn, permissions: MAPPING_PERMISSIONS }];
      await expect(stage.declare({ users })).rejects.toThrow(
        `USERS names "${username}", the administrator, who would lose the tag administrator: choose another name.`,
      );
      await expect(manage(stage.server, "GET", ["users", username])).resolves.toMatchObject({
        tags: ["administrator"],
      });
    });

    test("must be one", async () => {
      await manage(stage.server, "PUT", ["users", "manager"], { password: "throwaway", tags: "management" });
      const administratorSecretArn = stage.secretsManager.createSecret('{"username":"manager","password":"throwaway"}');
      await expect(stage.declare({ administratorSecretArn })).rejects.toThrow(
        'The broker\'s user "manager" has the tags ["management"]: it must have the tag administrator',
      );
    });

    test("gets into a virtual host that was closed to it", async () => {
      const { server, virtualHost } = stage;
      await manage(server, "PUT", ["vhosts", virtualHost], {});
      await manage(server, "DELETE", ["permissions", virtualHost, server.administrator.username]);
      const { changes } = await stage.declare();
      expect(changes[0]).toBe(
        `set what user "${server.administrator.username}" may do in virtual host "${virtualHost}"`,
      );
    });
  });
});

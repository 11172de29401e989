import { optionIds } from "../../support/expected-network";
import { synthesize } from "../../support/synthesized-stack";

describe("what the Region offers of such a broker", () => {
  test.each(optionIds)("%s: is asked for the type, version and mode together", (id) => {
    const stack = synthesize(id, { brokerDeploymentMode: "CLUSTER_MULTI_AZ" });
    const offerings = stack.oneDataSource("aws_mq_broker_instance_type_offerings");
    const { values } = stack.one("terraform_data", "broker-offer");
    expect(offerings.values).toMatchObject({ engine_type: "RABBITMQ", host_instance_type: "mq.m7g.medium" });
    expect(values.input).toContain(`${offerings.address}.broker_instance_options`);
    expect(values.lifecycle).toMatchObject({
      postcondition: [{ condition: `\${contains(self.input, "4.2 as CLUSTER_MULTI_AZ")}` }],
    });
  });

  test.each(optionIds)("%s: is asked again when one of them changes, and only then", (id) => {
    const { values } = synthesize(id).one("terraform_data", "broker-offer");
    expect(values.triggers_replace).toEqual(["mq.m7g.medium", "4.2", "SINGLE_INSTANCE"]);
    expect(values.lifecycle).toMatchObject({ ignore_changes: ["input"] });
  });
});

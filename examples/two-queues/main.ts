import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  Administrator,
  Broker,
  BrokerOffer,
  EventSourceMapping,
  endpointPlacement,
  InterfaceWaiter,
  Listener,
  listenersOf,
  mappingUser,
  Names,
  readSettings,
  Topology,
  validateConnectivity,
} from "../../modules";

/** Two queues on one broker, in isolated subnets of an own VPC, and one function's code for both. */
class Shop extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // What is not said has the default that the README's table of settings says.
    const settings = readSettings(
      {},
      {
        region: "eu-west-1",
        project: "shop",
        environment: "dev",
        queue: "orders",
        listenerCode: "listeners/shop",
        listeners: [{ name: "invoices", listenerCode: "listeners/shop", mappingBatchSize: 10 }],
      },
    );
    const names = new Names(settings, id);
    new AwsProvider(this, "aws", { region: settings.region });

    const isolated = endpointPlacement((vpc) => vpc.addSubnets("isolated"));
    const placement = isolated(this, settings, names, new BrokerOffer(this, "broker-offer", settings));
    const administrator = new Administrator(this, "administrator", names);
    const broker = new Broker(this, "broker", { names, settings, placement: placement.broker, administrator });
    const surroundings = placement.surround(broker.resource);

    const polled = listenersOf(settings).map((listener) => {
      const user = mappingUser(listener);
      const topology = new Topology(this, `topology${listener.suffix}`, {
        ...{ names, listener, broker, administrator, surroundings },
        users: [user],
      });
      const secret = topology.secretOf(user);
      const receiver = new Listener(this, `listener${listener.suffix}`, {
        ...{ names, listener, broker },
        mappingSecret: secret,
        mappingInVpc: surroundings.mapping !== undefined,
      });
      return { ...listener, topology, secret, receiver };
    });

    const waiter = new InterfaceWaiter(this, "interface-waiter", {
      ...{ names, settings },
      mapping: surroundings.mapping,
      holds: [...polled.flatMap(({ receiver }) => receiver.needs), ...surroundings.ready],
    });
    for (const { suffix, settings: own, topology, secret, receiver } of polled) {
      // Whoever takes this listener out of the settings waits for its mapping's interfaces alone.
      const removal = suffix === "" ? [] : waiter.arm(suffix, receiver.needs);
      const mapping = new EventSourceMapping(this, `mapping${suffix}`, {
        ...{ settings: own, broker, listener: receiver, secret },
        needs: [...receiver.needs, ...surroundings.ready, topology.declared, ...waiter.armed, ...removal],
      });
      new TerraformOutput(this, `mapping_of_${own.queue}`, { value: mapping.resource.uuid, staticId: true });
    }
    validateConnectivity(this, settings);
  }
}

const app = new App();
new Shop(app, "two-queues");
app.synth();

import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Alarms } from "../modules/alarms/alarms";
import { configureAwsProvider } from "../modules/aws-provider";
import { Administrator } from "../modules/broker/administrator";
import { Broker } from "../modules/broker/broker";
import { BrokerOffer } from "../modules/broker/broker-offer";
import { Publisher } from "../modules/broker/publisher";
import { Topology } from "../modules/broker/topology";
import { validateConnectivity } from "../modules/mapping/connectivity-validation";
import { EventSourceMapping } from "../modules/mapping/event-source-mapping";
import { InterfaceWaiter } from "../modules/mapping/interface-waiter";
import { Listener } from "../modules/mapping/listener";
import { Names } from "../modules/names";
import { remoteState } from "../modules/remote-state";
import { listenersOf, type Settings } from "../modules/settings";
import type { Option } from "./catalogue";
import { addOutputs } from "./outputs";

/** What all options share: a broker on the option's placement, its topology, and a listener fed by a mapping. */
export class OptionStack extends TerraformStack {
  constructor(scope: Construct, option: Option, settings: Settings) {
    super(scope, option.id);
    const names = new Names(settings, option.id);
    configureAwsProvider(this, settings, option.id);
    remoteState(settings).configure(this, settings, option.id);

    const placement = option.place(this, settings, names, new BrokerOffer(this, "broker-offer", settings));
    const administrator = new Administrator(this, "administrator", names);
    const broker = new Broker(this, "broker", { names, settings, placement: placement.broker, administrator });
    const surroundings = placement.surround(broker.resource);

    const topology = new Topology(this, "topology", {
      names,
      settings,
      broker,
      administratorSecretArn: administrator.secretArn,
      surroundings,
    });
    const listeners = listenersOf(settings).map((each) => {
      const queue = topology.queueOf(each);
      const listener = new Listener(this, `listener${each.suffix}`, {
        names,
        listener: each,
        broker,
        mappingSecret: queue.mappingSecret,
        mappingInVpc: surroundings.mapping !== undefined,
      });
      return { ...each, queue, listener };
    });

    // The functions too: no document says that their interfaces are removed once they are gone, and AWS's own workaround keeps them.
    // https://github.com/cdklabs/cdk-amazonmq/blob/main/src/mq-esm/event-source-base.ts
    const waiter = new InterfaceWaiter(this, "interface-waiter", {
      names,
      settings,
      mapping: surroundings.mapping,
      holds: [...listeners.flatMap(({ listener }) => listener.needs), ...surroundings.ready],
    });
    const fed = listeners.map(({ suffix, settings: own, queue, listener }) => {
      const removal = suffix === "" ? [] : waiter.arm(suffix, listener.needs);
      const mapping = new EventSourceMapping(this, `event-source-mapping${suffix}`, {
        settings: own,
        broker,
        listener,
        secret: queue.mappingSecret,
        needs: [...listener.needs, ...surroundings.ready, queue.declared, ...waiter.armed, ...removal],
      });
      return { suffix, settings: own, listener, mapping };
    });

    const publisher = new Publisher(this, "publisher", {
      names,
      settings,
      broker,
      secret: topology.publisherSecret,
      location: surroundings.clients,
    });
    const ofListeners = listeners.map(({ listener }) => listener);
    surroundings.letThroughOnly?.([...ofListeners, topology.function, publisher]);
    const alarms = settings.alarms
      ? new Alarms(this, "alarms", { names, settings, broker, listeners: fed, topology: topology.function })
      : undefined;
    validateConnectivity(this, settings);
    addOutputs(this, {
      settings,
      broker,
      listeners: fed,
      publisher,
      alarms,
      functions: [...ofListeners, topology.function, publisher, ...waiter.functions],
    });
  }
}

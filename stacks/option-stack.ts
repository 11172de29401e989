import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Alarms } from "../modules/alarms/alarms";
import { configureAwsProvider } from "../modules/aws-provider";
import { mappingUser, publisherUser } from "../modules/broker/broker-user";
import { Publisher } from "../modules/broker/publisher";
import { Topology } from "../modules/broker/topology";
import { validateConnectivity } from "../modules/mapping/connectivity-validation";
import { EventSourceMapping } from "../modules/mapping/event-source-mapping";
import { InterfaceWaiter } from "../modules/mapping/interface-waiter";
import { Listener } from "../modules/mapping/listener";
import { Names } from "../modules/names";
import { remoteState } from "../modules/remote-state";
import { listenersOf, mapEach, type Settings } from "../modules/settings";
import type { Option } from "./option";
import { addOutputs } from "./outputs";

/** What all options share: the option's broker, and on it listeners with their queues, fed by mappings. */
export class OptionStack extends TerraformStack {
  #terraform: object | undefined;

  constructor(scope: Construct, option: Option, given: Settings) {
    super(scope, option.id);
    const names = new Names(given, option.id);
    configureAwsProvider(this, given, option.id);
    remoteState(given).configure(this, given, option.id);

    const provided = option.provide(this, given, names);
    const { settings, broker, surroundings } = provided;

    const listeners = mapEach(listenersOf(settings), (each) => {
      const { suffix } = each;
      const user = mappingUser(each);
      // The publisher is for all queues, and declared with the first.
      const users = suffix === "" ? [user, publisherUser] : [user];
      const topology = new Topology(this, `topology${suffix}`, { ...provided, names, listener: each, users });
      const secret = topology.secretOf(user);
      const listener = new Listener(this, `listener${suffix}`, {
        names,
        listener: each,
        broker,
        mappingSecret: secret,
        mappingInVpc: surroundings.mapping !== undefined,
      });
      return { ...each, topology, secret, listener };
    });

    // The functions too: no document says that their interfaces are removed once they are gone, and AWS's own workaround keeps them.
    // https://github.com/cdklabs/cdk-amazonmq/blob/main/src/mq-esm/event-source-base.ts
    const waiter = new InterfaceWaiter(this, "interface-waiter", {
      names,
      settings,
      mapping: surroundings.mapping,
      holds: [...listeners.flatMap(({ listener }) => listener.needs), ...surroundings.ready],
    });
    const fed = mapEach(listeners, (each) => {
      const { suffix, settings: own, topology, secret, listener } = each;
      const removal = suffix === "" ? [] : waiter.arm(suffix, listener.needs);
      const mapping = new EventSourceMapping(this, `event-source-mapping${suffix}`, {
        settings: own,
        broker,
        listener,
        secret,
        needs: [...listener.needs, ...surroundings.ready, topology.declared, ...waiter.armed, ...removal],
      });
      return { ...each, mapping };
    });

    const [first] = fed;
    const publisher = new Publisher(this, "publisher", {
      names,
      settings,
      broker,
      secret: first.topology.secretOf(publisherUser),
      location: surroundings.clients,
    });
    const alarms = settings.alarms
      ? new Alarms(this, "alarms", { names, settings, broker, listeners: fed })
      : undefined;
    validateConnectivity(this, settings);
    addOutputs(this, { settings, broker, listeners: fed, publisher, alarms, waiters: waiter.functions });
  }

  /** Resolves nothing: that is for references to other stacks, of which there are none, and costs a tenth of the time of synthesizing. */
  override prepareStack(): void {}

  /** Worked out once, for the proof and for what is written: it takes most of the time of synthesizing. */
  override toTerraform(): object {
    this.#terraform ??= super.toTerraform();
    return this.#terraform as object;
  }
}
